package io.sallyport.internal.settings;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists every setting. The parser, the "did you mean" hint, docs/settings.md and its test read this
 * one list. A setting that weakens security has a name with {@code allow} or {@code insecure}.
 */
public enum Setting {
  AUTH_MODE(
      Group.MODE,
      "auth.mode",
      Kind.words(Mode.SESSION.toString(), Mode.JWT.toString(), Mode.BOTH.toString()),
      null,
      "both",
      "Credentials that are accepted: a session, a token, or either. Required."),
  AUTH_INTEGRATION(
      Group.MODE,
      "auth.integration",
      Kind.words("filter", "mechanism", "container"),
      "filter",
      "container",
      "How Sallyport attaches to the server: the `<filter>` element, Jakarta Security"
          + " (`mechanism`) or Jakarta Authentication (`container`). Set it only as a"
          + " `<context-param>`. The last two need no `<filter>` (docs/servers.md)."),
  AUTH_ENFORCE(
      Group.MODE,
      "auth.enforce",
      Kind.words("deny", "report"),
      "deny",
      "report",
      "`deny` rejects requests. `report` only logs what would be rejected, and lets every"
          + " request through: use it to try the filter out."),
  AUTH_REALM(
      Group.MODE,
      "auth.realm",
      Kind.quotable(),
      "sallyport",
      "expenses",
      "The `realm` of the challenge in a 401 (`WWW-Authenticate`)."),

  ISSUER(
      Group.CHECKS,
      "mp.jwt.verify.issuer",
      Kind.text(),
      null,
      "https://id.example",
      "Required value of the `iss` claim. The comparison is exact."),
  AUDIENCES(
      Group.CHECKS,
      "mp.jwt.verify.audiences",
      Kind.list(),
      null,
      "expenses",
      "The `aud` claim must contain at least one of these."),
  CLOCK_SKEW(
      Group.CHECKS,
      "mp.jwt.verify.clock.skew",
      seconds(0, 300),
      "60",
      "10",
      "Leeway for `exp`, `nbf` and `iat`, in seconds. Maximum 300."),
  TOKEN_AGE(
      Group.CHECKS,
      "mp.jwt.verify.token.age",
      seconds(1, 31_536_000),
      null,
      "3600",
      "Maximum time since `iat`, whatever `exp` says. If set, `iat` is required. If unset, the"
          + " age is not limited."),
  REQUIRED_CLAIMS(
      Group.CHECKS,
      "auth.jwt.required-claims",
      Kind.list(),
      null,
      "jti, sub",
      "Claims that a token must have, in addition to `exp`."),
  ALLOWED_TYPES(
      Group.CHECKS,
      "auth.jwt.allowed-types",
      Kind.list(),
      "absent, JWT, at+jwt, application/at+jwt",
      "at+jwt",
      "Allowed values of the `typ` header, in any letter case. `absent` allows tokens without"
          + " `typ`."),
  REQUIRE_CERTIFICATE_BINDING(
      Group.CHECKS,
      "auth.jwt.require-certificate-binding",
      Kind.flag(),
      "false",
      "true",
      "Reject tokens that are not bound to a client certificate (`cnf.x5t#S256`, RFC 8705)."
          + " The binding of a bound token is always verified."),
  MAX_LENGTH(
      Group.CHECKS,
      "auth.jwt.max-length",
      Kind.integer(256, 65_536),
      "8192",
      "4096",
      "Maximum length of a token in characters. A longer token is rejected before it is"
          + " parsed."),

