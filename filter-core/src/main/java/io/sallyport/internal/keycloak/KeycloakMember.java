package io.sallyport.internal.keycloak;

/**
 * Members of keycloak.json that have no setting of ours, each with what to do instead. All that the
 * adapter of Keycloak 24 knew, by its {@code AdapterConfig} and its guide.
 */
enum KeycloakMember {
  SSL_REQUIRED(
      "ssl-required",
      "keys are read by https only, from this machine itself also by http with"
          + " \"auth.jwt.jwks.allow-http-loopback\""),
  CONFIDENTIAL_PORT("confidential-port", "whoever redirects to https knows the port"),
  PUBLIC_CLIENT("public-client", "tokens are checked without being a client of Keycloak"),
  CREDENTIALS(
      "credentials", "checking tokens needs no secret of a client; take it out of the file"),
  ENABLE_CORS(
      "enable-cors",
      "set \"auth.allow-cors-preflight\" and let the application's or the server's own CORS filter"
          + " answer"),
  CORS_MAX_AGE("cors-max-age", "tell it to the CORS filter that answers preflights"),
  CORS_ALLOWED_METHODS(
      "cors-allowed-methods", "tell it to the CORS filter that answers preflights"),
  CORS_ALLOWED_HEADERS(
      "cors-allowed-headers", "tell it to the CORS filter that answers preflights"),
  CORS_EXPOSED_HEADERS(
      "cors-exposed-headers", "tell it to the CORS filter that answers preflights"),
  ENABLE_BASIC_AUTH(
      "enable-basic-auth",
      "passwords are not taken by Basic; let the program get a token from Keycloak (client"
          + " credentials)"),
  EXPOSE_TOKEN("expose-token", "no page hands out tokens; let scripts get theirs from Keycloak"),
  CONNECTION_POOL_SIZE("connection-pool-size", "one connection reads the keys; remove it"),
  SOCKET_TIMEOUT("socket-timeout-millis", "set \"auth.jwt.jwks.timeout\""),
  CONNECTION_TIMEOUT("connection-timeout-millis", "set \"auth.jwt.jwks.timeout\""),
  CONNECTION_TTL("connection-ttl-millis", "connections are not kept; remove it"),
  DISABLE_TRUST_MANAGER(
      "disable-trust-manager",
      "certificates are always checked; put the server's authority into the JVM's trust store"),
  ALLOW_ANY_HOSTNAME(
      "allow-any-hostname",
      "host names are always checked; give the server a certificate with its name"),
  PROXY_URL("proxy-url", "set the JVM's https.proxyHost and https.proxyPort"),
  TRUSTSTORE("truststore", "set the JVM's javax.net.ssl.trustStore"),
  TRUSTSTORE_PASSWORD("truststore-password", "set the JVM's javax.net.ssl.trustStorePassword"),
  CLIENT_KEYSTORE("client-keystore", "Keycloak's keys are public; remove it"),
  CLIENT_KEYSTORE_PASSWORD("client-keystore-password", "Keycloak's keys are public; remove it"),
  CLIENT_KEY_PASSWORD("client-key-password", "Keycloak's keys are public; remove it"),
  ALWAYS_REFRESH_TOKEN("always-refresh-token", "whoever sends the token refreshes it; remove it"),
  TOKEN_MINIMUM_TIME_TO_LIVE(
      "token-minimum-time-to-live", "whoever sends the token refreshes it; remove it"),
  REGISTER_NODE_AT_STARTUP("register-node-at-startup", "Keycloak sends nothing here; remove it"),
  REGISTER_NODE_PERIOD("register-node-period", "Keycloak sends nothing here; remove it"),
  TOKEN_STORE("token-store", "no token is stored: each request brings its own; remove it"),
  TOKEN_COOKIE_PATH(
      "token-cookie-path",
      "no token is stored; if a cookie brings it, set \"mp.jwt.token.header\" and"
          + " \"mp.jwt.token.cookie\""),
  ADAPTER_STATE_COOKIE_PATH(
      "adapter-state-cookie-path",
      "no token is stored; if a cookie brings it, set \"mp.jwt.token.header\" and"
          + " \"mp.jwt.token.cookie\""),
  TURN_OFF_CHANGE_SESSION_ID(
      "turn-off-change-session-id-on-login",
      "a session's id changes at log-in; \"auth.session.change-session-id\" is for log-ins of the"
          + " application itself"),
  POLICY_ENFORCER(
      "policy-enforcer",
      "Keycloak is not asked for permissions; write them as roles into \"auth.rules\""),
  ENABLE_PKCE("enable-pkce", "it belongs to the browser's log-in, which is not done here"),
  REDIRECT_REWRITE_RULES(
      "redirect-rewrite-rules", "they belong to the browser's log-in, which is not done here"),
  IGNORE_OAUTH_QUERY_PARAMETER(
      "ignore-oauth-query-parameter",
      "tokens in the query string are not read; \"auth.jwt.allow-uri-query-parameter\" changes"
          + " that") {
    // Ours is what true asked for; false is the one that loses something.
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

  /** Whether the application has less than before without it: not if it was switched off. */
  boolean isLostWith(String value) {
    return !value.equalsIgnoreCase("false");
  }
}
