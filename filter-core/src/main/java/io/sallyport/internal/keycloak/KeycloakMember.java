package io.sallyport.internal.keycloak;

/**
 * Members of keycloak.json without a setting of ours, each with what to do instead. The list is
 * complete for Keycloak 24, by its {@code AdapterConfig} and its guide.
 */
enum KeycloakMember {
  SSL_REQUIRED(
      "ssl-required",
      "keys are read by https only, and on loopback also by http with"
          + " \"auth.jwt.jwks.allow-http-loopback\""),
  CONFIDENTIAL_PORT(
      "confidential-port", "the component that redirects to https has this port; remove it"),
  PUBLIC_CLIENT("public-client", "token validation needs no client; remove it"),
  CREDENTIALS("credentials", "token validation needs no client secret; remove it"),
  ENABLE_CORS(
      "enable-cors",
      "set \"auth.allow-cors-preflight\" and let the application's or the server's own CORS filter"
          + " answer"),
  CORS_MAX_AGE("cors-max-age", "set it in the CORS filter that answers preflights"),
  CORS_ALLOWED_METHODS("cors-allowed-methods", "set it in the CORS filter that answers preflights"),
  CORS_ALLOWED_HEADERS("cors-allowed-headers", "set it in the CORS filter that answers preflights"),
  CORS_EXPOSED_HEADERS("cors-exposed-headers", "set it in the CORS filter that answers preflights"),
  ENABLE_BASIC_AUTH(
      "enable-basic-auth",
      "Basic authentication is not supported; let API clients get a token from Keycloak (client"
          + " credentials)"),
  EXPOSE_TOKEN("expose-token", "no page returns tokens; let scripts get tokens from Keycloak"),
  CONNECTION_POOL_SIZE("connection-pool-size", "keys are read with one connection; remove it"),
  SOCKET_TIMEOUT("socket-timeout-millis", "set \"auth.jwt.jwks.timeout\""),
  CONNECTION_TIMEOUT("connection-timeout-millis", "set \"auth.jwt.jwks.timeout\""),
  CONNECTION_TTL("connection-ttl-millis", "connections are not kept; remove it"),
  DISABLE_TRUST_MANAGER(
      "disable-trust-manager",
      "certificates are always verified; add the certificate authority to the JVM's trust store"),
  ALLOW_ANY_HOSTNAME(
      "allow-any-hostname", "host names are always verified; use a certificate with the host name"),
  PROXY_URL("proxy-url", "set the JVM's https.proxyHost and https.proxyPort"),
  TRUSTSTORE("truststore", "set the JVM's javax.net.ssl.trustStore"),
  TRUSTSTORE_PASSWORD("truststore-password", "set the JVM's javax.net.ssl.trustStorePassword"),
  CLIENT_KEYSTORE("client-keystore", "Keycloak's keys are public; remove it"),
  CLIENT_KEYSTORE_PASSWORD("client-keystore-password", "Keycloak's keys are public; remove it"),
  CLIENT_KEY_PASSWORD("client-key-password", "Keycloak's keys are public; remove it"),
  ALWAYS_REFRESH_TOKEN("always-refresh-token", "clients refresh their tokens; remove it"),
  TOKEN_MINIMUM_TIME_TO_LIVE(
      "token-minimum-time-to-live", "clients refresh their tokens; remove it"),
  REGISTER_NODE_AT_STARTUP("register-node-at-startup", "Keycloak sends nothing here; remove it"),
  REGISTER_NODE_PERIOD("register-node-period", "Keycloak sends nothing here; remove it"),
  TOKEN_STORE("token-store", "tokens are not stored, because each request has its own; remove it"),
  TOKEN_COOKIE_PATH(
      "token-cookie-path",
      "tokens are not stored; for a token in a cookie, set \"mp.jwt.token.header\" and"
          + " \"mp.jwt.token.cookie\""),
  ADAPTER_STATE_COOKIE_PATH(
      "adapter-state-cookie-path",
      "tokens are not stored; for a token in a cookie, set \"mp.jwt.token.header\" and"
          + " \"mp.jwt.token.cookie\""),
  TURN_OFF_CHANGE_SESSION_ID(
      "turn-off-change-session-id-on-login",
      "the session ID changes at login; \"auth.session.change-session-id\" is for the"
          + " application's own login"),
  POLICY_ENFORCER(
      "policy-enforcer",
      "Keycloak's permissions are not read; write them as roles in \"auth.rules\""),
  ENABLE_PKCE(
      "enable-pkce", "it is for login at Keycloak by browser, which is not supported; remove it"),
  REDIRECT_REWRITE_RULES(
      "redirect-rewrite-rules",
      "they are for login at Keycloak by browser, which is not supported; remove them"),
  IGNORE_OAUTH_QUERY_PARAMETER(
      "ignore-oauth-query-parameter",
      "tokens in the query string are not read; \"auth.jwt.allow-uri-query-parameter\" allows"
          + " that") {
    // Our behavior is that of true, so only false has no counterpart.
    @Override
    boolean isLostWith(String value) {
      return !value.equalsIgnoreCase("true");
    }
  };

  private final String member;
  private final String remedy;

  KeycloakMember(String member, String remedy) {
    this.member = member;
    this.remedy = remedy;
  }

  String member() {
    return member;
  }

  String remedy() {
    return remedy;
  }

  /** Whether the application loses something without this member: not if it was switched off. */
  boolean isLostWith(String value) {
    return !value.equalsIgnoreCase("false");
  }
}
