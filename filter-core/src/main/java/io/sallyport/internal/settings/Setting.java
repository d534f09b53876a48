package io.sallyport.internal.settings;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is. The parser, the "did you mean" hint, docs/settings.md and its test read
 * this one list. A setting that weakens something has a name with {@code allow} or {@code
 * insecure}.
 */
public enum Setting {
  AUTH_MODE(
      Group.MODE,
      "auth.mode",
      Kind.words("session", "jwt", "both"),
      null,
      "both",
      "Who may come in: callers with a session, with a token, or either. Required."),
  AUTH_INTEGRATION(
      Group.MODE,
      "auth.integration",
      Kind.words("filter", "mechanism", "container"),
      "filter",
      "container",
      "The front door: the `<filter>` element; Jakarta Security's mechanism; or Jakarta"
          + " Authentication. Only as a `<context-param>`; the last two need no `<filter>`"
          + " (docs/servers.md)."),
  AUTH_ENFORCE(
      Group.MODE,
      "auth.enforce",
      Kind.words("deny", "report"),
      "deny",
      "report",
      "`report` decides and logs, but lets everything through: for trying the filter out."),
  AUTH_REALM(
      Group.MODE,
      "auth.realm",
      Kind.quotable(),
      "sallyport",
      "expenses",
      "The realm in the challenge of a 401."),