  PUBLIC_KEY(
      Group.KEYS,
      "mp.jwt.verify.publickey",
      Kind.text(),
      null,
      "-----BEGIN PUBLIC KEY-----...",
      "Public keys as PEM, JWK or JWKS text."),
  PUBLIC_KEY_LOCATION(
      Group.KEYS,
      "mp.jwt.verify.publickey.location",
      Kind.locationOrAddress(),
      null,
      "https://id.example/keys",
      "Location of the public keys: an https URL, `file:/path`, `/path`, `classpath:name`, or"
          + " a name on the class path. URLs and files are read again, see [Key"
          + " rotation](#key-rotation)."),
  PUBLIC_KEY_ALGORITHM(
      Group.KEYS,
      "mp.jwt.verify.publickey.algorithm",
      Kind.listOf(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
          "Ed25519"),
      null,
      "PS256",
      "Algorithms that are allowed with public keys. If unset: RS256 for RSA, the algorithm of"
          + " the curve for EC, EdDSA for Ed25519. The `alg` of a JWK has precedence."),
  SECRET_KEY(
      Group.KEYS,
      "auth.jwt.secretkey",
      Kind.text(),
      null,
      "${env:JWT_SECRET}",
      "HMAC secrets, separated by commas or white space. All verify, the first one signs."
          + " Plain text, `base64:...`, `base64url:...` or a JWK."),
  SECRET_KEY_ALGORITHM(
      Group.KEYS,
      "auth.jwt.secretkey-algorithm",
      Kind.words("HS256", "HS384", "HS512"),
      "HS256",
      "HS512",
      "The only algorithm that is allowed with these secrets."),
  DISCOVERY(
      Group.KEYS,
      "auth.jwt.discovery",
      Kind.flag(),
      "true",
      "false",
      "If no key is configured, read the keys from the `jwks_uri` of"
          + " `/.well-known/openid-configuration` of `mp.jwt.verify.issuer`."),
  TRUSTED_ISSUERS(
      Group.KEYS,
      "auth.jwt.trusted-issuers",
      Kind.issuers(),
      null,
      "https://id.example audience=expenses provider=keycloak",
      "Further issuers, one per line or separated by `;`. Each has `audience=` and,"
          + " optionally, `keys=`, `provider=`, `name-claims=`, `role-paths=`, `name-prefix=`; see"
          + " [Several issuers](#several-issuers)."),
  KEYCLOAK_CONFIG(
      Group.KEYS,
      "auth.jwt.keycloak-config",
      Kind.path(),
      null,
      "/WEB-INF/keycloak.json",
      "Path of the `keycloak.json` of Keycloak's former Java adapter, inside the application."
          + " It supplies values for settings that are set nowhere else"
          + " (docs/moving-from-keycloak-filter.md)."),
  JWKS_REFRESH_INTERVAL(
      Group.KEYS,
      "auth.jwt.jwks.refresh-interval",
      seconds(1, 86_400),
      "PT5M",
      "PT1M",
      "Maximum time until a key that its issuer has withdrawn is rejected. Keys are read again"
          + " earlier, in the background."),
  JWKS_FORCED_REFRESH_INTERVAL(
      Group.KEYS,
      "auth.jwt.jwks.forced-refresh-interval",
      seconds(1, 86_400),
      "PT30S",
      "PT10S",
      "Minimum interval between two reads that are caused by a token with an unknown key."),
  JWKS_RETAIN_ON_ERROR(
      Group.KEYS,
      "auth.jwt.jwks.retain-on-error",
      seconds(0, 2_592_000),
      "PT24H",
      "PT1H",
      "Maximum time that keys stay valid after `refresh-interval` while they cannot be read"
          + " again. After that, tokens get 503."),
  JWKS_TIMEOUT(
      Group.KEYS,
      "auth.jwt.jwks.timeout",
      seconds(1, 60),
      "PT2S",
      "PT5S",
      "Timeout for the connection and for each read. The whole exchange may take twice as"
          + " long."),
  JWKS_REQUIRE_AT_START(
      Group.KEYS,
      "auth.jwt.jwks.require-at-start",
      Kind.flag(),
      "false",
      "true",
      "Fail the start if the keys cannot be read from their URL. `false`: start, and answer"
          + " tokens with 503 until the keys are read."),
  JWKS_ALLOW_HTTP_LOOPBACK(
      Group.KEYS,
      "auth.jwt.jwks.allow-http-loopback",
      Kind.flag(),
      "false",
      "true",
      "Also read keys by plain http from this machine (loopback). Risk: any process on this"
          + " machine that can use the port can supply keys."),
  MAX_CACHED_TOKENS(
      Group.KEYS,
      "auth.jwt.max-cached-tokens",
      Kind.integer(0, 1_000_000),
      "1000",
      "0",
      "Maximum number of verified tokens in the cache. A cached token stays until it expires,"
          + " and its signature is not verified again. `0`: no cache."),

