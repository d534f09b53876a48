package io.sallyport.internal.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why a request is rejected. The name is the stable code in the log. The client gets only the
 * status and the bearer error code (RFC 6750 section 3.1).
 */
public enum Rejection {
  /** The path needs a credential and the request has none: 401 without an error code. */
  AUTHENTICATION_REQUIRED(401, null),
  /** User name or password is wrong: 401, the same for both. */
  BAD_CREDENTIALS(401, null),
  /** Too many failed logins for this user name: 429 until the failure window ends. */
  TOO_MANY_ATTEMPTS(429, null),

  /** Several explicit tokens, or a token beside another {@code Authorization}: 400. */
  AMBIGUOUS_TOKEN(400, "invalid_request"),
  /** The token cookie came twice: 401. */
  AMBIGUOUS_COOKIE(401, "invalid_token"),
  /** A bearer header without a token, or outside the grammar of RFC 6750 section 2.1: 400. */
  MALFORMED_AUTHORIZATION(400, "invalid_request"),

  /** The token is longer than {@code auth.jwt.max-length}: 401. */
  TOKEN_TOO_LONG(401, "invalid_token"),
  /** Not three segments of canonical Base64url with strict JSON objects: 401. */
  MALFORMED_TOKEN(401, "invalid_token"),
  /**
   * The header needs an unsupported feature: {@code crit}, {@code b64}, encryption, nesting: 401.
   */
  UNSUPPORTED_JOSE_HEADER(401, "invalid_token"),
  /** {@code alg} is missing, or no key is used with it: 401. */
  UNSUPPORTED_ALGORITHM(401, "invalid_token"),
  /** The token is of another kind, such as an ID token: 401. */
  WRONG_TOKEN_TYPE(401, "invalid_token"),
  /** No key has this {@code kid} and {@code alg}: 401. */
  UNKNOWN_KEY(401, "invalid_token"),
  /** The signature is invalid: 401. */
  INVALID_SIGNATURE(401, "invalid_token"),
  /** A required claim is missing: 401. */
  MISSING_CLAIM(401, "invalid_token"),
  /** A claim has the wrong type or range (RFC 7519): 401. */
  MALFORMED_CLAIM(401, "invalid_token"),
  /** {@code exp} plus leeway has passed: 401. */
  EXPIRED(401, "invalid_token"),
  /** {@code nbf} or {@code iat} is in the future: 401. */
  NOT_YET_VALID(401, "invalid_token"),
  /** Issued longer ago than {@code mp.jwt.verify.token.age} allows: 401. */
  TOO_OLD(401, "invalid_token"),
  /** {@code iss} is not the configured issuer: 401. */
  WRONG_ISSUER(401, "invalid_token"),
  /** The token is for another audience: 401. */
  WRONG_AUDIENCE(401, "invalid_token"),
  /** The token, its login or everything of its user was revoked: 401. */
  REVOKED(401, "invalid_token"),
  /** The token is bound to a client certificate (RFC 8705) that was not presented: 401. */
  CERTIFICATE_BINDING_FAILED(401, "invalid_token"),

  /** The caller has none of the required roles: 403. */
  MISSING_ROLE(403, "insufficient_scope"),
  /** The access rule requires another kind of credential: 403. */
  CREDENTIAL_NOT_ALLOWED(403, null),
  /** An access rule denies the request, or no rule matches it: 403. */
  DENIED(403, null),
  /** A cross-site request with a cookie (CSRF check): 403. */
  CROSS_SITE_REQUEST(403, null),

  /** The request line has two possible readings: 400. */
  SUSPICIOUS_PATH(400, null),
  /** TRACE, or a method other than POST at one of our endpoints: 405. */
  METHOD_NOT_ALLOWED(405, null),
  /** The body of a login is incomplete, ambiguous or malformed: 400. */
  MALFORMED_LOGIN(400, null),
  /** The body of a login, or a field of it, exceeds the maximum length: 413. */
  REQUEST_TOO_LARGE(413, null),
  /** The body of a login is neither a form nor JSON: 415. */
  UNSUPPORTED_MEDIA_TYPE(415, null),
  /** A token or logout request is incomplete or malformed: 400 (RFC 6749, 5.2). */
  INVALID_REQUEST(400, null),
  /** A refresh or action token is invalid, expired or used: 400 (RFC 6749, 5.2). */
  INVALID_GRANT(400, null),
  /** A logout token is invalid: 400 (OpenID Connect Back-Channel Logout 2.8). */
  INVALID_LOGOUT_TOKEN(400, null),
  /** Logout with a token that cannot be revoked, as it has no id: 400 (RFC 7009 2.2.1). */
  UNSUPPORTED_TOKEN_TYPE(400, null),

  /** A key server or store is unavailable: 503. */
  UNAVAILABLE(503, null),
  /** A defect of Sallyport. The request is rejected: 500. */
  INTERNAL_ERROR(500, null);

  private static final Set<Rejection> PERMANENT =
      EnumSet.of(
          TOKEN_TOO_LONG,
          MALFORMED_TOKEN,
          UNSUPPORTED_JOSE_HEADER,
          UNSUPPORTED_ALGORITHM,
          WRONG_TOKEN_TYPE,
          INVALID_SIGNATURE,
          MISSING_CLAIM,
          MALFORMED_CLAIM,
          WRONG_ISSUER,
          REVOKED);

  private final int status;
  private final String bearerError;

  Rejection(int status, @org.jspecify.annotations.Nullable String bearerError) {
    this.status = status;
    this.bearerError = bearerError == null ? "" : bearerError;
  }

  /**
   * Whether a token with this rejection can never become valid here: its form, signature or issuer
   * is wrong, or it was revoked. The other rejections may change with time, keys or certificates,
   * and a token for another audience may belong to another application.
   */
  public boolean isPermanent() {
    return PERMANENT.contains(this);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The error code of the bearer challenge; empty if RFC 6750 has none. */
  public Optional<String> bearerError() {
    return bearerError.isEmpty() ? Optional.empty() : Optional.of(bearerError);
  }
}