  ISSUER(
      Group.CHECKS,
      "mp.jwt.verify.issuer",
      Kind.text(),
      null,
      "https://id.example",
      "The `iss` claim must be exactly this."),
  AUDIENCES(
      Group.CHECKS,
      "mp.jwt.verify.audiences",
      Kind.list(),
      null,
      "expenses",
      "The `aud` claim must hold one of these."),
  CLOCK_SKEW(
      Group.CHECKS,
      "mp.jwt.verify.clock.skew",
      seconds(0, 300),
      "60",
      "10",
      "Leeway for `exp`, `nbf` and `iat`, in seconds; at most 300."),
  TOKEN_AGE(
      Group.CHECKS,
      "mp.jwt.verify.token.age",
      seconds(1, 31_536_000),
      null,
      "3600",
      "A token must not have been issued longer ago, whatever its `exp`; then `iat` is required."),
  REQUIRED_CLAIMS(
      Group.CHECKS,
      "auth.jwt.required-claims",
      Kind.list(),
      null,
      "jti, sub",
      "Claims that must be there, beside `exp`."),
  ALLOWED_TYPES(
      Group.CHECKS,
      "auth.jwt.allowed-types",
      Kind.list(),
      "absent, JWT, at+jwt, application/at+jwt",
      "at+jwt",
      "Values of the header `typ`, in any letter case; `absent` stands for none."),
  REQUIRE_CERTIFICATE_BINDING(
      Group.CHECKS,
      "auth.jwt.require-certificate-binding",
      Kind.flag(),
      "false",
      "true",
      "Take only tokens that are bound to the client's TLS certificate (`cnf.x5t#S256`, RFC 8705). One"
          + " that is bound is always checked."),
  MAX_LENGTH(
      Group.CHECKS,
      "auth.jwt.max-length",
      Kind.integer(256, 65_536),
      "8192",
      "4096",
      "A longer token, in characters, is refused unread."),

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
      "Where that text lies: an https address, `file:/path`, `/path`, `classpath:name`, or a bare name"
          + " on the class path. On the web and in a file it is read again, see below."),
  PUBLIC_KEY_ALGORITHM(
      Group.KEYS,
      "mp.jwt.verify.publickey.algorithm",
      Kind.listOf(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
          "Ed25519"),
      null,
      "PS256",
      "The algorithms that public keys may be used with. Without it: RS256 for RSA, by curve for EC,"
          + " EdDSA for Ed25519; a JWK's own `alg` decides first."),
  SECRET_KEY(
      Group.KEYS,
      "auth.jwt.secretkey",
      Kind.text(),
      null,
      "${env:JWT_SECRET}",
      "Secrets for HMAC, separated by commas or white space: all verify, the first signs. Plain text,"
          + " `base64:...`, `base64url:...` or a JWK."),
  SECRET_KEY_ALGORITHM(
      Group.KEYS,
      "auth.jwt.secretkey-algorithm",
      Kind.words("HS256", "HS384", "HS512"),
      "HS256",
      "HS512",
      "The one algorithm that the secrets are used with."),
  DISCOVERY(
      Group.KEYS,
      "auth.jwt.discovery",
      Kind.flag(),
      "true",
      "false",
      "Without any key here: find the keys of `mp.jwt.verify.issuer` by its"
          + " `/.well-known/openid-configuration`."),
  TRUSTED_ISSUERS(
      Group.KEYS,
      "auth.jwt.trusted-issuers",
      Kind.issuers(),
      null,
      "https://id.example audience=expenses provider=keycloak",
      "More issuers, one a line or separated by `;`, each with `audience=` and, if wanted, `keys=`,"
          + " `provider=`, `name-claims=`, `role-paths=`, `name-prefix=`; see below."),
  KEYCLOAK_CONFIG(
      Group.KEYS,
      "auth.jwt.keycloak-config",
      Kind.path(),
      null,
      "/WEB-INF/keycloak.json",
      "The configuration of Keycloak's old Java adapter, inside the application: read for whatever is"
          + " set nowhere else (docs/moving-from-keycloak-filter.md)."),
  JWKS_REFRESH_INTERVAL(
      Group.KEYS,
      "auth.jwt.jwks.refresh-interval",
      seconds(1, 86_400),
      "PT5M",
      "PT1M",
      "A key that its issuer withdraws is refused after so long at most; keys are read again ahead of"
          + " it, in the background."),
  JWKS_FORCED_REFRESH_INTERVAL(
      Group.KEYS,
      "auth.jwt.jwks.forced-refresh-interval",
      seconds(1, 86_400),
      "PT30S",
      "PT10S",
      "When a token names a key that is not there, the keys are read at once, but only once in so"
          + " long."),
  JWKS_RETAIN_ON_ERROR(
      Group.KEYS,
      "auth.jwt.jwks.retain-on-error",
      seconds(0, 2_592_000),
      "PT24H",
      "PT1H",
      "How long beyond that interval keys stay good while they cannot be read again; then tokens are"
          + " answered with 503."),
  JWKS_TIMEOUT(
      Group.KEYS,
      "auth.jwt.jwks.timeout",
      seconds(1, 60),
      "PT2S",
      "PT5S",
      "For connecting and for each read; the whole exchange has twice as long."),
  JWKS_REQUIRE_AT_START(
      Group.KEYS,
      "auth.jwt.jwks.require-at-start",
      Kind.flag(),
      "false",
      "true",
      "Do not start without keys from the web. `false`: start, and answer tokens with 503 until they"
          + " come."),
  JWKS_ALLOW_HTTP_LOOPBACK(
      Group.KEYS,
      "auth.jwt.jwks.allow-http-loopback",
      Kind.flag(),
      "false",
      "true",
      "Also take keys by plain http from this machine itself. Gives up: whoever else is on it could"
          + " put in theirs."),
  MAX_CACHED_TOKENS(
      Group.KEYS,
      "auth.jwt.max-cached-tokens",
      Kind.integer(0, 1_000_000),
      "1000",
      "0",
      "So many tokens that verified are remembered, each for as long as it is good, so that their"
          + " signature is not checked anew; `0`: none."),

  TOKEN_HEADER(
      Group.CARRIED,
      "mp.jwt.token.header",
      Kind.words("Authorization", "Cookie"),
      "Authorization",
      "Cookie",
      "Where a token is looked for."),
  TOKEN_COOKIE(
      Group.CARRIED,
      "mp.jwt.token.cookie",
      Kind.name(),
      "Bearer",
      "__Host-token",
      "The cookie that carries the token, with `mp.jwt.token.header=Cookie`. An invalid one is"
          + " ignored, and the session counts. `__Host-` keeps sibling sites from setting it."),
  ALWAYS_CHECK_AUTHORIZATION(
      Group.CARRIED,
      "auth.jwt.always-check-authorization",
      Kind.flag(),
      "false",
      "true",
      "With `Cookie`: look at the `Authorization` header too; if it has a token, that one decides."),
  ALLOW_URI_QUERY_PARAMETER(
      Group.CARRIED,
      "auth.jwt.allow-uri-query-parameter",
      Kind.flag(),
      "false",
      "true",
      "Also take `access_token` from the query string of a GET or HEAD. Gives up: query strings end in"
          + " logs and histories."),

  NAME_CLAIMS(
      Group.MAPPING,
      "auth.jwt.name-claims",
      Kind.list(),
      "upn, preferred_username, sub",
      "sub",
      "The first of these that is there is the caller's name."),
  ROLE_PATHS(
      Group.MAPPING,
      "auth.jwt.role-paths",
      Kind.list(),
      "groups",
      "realm_access.roles, groups",
      "Where roles are: members nest by dots, `roles[].name` is a member of each object in an array, a"
          + " name with dots stands in double quotes."),
  ROLE_SEPARATOR(
      Group.MAPPING,
      "auth.jwt.role-separator",
      Kind.words("none", "space", "comma", "semicolon"),
      "none",
      "comma",
      "What separates roles where an issuer writes several as one text. `none`: one text is one role."
          + " `scope` and `scp` are always separated by blanks."),
  PROVIDER(
      Group.MAPPING,
      "auth.jwt.provider",
      Kind.words("keycloak", "entra", "auth0", "okta", "cognito"),
      null,
      "keycloak",
      "How that provider shapes its tokens: other defaults for `auth.jwt.name-claims` and"
          + " `auth.jwt.role-paths`, the claim that names the audience, what tells access tokens from"
          + " ID tokens; see below."),
  ROLES_MAP(
      Group.MAPPING,
      "auth.roles.map",
      Kind.pairs(),
      null,
      "claims-approvers=approver",
      "Other names for roles: `theirs=ours`. The rest keep theirs."),
  ROLES_STRIP_PREFIX(
      Group.MAPPING,
      "auth.roles.strip-prefix",
      Kind.text(),
      null,
      "ROLE_",
      "Cut off the front of every role that has it, before `auth.roles.map`."),

  PRINCIPAL_ATTRIBUTE(
      Group.SESSION,
      "auth.session.principal-attribute",
      Kind.text(),
      null,
      "currentUser",
      "The session attribute in which the application's own login keeps its user. Adopted as caller if"
          + " the object had its name when it was stored. Not an attribute that request parameters can"
          + " write, or that is set before the password or second factor was checked."),
  PRINCIPAL_PROPERTY(
      Group.SESSION,
      "auth.session.principal-property",
      Kind.dotted(),
      null,
      "account.login",
      "Where in it the name is: getters or map keys, nested by dots. Without it the value itself."),
  ROLES_PROPERTY(
      Group.SESSION,
      "auth.session.roles-property",
      Kind.dotted(),
      null,
      "roles",
      "Where in it the roles are: a collection, an array, comma text, or a map with true values."),
  AUTHENTICATED_PROPERTY(
      Group.SESSION,
      "auth.session.authenticated-property",
      Kind.dotted(),
      null,
      "loggedIn",
      "Property of the adopted object that is `true` from login to logout. If set, it must be `true`"
          + " for every adopted caller. Request parameters must not be able to write it."),
  ALLOW_UNOBSERVED_LOGIN(
      Group.SESSION,
      "auth.session.allow-unobserved-login",
      Kind.flag(),
      "false",
      "true",
      "Adopt an object that has a name although its login was not seen: the name was set after the"
          + " object was stored, or the filter did not hand out the session. Gives up the protection"
          + " from request parameters that are written to session beans."),
  CHANGE_SESSION_ID(
      Group.SESSION,
      "auth.session.change-session-id",
      Kind.flag(),
      "true",
      "false",
      "Change the session's id at the moment the application sets that attribute. `false` gives up"
          + " the protection from session fixation."),
  MAX_INACTIVE_INTERVAL(
      Group.SESSION,
      "auth.session.max-inactive-interval",
      seconds(1, 2_592_000),
      null,
      "PT30M",
      "Idle time after which a session that began at our login ends. Without it the container's."),
  MAX_AGE(
      Group.SESSION,
      "auth.session.max-age",
      seconds(1, 31_536_000),
      null,
      "PT8H",
      "Time after login at which a session ends, however busy. A login of the server's own that no"
          + " session dates ends at once (docs/servers.md)."),
  MAX_SESSIONS(
      Group.SESSION,
      "auth.session.max-sessions",
      Kind.integer(1, 1000),
      null,
      "3",
      "How many sessions one person may have at a time; the next one ends the oldest. Counts those that"
          + " begin at our login or with the adopted attribute. Needs `auth.store`. Sessions from"
          + " before the store lost its data, such as a Redis without a disk, are no longer counted"
          + " (`docs/clustering.md`)."),
  ALLOW_WEAK_COOKIE(
      Group.SESSION,
      "auth.session.allow-weak-cookie",
      Kind.flag(),
      "false",
      "true",
      "Leave the session cookie as the container makes it, without our HttpOnly, SameSite=Lax and no"
          + " id in URLs."),

  LOGIN_PATH(
      Group.LOGIN,
      "auth.login.path",
      Kind.path(),
      null,
      "/auth/login",
      "Our login: POST of `username` and `password`, as form or JSON. In mode `jwt` it answers with a"
          + " token."),
  LOGIN_PAGE(
      Group.LOGIN,
      "auth.login.page",
      Kind.path(),
      null,
      "/login.jsp",
      "The page that people without a session are sent to. Open to everybody."),
  LOGIN_ERROR_PAGE(
      Group.LOGIN,
      "auth.login.error-page",
      Kind.path(),
      null,
      "/login-error.jsp",
      "The page after a wrong password in a form. Open to everybody. Without it: 401."),
  LOGIN_DEFAULT_URL(
      Group.LOGIN,
      "auth.login.default-url",
      Kind.path(),
      "/",
      "/home",
      "Where people go after a login that was not on the way anywhere."),
  RETURN_URL_PARAMETER(
      Group.LOGIN,
      "auth.login.return-url-parameter",
      Kind.name(),
      "return-to",
      "next",
      "The parameter of the login page, and the field of the login form, that holds the way back."),
  LOGOUT_PATH(
      Group.LOGIN,
      "auth.logout.path",
      Kind.path(),
      null,
      "/auth/logout",
      "Our logout: a POST ends the session."),
  LOGOUT_DEFAULT_URL(
      Group.LOGIN,
      "auth.logout.default-url",
      Kind.path(),
      null,
      "/bye.html",
      "Where people go after logout. Without it, and for programs with a token in the header: 204."),
  TOKEN_PATH(
      Group.LOGIN,
      "auth.token.path",
      Kind.path(),
      null,
      "/auth/token",
      "Hands out a token for `username` and `password`: a POST, as form or JSON."),
  TOKEN_LIFETIME(
      Group.LOGIN,
      "auth.token.lifetime",
      seconds(1, 86_400),
      "PT15M",
      "PT5M",
      "How long a token that we hand out is good."),
  TOKEN_SECURE_COOKIES(
      Group.LOGIN,
      "auth.token.secure-cookies",
      Kind.flag(),
      "false",
      "true",
      "Mark token cookies `Secure` also where the server sees plain http, as behind a proxy that ends"
          + " TLS. Without it the mark follows `request.isSecure()`."),
  REFRESH_PATH(
      Group.LOGIN,
      "auth.refresh.path",
      Kind.path(),
      null,
      "/auth/refresh",
      "Hands out refresh tokens beside access tokens, and trades each in once here: a POST of"
          + " `refresh_token`. Needs `auth.store`."),
  REFRESH_LIFETIME(
      Group.LOGIN,
      "auth.refresh.lifetime",
      seconds(60, 31_536_000),
      "PT12H",
      "P7D",
      "How long after the log-in refresh tokens are good, however often they are traded in."),
  BRIDGE_PATH(
      Group.LOGIN,
      "auth.token.bridge-path",
      Kind.path(),
      null,
      "/auth/bridge",
      "Gives a known caller, by session or token, an access token for 60 seconds, from a token for"
          + " no longer than that one is good: for a download, a WebSocket, a page's own script. A"
          + " POST."),
  EXCHANGE_AUDIENCE(
      Group.LOGIN,
      "auth.token.exchange-audience",
      Kind.text(),
      null,
      "https://id.example/expenses",
      "The `aud` of refresh and action tokens: only applications with the same one accept them. If"
          + " unset, `mp.jwt.verify.issuer` and the context path."),
  ACTION_PATH(
      Group.LOGIN,
      "auth.action.path",
      Kind.path(),
      null,
      "/auth/action",
      "Where links with action tokens lead (`?token=`): a page with a button, which uses the token up."
          + " Needs `auth.store`."),
  ACTION_TARGET(
      Group.LOGIN,
      "auth.action.target",
      Kind.path(),
      null,
      "/WEB-INF/activated.jsp",
      "What the button leads to inside the application: it finds `io.sallyport.action.purpose` and"
          + " `io.sallyport.action.subject` in the request."),
  ACTION_PAGE(
      Group.LOGIN,
      "auth.action.page",
      Kind.path(),
      null,
      "/WEB-INF/confirm.jsp",
      "A page of your own with that button: a form that posts `token` to `auth.action.path`. It comes"
          + " with `Referrer-Policy: strict-origin`; with `no-referrer` instead, browsers on plain http"
          + " would be refused as another site. Without it a plain one of ours."),
  BACK_CHANNEL_LOGOUT_PATH(
      Group.LOGIN,
      "auth.logout.back-channel-path",
      Kind.path(),
      null,
      "/auth/backchannel-logout",
      "Where the identity provider posts logout tokens (OpenID Connect Back-Channel Logout 1.0). Ends"
          + " its tokens of that log-in or person, and the sessions of whom `sub` names as we do. Needs"
          + " `auth.store`."),
  BACK_CHANNEL_LOGOUT_AUDIENCES(
      Group.LOGIN,
      "auth.logout.back-channel-audiences",
      Kind.list(),
      null,
      "expenses-web",
      "The `aud` of logout tokens must hold one of these: names of clients that log people in. Without"
          + " it each issuer's audiences, which may be another name."),
  SIGNING_KEY(
      Group.LOGIN,
      "auth.token.signing-key",
      Kind.text(),
      null,
      "${file:/run/secrets/signing.pem}",
      "The private key that signs them: PKCS#8 PEM or JWK. Not needed with `auth.jwt.secretkey`."),
  SIGNING_KEY_LOCATION(
      Group.LOGIN,
      "auth.token.signing-key-location",
      Kind.location(),
      null,
      "/run/secrets/signing.pem",
      "Where that key lies."),

  LOGIN_USER_STORE(
      Group.PASSWORDS,
      "auth.login.user-store",
      LoginKinds.wordOrClass(
          "com.example.StaffDirectory", "container", "file", "jdbc", "ldap", "identity-store"),
      "container",
      "jdbc",
      "Who checks a password: the server's own realm, a users file, a database, a directory, Jakarta"
          + " Security's identity stores, or a class of the application's that implements"
          + " `io.sallyport.spi.PasswordCheck`. All of it in docs/passwords.md."),
  LOGIN_MAX_FAILURES(
      Group.PASSWORDS,
      "auth.login.max-failures",
      Kind.integer(1, 1000),
      "10",
      "5",
      "So many attempts at one name are looked at, then 429, for everybody who tries it."),
  LOGIN_MAX_CONCURRENT_CHECKS(
      Group.PASSWORDS,
      "auth.login.max-concurrent-checks",
      Kind.integer(1, 1000),
      null,
      "4",
      "Maximum passwords hashed at the same time on this node; checks that do not hash here"
          + " (`container`, `ldap`, `identity-store`, a class) may be eight times as many. Four callers"
          + " for each wait up to two seconds, then and beyond it is 503 with `Retry-After`. If unset:"
          + " half of the processors, at least one."),
  LOGIN_FAILURE_WINDOW(
      Group.PASSWORDS,
      "auth.login.failure-window",
      seconds(1, 86_400),
      "PT5M",
      "PT15M",
      "Within this time; it begins with the first attempt. A right password begins it anew."),
  USERS_FILE(
      Group.PASSWORDS,
      "auth.login.users-file",
      Kind.location(),
      null,
      "classpath:users.properties",
      "`file`: the users file, lines of `name=hash role,role`."),
  JDBC_DATASOURCE(
      Group.PASSWORDS,
      "auth.login.jdbc.datasource",
      LoginKinds.jndiName(),
      null,
      "java:comp/env/jdbc/app",
      "`jdbc`: the JNDI name of the application's data source."),
  JDBC_CALLER_QUERY(
      Group.PASSWORDS,
      "auth.login.jdbc.caller-query",
      LoginKinds.sql(1, 1),
      null,
      "select hash, name from users where name = ?",
      "`jdbc`: finds the password hash of a name and, as a second column, the name as it is stored,"
          + " which the caller then has."),
  JDBC_GROUPS_QUERY(
      Group.PASSWORDS,
      "auth.login.jdbc.groups-query",
      LoginKinds.sql(1, 1),
      null,
      "select role from user_roles where name = ?",
      "`jdbc`: finds the roles of a name. Without it nobody has any."),
  JDBC_UPDATE_HASH(
      Group.PASSWORDS,
      "auth.login.jdbc.update-hash",
      LoginKinds.sql(2, 3),
      null,
      "update users set hash = ? where name = ? and hash = ?",
      "`jdbc`: stores a better hash at login, where the old one is weak. New hash, name, old hash."),
  LOGIN_HASH_ALGORITHM(
      Group.PASSWORDS,
      "auth.login.hash-algorithm",
      Kind.words("pbkdf2", "bcrypt", "argon2id"),
      null,
      "argon2id",
      "The algorithm that hashes become at login. Without it each keeps its own. The last two need"
          + " `org.bouncycastle:bcprov-jdk18on`."),
  LDAP_URL(
      Group.PASSWORDS,
      "auth.login.ldap.url",
      LoginKinds.ldapUrl(),
      null,
      "ldaps://ldap.example.com",
      "`ldap`: the server; several separated by blanks, tried in turn."),
  LDAP_ALLOW_CLEARTEXT(
      Group.PASSWORDS,
      "auth.login.ldap.allow-cleartext",
      Kind.flag(),
      "false",
      "true",
      "`ldap`: also by `ldap://`. Gives up: passwords can be read on the way."),
  LDAP_BIND_DN(
      Group.PASSWORDS,
      "auth.login.ldap.bind-dn",
      LoginKinds.distinguishedName(),
      null,
      "cn=app,ou=services,dc=example,dc=com",
      "`ldap`: who searches. Without it nobody by name."),
  LDAP_BIND_DN_PASSWORD(
      Group.PASSWORDS,
      "auth.login.ldap.bind-dn-password",
      Kind.text(),
      null,
      "${file:/run/secrets/ldap}",
      "`ldap`: their password."),
  LDAP_CALLER_BASE_DN(
      Group.PASSWORDS,
      "auth.login.ldap.caller-base-dn",
      LoginKinds.distinguishedName(),
      null,
      "ou=people,dc=example,dc=com",
      "`ldap`: the entry that people are right under, so that nothing need be searched."),
  LDAP_CALLER_NAME_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.caller-name-attribute",
      LoginKinds.attribute(),
      "uid",
      "sAMAccountName",
      "`ldap`: the attribute that holds a person's name."),
  LDAP_CALLER_SEARCH_BASE(
      Group.PASSWORDS,
      "auth.login.ldap.caller-search-base",
      LoginKinds.distinguishedName(),
      null,
      "dc=example,dc=com",
      "`ldap`: the entry that people are somewhere below, instead of `caller-base-dn`."),
  LDAP_CALLER_SEARCH_FILTER(
      Group.PASSWORDS,
      "auth.login.ldap.caller-search-filter",
      LoginKinds.filter("\\{0\\}|%s"),
      null,
      "(&(objectClass=user)(sAMAccountName={0}))",
      "`ldap`: finds the one person of the name `{0}` there. Without it by `caller-name-attribute`."),
  LDAP_GROUP_SEARCH_BASE(
      Group.PASSWORDS,
      "auth.login.ldap.group-search-base",
      LoginKinds.distinguishedName(),
      null,
      "ou=groups,dc=example,dc=com",
      "`ldap`: the entry that groups are below. Without it nobody has roles."),
  LDAP_GROUP_SEARCH_FILTER(
      Group.PASSWORDS,
      "auth.login.ldap.group-search-filter",
      LoginKinds.filter("\\{[01]\\}|%s"),
      null,
      "(memberUid={1})",
      "`ldap`: finds the groups of the person whose entry is `{0}` and whose name is `{1}`. Without"
          + " it by `group-member-attribute`."),
  LDAP_GROUP_NAME_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.group-name-attribute",
      LoginKinds.attribute(),
      "cn",
      "ou",
      "`ldap`: the attribute that holds a group's name, which is the role."),
  LDAP_GROUP_MEMBER_ATTRIBUTE(
      Group.PASSWORDS,
      "auth.login.ldap.group-member-attribute",
      LoginKinds.attribute(),
      "member",
      "uniqueMember",
      "`ldap`: the attribute that holds the entries of a group's members."),
  LDAP_CONNECT_TIMEOUT(
      Group.PASSWORDS,
      "auth.login.ldap.connect-timeout",
      seconds(1, 60),
      "PT2S",
      "PT5S",
      "`ldap`: for connecting to one server."),
  LDAP_READ_TIMEOUT(
      Group.PASSWORDS,
      "auth.login.ldap.read-timeout",
      seconds(1, 60),
      "PT5S",
      "PT10S",
      "`ldap`: for each of its answers."),
  STORE(
      Group.STORE,
      "auth.store",
      LoginKinds.wordOrClass("com.example.SharedStore", "memory", "jdbc", "redis"),
      null,
      "jdbc",
      "Tokens and sessions can be taken back, and this is where nodes agree on it: one node's memory, a"
          + " database, Redis, or a class of the application's that implements"
          + " `io.sallyport.spi.TokenStore`. Without it a token is good until it expires."),
  STORE_DATASOURCE(
      Group.STORE,
      "auth.store.datasource",
      Kind.text(),
      null,
      "java:comp/env/jdbc/app",
      "The JNDI name of the `DataSource`, with `jdbc`: PostgreSQL, MySQL, MariaDB or H2."),
  STORE_CREATE_SCHEMA(
      Group.STORE,
      "auth.store.create-schema",
      Kind.flag(),
      "true",
      "false",
      "Create the tables if they are missing. The scripts are in the jar: `META-INF/sallyport`. With"
          + " `false`, missing tables and those of an earlier version end the start with what to"
          + " run, if the database answers."),
  STORE_URL(
      Group.STORE,
      "auth.store.url",
      Kind.text(),
      null,
      "${env:REDIS_URL}",
      "Of Redis, with `redis`: `redis://host:6379`, `rediss://user:password@host:6380/0`."),
  STORE_RETENTION(
      Group.STORE,
      "auth.store.retention",
      seconds(3600, 31_536_000),
      "P30D",
      "P7D",
      "How long it is remembered that everything of a person was taken back: longer than any of their"
          + " tokens and sessions lasts. Also for a session, without `auth.session.max-age`. Other"
          + " revocations end with the token or login."),
  STORE_MAX_REVOCATIONS(
      Group.STORE,
      "auth.store.max-revocations",
      Kind.integer(1000, 100_000_000),
      "2000000",
      "5000000",
      "Maximum number of revocations that a node holds in memory, some 105 bytes each. While the list"
          + " is longer, each request with a token or session asks the store; with `memory`, logouts"
          + " get 503."),
  ALLOW_MISSING_JTI(
      Group.STORE,
      "auth.jwt.allow-missing-jti",
      Kind.flag(),
      "false",
      "true",
      "With `auth.store`: take tokens without `jti` too. Gives up: such a token cannot be taken back"
          + " alone, only all of its person's."),

  RULES(
      Group.RULES,
      "auth.rules",
      Kind.text(),
      null,
      "/public/* permit; /admin/* admin; /* authenticated",
      "Lines of `pattern [METHODS] access [by credential]`; see below. Without it every path needs a"
          + " caller."),
  PATH_EXCLUSIONS(
      Group.RULES,
      "auth.path-exclusions",
      Kind.list(),
      null,
      "/health, /static/*",
      "Patterns of paths that pass unjudged; nobody is known there."),
  ALLOW_CORS_PREFLIGHT(
      Group.RULES,
      "auth.allow-cors-preflight",
      Kind.flag(),
      "false",
      "true",
      "Let CORS preflights through to whatever answers them. They carry no credential."),
  AUTODETECT_BEARER_ONLY(
      Group.RULES,
      "auth.autodetect-bearer-only",
      Kind.flag(),
      "true",
      "false",
      "401 for programs, the login page for people. `false` sends everybody to the login page."),
  TRUSTED_ORIGINS(
      Group.RULES,
      "auth.trusted-origins",
      Kind.origins(),
      null,
      "https://portal.example",
      "Other sites whose pages may send unsafe requests with a cookie."),
  ALLOW_CACHING(
      Group.RULES,
      "auth.allow-caching",
      Kind.flag(),
      "false",
      "true",
      "Do not begin answers to known callers with `Cache-Control: no-store`. Gives up: browsers and"
          + " proxies may keep private pages."),
  ALLOW_ENCODED_SLASH(
      Group.RULES,
      "auth.allow-encoded-slash",
      Kind.flag(),
      "false",
      "true",
      "Let `%2F` in a path through instead of answering 400."),
  ALLOW_BACKSLASH(
      Group.RULES,
      "auth.allow-backslash",
      Kind.flag(),
      "false",
      "true",
      "Let a backslash in a path through instead of answering 400."),
  ALLOW_PATH_PARAMETERS(
      Group.RULES,
      "auth.allow-path-parameters",
      Kind.flag(),
      "false",
      "true",
      "Let `;name=value` in a path through instead of answering 400."),
  ALLOW_ENCODED_PERCENT(
      Group.RULES,
      "auth.allow-encoded-percent",
      Kind.flag(),
      "false",
      "true",
      "Let `%25` in a path through instead of answering 400."),
  ALLOW_DOUBLE_SLASH(
      Group.RULES,
      "auth.allow-double-slash",
      Kind.flag(),
      "false",
      "true",
      "Let `//` in a path through instead of answering 400."),
  ALLOW_REWRITTEN_PATH(
      Group.RULES,
      "auth.allow-rewritten-path",
      Kind.flag(),
      "false",
      "true",
      "Accept a servlet path that does not belong to the request URI, for a filter or valve in front"
          + " that rewrites one of them. Gives up: rules hold for the rewritten path only.");

  /** The parts of the settings page. */
  enum Group {
    MODE("Mode"),
    CHECKS("Checks of a token"),
    KEYS("Keys"),
    CARRIED("Where a token is carried"),
    MAPPING("Name and roles"),
    SESSION("Session"),
    LOGIN("Login, logout and our own tokens"),
    PASSWORDS("Passwords"),
    STORE("Taking back, on one node or many"),
    RULES("Paths");

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

  // Kind holds a predicate without state, which the checker cannot see.
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

  /** Whether the value may be shown to nobody. */
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