  TOKEN_HEADER(
      Group.CARRIED,
      "mp.jwt.token.header",
      Kind.words("Authorization", "Cookie"),
      "Authorization",
      "Cookie",
      "Where tokens are read from: the `Authorization` header or a cookie."),
  TOKEN_COOKIE(
      Group.CARRIED,
      "mp.jwt.token.cookie",
      Kind.name(),
      "Bearer",
      "__Host-token",
      "Name of the cookie that contains the token, with `mp.jwt.token.header=Cookie`. An"
          + " invalid cookie token is ignored, and the session decides. With the prefix `__Host-`,"
          + " sibling sites cannot set the cookie."),
  ALWAYS_CHECK_AUTHORIZATION(
      Group.CARRIED,
      "auth.jwt.always-check-authorization",
      Kind.flag(),
      "false",
      "true",
      "With `mp.jwt.token.header=Cookie`: also read the `Authorization` header. A token there"
          + " has precedence."),
  ALLOW_URI_QUERY_PARAMETER(
      Group.CARRIED,
      "auth.jwt.allow-uri-query-parameter",
      Kind.flag(),
      "false",
      "true",
      "Also accept `access_token` in the query string of GET and HEAD. Risk: query strings are"
          + " written to access logs and browser histories."),

  NAME_CLAIMS(
      Group.MAPPING,
      "auth.jwt.name-claims",
      Kind.list(),
      "upn, preferred_username, sub",
      "sub",
      "Claims that contain the caller's name. The first one in the token is used."),
  ROLE_PATHS(
      Group.MAPPING,
      "auth.jwt.role-paths",
      Kind.list(),
      "groups",
      "realm_access.roles, groups",
      "Claims that contain roles. Dots separate nested members. `roles[].name` reads a member"
          + " of each object in an array. Put a name that contains dots in double quotes."),
  ROLE_SEPARATOR(
      Group.MAPPING,
      "auth.jwt.role-separator",
      Kind.words("none", "space", "comma", "semicolon"),
      "none",
      "comma",
      "Separator of roles in a claim that is one text. `none`: one text is one role. `scope`"
          + " and `scp` are always separated by spaces."),
  PROVIDER(
      Group.MAPPING,
      "auth.jwt.provider",
      Kind.words("keycloak", "entra", "auth0", "okta", "cognito"),
      null,
      "keycloak",
      "Identity provider that issues the tokens. Selects the defaults of"
          + " `auth.jwt.name-claims` and `auth.jwt.role-paths`, the claim that names the audience,"
          + " and how an ID token is recognized; see [Providers](#providers)."),
  ROLES_MAP(
      Group.MAPPING,
      "auth.roles.map",
      Kind.pairs(),
      null,
      "claims-approvers=approver",
      "Role names to translate: `theirs=ours`. Other roles keep their names."),
  ROLES_STRIP_PREFIX(
      Group.MAPPING,
      "auth.roles.strip-prefix",
      Kind.text(),
      null,
      "ROLE_",
      "Prefix that is removed from role names before `auth.roles.map` is applied."),

  PRINCIPAL_ATTRIBUTE(
      Group.SESSION,
      "auth.session.principal-attribute",
      Kind.text(),
      null,
      "currentUser",
      "Session attribute in which the application's own login stores its user. Its object is"
          + " accepted as the caller if it had a name when it was stored. Do not use an attribute"
          + " that request parameters can write, or that is set before the password or second"
          + " factor is verified."),
  PRINCIPAL_PROPERTY(
      Group.SESSION,
      "auth.session.principal-property",
      Kind.dotted(),
      null,
      "account.login",
      "Property of that object that contains the name: getters or map keys, separated by dots."
          + " If unset, the object itself is the name."),
  ROLES_PROPERTY(
      Group.SESSION,
      "auth.session.roles-property",
      Kind.dotted(),
      null,
      "roles",
      "Property of that object that contains the roles: a collection, an array, text separated"
          + " by commas, or a map with `true` values."),
  AUTHENTICATED_PROPERTY(
      Group.SESSION,
      "auth.session.authenticated-property",
      Kind.dotted(),
      null,
      "loggedIn",
      "Property of that object that is `true` from login to logout. If set, the object is"
          + " accepted only while it is `true`. Request parameters must not be able to write it."),
  ALLOW_UNOBSERVED_LOGIN(
      Group.SESSION,
      "auth.session.allow-unobserved-login",
      Kind.flag(),
      "false",
      "true",
      "Accept an object with a name although the filter did not observe the login: the name"
          + " was set after the object was stored, or the session was created outside of the"
          + " filter. Risk: request parameters that are bound to session beans can set the caller."),
  CHANGE_SESSION_ID(
      Group.SESSION,
      "auth.session.change-session-id",
      Kind.flag(),
      "true",
      "false",
      "Change the session ID when the application sets that attribute. `false` removes the"
          + " protection from session fixation."),
  MAX_INACTIVE_INTERVAL(
      Group.SESSION,
      "auth.session.max-inactive-interval",
      seconds(1, 2_592_000),
      null,
      "PT30M",
      "Maximum idle time of a session that began at our login. If unset, the server's session"
          + " timeout."),
  MAX_AGE(
      Group.SESSION,
      "auth.session.max-age",
      seconds(1, 31_536_000),
      null,
      "PT8H",
      "Maximum time since login, also for an active session. A login of the server that no"
          + " session dates ends at once (docs/servers.md)."),
  MAX_SESSIONS(
      Group.SESSION,
      "auth.session.max-sessions",
      Kind.integer(1, 1000),
      null,
      "3",
      "Maximum number of concurrent sessions per user. A further login ends the oldest"
          + " session. Counts sessions that began at our login or with"
          + " `auth.session.principal-attribute`. Needs `auth.store`. After the store lost its"
          + " data, earlier sessions are not counted (docs/clustering.md)."),
  ALLOW_WEAK_COOKIE(
      Group.SESSION,
      "auth.session.allow-weak-cookie",
      Kind.flag(),
      "false",
      "true",
      "Keep the server's settings of the session cookie. If `false`, Sallyport sets HttpOnly"
          + " and SameSite=Lax, and disables session IDs in URLs."),

  LOGIN_PATH(
      Group.LOGIN,
      "auth.login.path",
      Kind.path(),
      null,
      "/auth/login",
      "Login endpoint: POST of `username` and `password`, as form or JSON. In mode `jwt` the"
          + " response contains a token."),
  LOGIN_PAGE(
      Group.LOGIN,
      "auth.login.page",
      Kind.path(),
      null,
      "/login.jsp",
      "Login page for browsers without a session. It needs no authentication."),
  LOGIN_ERROR_PAGE(
      Group.LOGIN,
      "auth.login.error-page",
      Kind.path(),
      null,
      "/login-error.jsp",
      "Page that is shown after a form login with a wrong password. It needs no"
          + " authentication. If unset, the response is 401."),
  LOGIN_DEFAULT_URL(
      Group.LOGIN,
      "auth.login.default-url",
      Kind.path(),
      "/",
      "/home",
      "URL after a login without a return URL."),
  RETURN_URL_PARAMETER(
      Group.LOGIN,
      "auth.login.return-url-parameter",
      Kind.name(),
      "return-to",
      "next",
      "Name of the request parameter of the login page, and of the field of the login form,"
          + " that contains the return URL."),
  LOGOUT_PATH(
      Group.LOGIN,
      "auth.logout.path",
      Kind.path(),
      null,
      "/auth/logout",
      "Logout endpoint: a POST ends the session."),
  LOGOUT_DEFAULT_URL(
      Group.LOGIN,
      "auth.logout.default-url",
      Kind.path(),
      null,
      "/bye.html",
      "URL after logout. If unset, and for clients with a token in the header, the response is"
          + " 204."),
  TOKEN_PATH(
      Group.LOGIN,
      "auth.token.path",
      Kind.path(),
      null,
      "/auth/token",
      "Token endpoint: POST of `username` and `password`, as form or JSON, issues an access"
          + " token."),
  TOKEN_LIFETIME(
      Group.LOGIN,
      "auth.token.lifetime",
      seconds(1, 86_400),
      "PT15M",
      "PT5M",
      "Lifetime of the access tokens that we issue."),
  TOKEN_SECURE_COOKIES(
      Group.LOGIN,
      "auth.token.secure-cookies",
      Kind.flag(),
      "false",
      "true",
      "Set `Secure` on token cookies also if the server receives plain http, as behind a"
          + " reverse proxy that terminates TLS. If `false`, `Secure` follows `request.isSecure()`."),
  REFRESH_PATH(
      Group.LOGIN,
      "auth.refresh.path",
      Kind.path(),
      null,
      "/auth/refresh",
      "Refresh endpoint: POST of `refresh_token`. If set, refresh tokens are issued together"
          + " with access tokens. Each refresh token can be exchanged once. Needs `auth.store`."),
  REFRESH_LIFETIME(
      Group.LOGIN,
      "auth.refresh.lifetime",
      seconds(60, 31_536_000),
      "PT12H",
      "P7D",
      "Maximum time after login that refresh tokens can be exchanged."),
  BRIDGE_PATH(
      Group.LOGIN,
      "auth.token.bridge-path",
      Kind.path(),
      null,
      "/auth/bridge",
      "Bridge endpoint: a POST of an authenticated caller issues an access token for 60"
          + " seconds, for a download, a WebSocket or a script of a page. It never outlives the"
          + " token that it was issued for."),
  EXCHANGE_AUDIENCE(
      Group.LOGIN,
      "auth.token.exchange-audience",
      Kind.text(),
      null,
      "https://id.example/expenses",
      "The `aud` of refresh tokens and action tokens. Only applications with the same value"
          + " accept them. If unset, `mp.jwt.verify.issuer` and the context path."),
  ACTION_PATH(
      Group.LOGIN,
      "auth.action.path",
      Kind.path(),
      null,
      "/auth/action",
      "Path of action links (`?token=`). GET shows a page with a button, and the button's POST"
          + " uses the one-time token. Needs `auth.store`."),
  ACTION_TARGET(
      Group.LOGIN,
      "auth.action.target",
      Kind.path(),
      null,
      "/WEB-INF/activated.jsp",
      "Path inside the application to which the button's POST is forwarded. It reads the"
          + " request attributes `io.sallyport.action.purpose` and `io.sallyport.action.subject`."),
  ACTION_PAGE(
      Group.LOGIN,
      "auth.action.page",
      Kind.path(),
      null,
      "/WEB-INF/confirm.jsp",
      "Page of the application with that button: a form that posts `token` to"
          + " `auth.action.path`. It is sent with `Referrer-Policy: strict-origin`; do not change"
          + " it to `no-referrer`, or the CSRF check rejects browsers on plain http. If unset,"
          + " Sallyport shows a plain page."),
  BACK_CHANNEL_LOGOUT_PATH(
      Group.LOGIN,
      "auth.logout.back-channel-path",
      Kind.path(),
      null,
      "/auth/backchannel-logout",
      "Endpoint to which the identity provider posts logout tokens (OpenID Connect"
          + " Back-Channel Logout 1.0). Revokes the provider's tokens of that login or user, and"
          + " the sessions of the user of the same name as `sub`. Needs `auth.store`."),
  BACK_CHANNEL_LOGOUT_AUDIENCES(
      Group.LOGIN,
      "auth.logout.back-channel-audiences",
      Kind.list(),
      null,
      "expenses-web",
      "The `aud` of logout tokens must contain one of these: client IDs of applications that"
          + " log users in. If unset, the audiences of each issuer, which may differ from these"
          + " client IDs."),
  SIGNING_KEY(
      Group.LOGIN,
      "auth.token.signing-key",
      Kind.text(),
      null,
      "${file:/run/secrets/signing.pem}",
      "Private key that signs issued tokens: PKCS#8 PEM or JWK. Not needed with"
          + " `auth.jwt.secretkey`."),
  SIGNING_KEY_LOCATION(
      Group.LOGIN,
      "auth.token.signing-key-location",
      Kind.location(),
      null,
      "/run/secrets/signing.pem",
      "Location of that key: `file:/path`, `/path`, `classpath:name`, or a name on the class"
          + " path."),

  LOGIN_USER_STORE(
      Group.PASSWORDS,
      "auth.login.user-store",
      LoginKinds.wordOrClass(
          "com.example.StaffDirectory", "container", "file", "jdbc", "ldap", "identity-store"),
      "container",
      "jdbc",
      "User store that checks passwords: the server's realm, a users file, a database, an LDAP"
          + " directory, the identity stores of Jakarta Security, or a class of the application"
          + " that implements `io.sallyport.spi.PasswordCheck` (docs/passwords.md)."),
  LOGIN_MAX_FAILURES(
      Group.PASSWORDS,
      "auth.login.max-failures",
      Kind.integer(1, 1000),
      "10",
      "5",
      "Maximum failed login attempts per user name within the failure window. Further attempts"
          + " get 429, also with the right password."),
  LOGIN_MAX_CONCURRENT_CHECKS(
      Group.PASSWORDS,
      "auth.login.max-concurrent-checks",
      Kind.integer(1, 1000),
      null,
      "4",
      "Maximum number of passwords that are hashed at the same time on this node. Checks that"
          + " do not hash here (`container`, `ldap`, `identity-store`, a class) may be eight times"
          + " as many. Further logins wait, each for at most two seconds. At most four times this"
          + " value may wait. The others get 503 with `Retry-After`. If unset, half of the"
          + " processors, at least one."),
  LOGIN_FAILURE_WINDOW(
      Group.PASSWORDS,
      "auth.login.failure-window",
      seconds(1, 86_400),
      "PT5M",
      "PT15M",
      "Time in which failed attempts are counted. It begins with the first attempt. A login"
          + " with the right password resets it."),
  USERS_FILE(
      Group.PASSWORDS,
      "auth.login.users-file",
      Kind.location(),
      null,
      "classpath:users.properties",
      "`file`: location of the users file. Each line is `name=hash role,role`."),
  JDBC_DATASOURCE(
      Group.PASSWORDS,
      "auth.login.jdbc.datasource",
      LoginKinds.jndiName(),
      null,
      "java:comp/env/jdbc/app",
      "`jdbc`: JNDI name of the application's data source."),
  JDBC_CALLER_QUERY(
      Group.PASSWORDS,
      "auth.login.jdbc.caller-query",
      LoginKinds.sql(1, 1),
      null,
      "select hash, name from users where name = ?",
      "`jdbc`: query for the password hash of a user name. An optional second column is the"
          + " stored name, which becomes the caller's name."),
  JDBC_GROUPS_QUERY(
      Group.PASSWORDS,
      "auth.login.jdbc.groups-query",
      LoginKinds.sql(1, 1),
      null,
      "select role from user_roles where name = ?",
      "`jdbc`: query for the roles of a user name. If unset, users have no roles."),
  JDBC_UPDATE_HASH(
      Group.PASSWORDS,
      "auth.login.jdbc.update-hash",
      LoginKinds.sql(2, 3),
      null,
      "update users set hash = ? where name = ? and hash = ?",
      "`jdbc`: statement that replaces a weak hash at login. Parameters: new hash, name, old"
          + " hash."),
  LOGIN_HASH_ALGORITHM(
      Group.PASSWORDS,
      "auth.login.hash-algorithm",
      Kind.words("pbkdf2", "bcrypt", "argon2id"),
      null,
      "argon2id",
      "Algorithm to which stored hashes are converted at login. If unset, hashes keep their"
          + " algorithm. `bcrypt` and `argon2id` need `org.bouncycastle:bcprov-jdk18on`."),
  LDAP_URL(
      Group.PASSWORDS,
      "auth.login.ldap.url",
      LoginKinds.ldapUrl(),
      null,
      "ldaps://ldap.example.com",
      "`ldap`: URL of the server. Several are separated by spaces and tried in order."),
  LDAP_ALLOW_CLEARTEXT(
      Group.PASSWORDS,
      "auth.login.ldap.allow-cleartext",
      Kind.flag(),
      "false",
      "true",
      "`ldap`: also allow `ldap://`. Risk: passwords can be read on the network."),
  LDAP_BIND_DN(
      Group.PASSWORDS,
      "auth.login.ldap.bind-dn",
      LoginKinds.distinguishedName(),
      null,
      "cn=app,ou=services,dc=example,dc=com",
      "`ldap`: DN used to bind for searches. If unset, the search is anonymous."),
  LDAP_BIND_DN_PASSWORD(
      Group.PASSWORDS,
      "auth.login.ldap.bind-dn-password",
      Kind.text(),
      null,
      "${file:/run/secrets/ldap}",
      "`ldap`: password of `bind-dn`."),
  LDAP_CALLER_BASE_DN(
      Group.PASSWORDS,
      "auth.login.ldap.caller-base-dn",
      LoginKinds.distinguishedName(),
      null,
      "ou=people,dc=example,dc=com",
      "`ldap`: parent entry of all users. Users are then found without a search."),
  LDAP_CALLER_NAME_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.caller-name-attribute",
      LoginKinds.attribute(),
      "uid",
      "sAMAccountName",
      "`ldap`: attribute that contains the user name."),
  LDAP_CALLER_SEARCH_BASE(
      Group.PASSWORDS,
      "auth.login.ldap.caller-search-base",
      LoginKinds.distinguishedName(),
      null,
      "dc=example,dc=com",
      "`ldap`: base entry of the search for users, instead of `caller-base-dn`."),
  LDAP_CALLER_SEARCH_FILTER(
      Group.PASSWORDS,
      "auth.login.ldap.caller-search-filter",
      LoginKinds.filter("\\{0\\}|%s"),
      null,
      "(&(objectClass=user)(sAMAccountName={0}))",
      "`ldap`: filter that finds the user with the name `{0}`. If unset, the search compares"
          + " `caller-name-attribute`."),
  LDAP_GROUP_SEARCH_BASE(
      Group.PASSWORDS,
      "auth.login.ldap.group-search-base",
      LoginKinds.distinguishedName(),
      null,
      "ou=groups,dc=example,dc=com",
      "`ldap`: base entry of the search for groups. If unset, users have no roles."),
  LDAP_GROUP_SEARCH_FILTER(
      Group.PASSWORDS,
      "auth.login.ldap.group-search-filter",
      LoginKinds.filter("\\{[01]\\}|%s"),
      null,
      "(memberUid={1})",
      "`ldap`: filter that finds the groups of a user. `{0}` is the user's DN, `{1}` the user"
          + " name. If unset, the search compares `group-member-attribute`."),
  LDAP_GROUP_NAME_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.group-name-attribute",
      LoginKinds.attribute(),
      "cn",
      "ou",
      "`ldap`: attribute that contains the name of a group. This name is the role."),
  LDAP_GROUP_MEMBER_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.group-member-attribute",
      LoginKinds.attribute(),
      "member",
      "uniqueMember",
      "`ldap`: attribute that contains the DNs of the members of a group."),
  LDAP_CONNECT_TIMEOUT(
      Group.PASSWORDS,
      "auth.login.ldap.connect-timeout",
      seconds(1, 60),
      "PT2S",
      "PT5S",
      "`ldap`: timeout for the connection to one server."),
  LDAP_READ_TIMEOUT(
      Group.PASSWORDS,
      "auth.login.ldap.read-timeout",
      seconds(1, 60),
      "PT5S",
      "PT10S",
      "`ldap`: timeout for each response."),
  STORE(
      Group.STORE,
      "auth.store",
      LoginKinds.wordOrClass("com.example.SharedStore", "memory", "jdbc", "redis"),
      null,
      "jdbc",
      "Store for revocation, refresh tokens and login attempts that all nodes share: memory"
          + " (one node), a database, Redis, or a class of the application that implements"
          + " `io.sallyport.spi.TokenStore`. If unset, tokens cannot be revoked and are valid until"
          + " they expire."),
  STORE_DATASOURCE(
      Group.STORE,
      "auth.store.datasource",
      Kind.text(),
      null,
      "java:comp/env/jdbc/app",
      "`jdbc`: JNDI name of the data source of a PostgreSQL, MySQL, MariaDB or H2 database."),
  STORE_CREATE_SCHEMA(
      Group.STORE,
      "auth.store.create-schema",
      Kind.flag(),
      "true",
      "false",
      "`jdbc`: create missing tables. The scripts are in the jar (`META-INF/sallyport`). If"
          + " `false` and a table is missing or of an earlier version, the start fails and the"
          + " error contains the SQL to run; an unavailable database does not stop the start."),
  STORE_URL(
      Group.STORE,
      "auth.store.url",
      Kind.text(),
      null,
      "${env:REDIS_URL}",
      "`redis`: URL of the server, such as `redis://host:6379` or"
          + " `rediss://user:password@host:6380/0`."),
  STORE_RETENTION(
      Group.STORE,
      "auth.store.retention",
      seconds(3600, 31_536_000),
      "P30D",
      "P7D",
      "Time that the revocation of all tokens and sessions of a user is stored. It must be"
          + " longer than their lifetimes. Also used for a session if `auth.session.max-age` is"
          + " unset. Other revocations expire with their token or login."),
  STORE_MAX_REVOCATIONS(
      Group.STORE,
      "auth.store.max-revocations",
      Kind.integer(1000, 100_000_000),
      "2000000",
      "5000000",
      "Maximum number of revocations in the memory of a node, about 105 bytes each. While the"
          + " list is longer, the node queries the store for each request with a token or session."
          + " With `auth.store=memory`, logouts then get 503."),
  ALLOW_MISSING_JTI(
      Group.STORE,
      "auth.jwt.allow-missing-jti",
      Kind.flag(),
      "false",
      "true",
      "With `auth.store`: also accept tokens without `jti`. Risk: such a token cannot be"
          + " revoked alone, only together with all tokens of its user."),

  RULES(
      Group.RULES,
      "auth.rules",
      Kind.text(),
      null,
      "/public/* permit; /admin/* admin; /* authenticated",
      "Access rules: lines of `pattern [METHODS] access [by credential]`, see [Access"
          + " rules](#access-rules). If unset, every path requires an authenticated caller."),
  PATH_EXCLUSIONS(
      Group.RULES,
      "auth.path-exclusions",
      Kind.list(),
      null,
      "/health, /static/*",
      "Path patterns that Sallyport does not check. Callers are anonymous there."),
  ALLOW_CORS_PREFLIGHT(
      Group.RULES,
      "auth.allow-cors-preflight",
      Kind.flag(),
      "false",
      "true",
      "Let CORS preflight requests through to the application or a CORS filter. They carry no"
          + " credential."),
  AUTODETECT_BEARER_ONLY(
      Group.RULES,
      "auth.autodetect-bearer-only",
      Kind.flag(),
      "true",
      "false",
      "Unauthenticated API clients get 401, and browsers get the login page. `false`: all get"
          + " the login page."),
  TRUSTED_ORIGINS(
      Group.RULES,
      "auth.trusted-origins",
      Kind.origins(),
      null,
      "https://portal.example",
      "Origins of other sites that may send unsafe requests (POST, PUT, DELETE) with a cookie."),
  ALLOW_CACHING(
      Group.RULES,
      "auth.allow-caching",
      Kind.flag(),
      "false",
      "true",
      "Do not set `Cache-Control: no-store` on responses to authenticated callers. Risk:"
          + " browsers and proxies may cache private pages."),
  ALLOW_ENCODED_SLASH(
      Group.RULES,
      "auth.allow-encoded-slash",
      Kind.flag(),
      "false",
      "true",
      "Let `%2F` in a path through. If `false`, such a request gets 400."),
  ALLOW_BACKSLASH(
      Group.RULES,
      "auth.allow-backslash",
      Kind.flag(),
      "false",
      "true",
      "Let a backslash in a path through. If `false`, such a request gets 400."),
  ALLOW_PATH_PARAMETERS(
      Group.RULES,
      "auth.allow-path-parameters",
      Kind.flag(),
      "false",
      "true",
      "Let `;name=value` in a path through. If `false`, such a request gets 400."),
  ALLOW_ENCODED_PERCENT(
      Group.RULES,
      "auth.allow-encoded-percent",
      Kind.flag(),
      "false",
      "true",
      "Let `%25` in a path through. If `false`, such a request gets 400."),
  ALLOW_DOUBLE_SLASH(
      Group.RULES,
      "auth.allow-double-slash",
      Kind.flag(),
      "false",
      "true",
      "Let `//` in a path through. If `false`, such a request gets 400."),
  ALLOW_REWRITTEN_PATH(
      Group.RULES,
      "auth.allow-rewritten-path",
      Kind.flag(),
      "false",
      "true",
      "Accept a servlet path that does not belong to the request URI, for a filter or valve"
          + " that rewrites paths before Sallyport. Risk: access rules are checked against the"
          + " rewritten path only.");

  /** The sections of the settings page. */
  enum Group {
    MODE("Mode"),
    CHECKS("Token validation"),
    KEYS("Keys"),
    CARRIED("Where tokens are read from"),
    MAPPING("Name and roles"),
    SESSION("Session"),
    LOGIN("Login, logout and issued tokens"),
    PASSWORDS("Passwords"),
    STORE("Revocation and clustering"),
    RULES("Paths and request checks");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final Group group;
  private final String parameter;

  // Kind has a stateless predicate, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Kind kind;

  private final @Nullable String defaultText;
  private final String example;
  private final String sentence;

  Setting(
      Group group,
      String parameter,
      Kind kind,
      @Nullable String defaultText,
      String example,
      String sentence) {
    this.group = group;
    this.parameter = parameter;
    this.kind = kind;
    this.defaultText = defaultText;
    this.example = example;
    this.sentence = sentence;
  }

  /** The name in web.xml. */
  public String parameter() {
    return parameter;
  }

  Optional<String> defaultText() {
    return Optional.ofNullable(defaultText);
  }

  Group group() {
    return group;
  }

  Kind kind() {
    return kind;
  }

  String example() {
    return example;
  }

  String sentence() {
    return sentence;
  }

  /** Whether the value is a secret, which is never shown. */
  public boolean isSecret() {
    return this == SECRET_KEY
        || this == SIGNING_KEY
        || this == STORE_URL
        || this == LDAP_BIND_DN_PASSWORD;
  }

  private static Kind seconds(long least, long most) {
    return Kind.duration(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }
}
