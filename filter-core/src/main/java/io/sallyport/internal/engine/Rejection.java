package io.sallyport.internal.engine;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Why a request is refused. The name is the stable code in the log; status and bearer error code
 * (RFC 6750 section 3.1) are all that the client learns.
 */
public enum Rejection {
  /** No credential came, and the path needs one. The client receives 401 without an error code. */
  AUTHENTICATION_REQUIRED(401, null),
  /** Name or password is wrong. The client receives 401 and is not told which. */
  BAD_CREDENTIALS(401, null),
  /** Somebody guessed at this name too often; no password is looked at for a while: 429. */
  TOO_MANY_ATTEMPTS(429, null),

  /** Several tokens came, or one in a way that cannot be read. The client receives 400. */
  AMBIGUOUS_TOKEN(400, "invalid_request"),
  /** The token cookie came twice; neither counts. The client receives 401. */
  AMBIGUOUS_COOKIE(401, "invalid_token"),
  /** A bearer header without a token, or outside the grammar of RFC 6750 section 2.1: 400. */
  MALFORMED_AUTHORIZATION(400, "invalid_request"),

  /** The token is longer than {@code auth.jwt.max-length}. The client receives 401. */
  TOKEN_TOO_LONG(401, "invalid_token"),
  /** Not three parts of canonical Base64url holding strict JSON objects: 401. */
  MALFORMED_TOKEN(401, "invalid_token"),
  /** The header asks for what we do not do: {@code crit}, {@code b64}, compression, nesting. */
  UNSUPPORTED_JOSE_HEADER(401, "invalid_token"),
  /** {@code alg} is missing or not on the list: 401. */
  UNSUPPORTED_ALGORITHM(401, "invalid_token"),
  /** {@code typ} says that this is another kind of token: 401. */
  WRONG_TOKEN_TYPE(401, "invalid_token"),
  /** No key of that {@code kid} and {@code alg}: 401. */
  UNKNOWN_KEY(401, "invalid_token"),
  /** The signature is not that of the key: 401. */
  INVALID_SIGNATURE(401, "invalid_token"),
  /** A claim that must be there is not: 401. */
  MISSING_CLAIM(401, "invalid_token"),
  /** A claim is not of the type or range that RFC 7519 gives it: 401. */
  MALFORMED_CLAIM(401, "invalid_token"),
  /** {@code exp} and the leeway are over: 401. */
  EXPIRED(401, "invalid_token"),
  /** {@code nbf} is still to come, or {@code iat} lies in the future: 401. */
  NOT_YET_VALID(401, "invalid_token"),
  /** Issued longer ago than {@code mp.jwt.verify.token.age} allows: 401. */
  TOO_OLD(401, "invalid_token"),
  /** {@code iss} is not the configured issuer: 401. */
  WRONG_ISSUER(401, "invalid_token"),
  /** {@code aud} does not name us: 401. */
  WRONG_AUDIENCE(401, "invalid_token"),
  /** The token, its log-in or its owner was taken back: 401. */
  REVOKED(401, "invalid_token"),
  /** The token is for the holder of a certificate (RFC 8705) that was not shown: 401. */
  CERTIFICATE_BINDING_FAILED(401, "invalid_token"),

  /** The caller is known but lacks every role that the rule names: 403. */
  MISSING_ROLE(403, "insufficient_scope"),
  /** The rule names another credential than the one that the caller is known by: 403. */
  CREDENTIAL_NOT_ALLOWED(403, null),
  /** A rule says deny, or no rule names the path or method: 403. */
  DENIED(403, null),
  /** Another site made a browser send this request with its cookie: 403. */
  CROSS_SITE_REQUEST(403, null),

  /** The request line could be read in two ways: 400. */
  SUSPICIOUS_PATH(400, null),
  /** TRACE, or an endpoint of ours by another method than POST: 405. */
  METHOD_NOT_ALLOWED(405, null),
  /** The body of a login is incomplete, doubled or garbled: 400. */
  MALFORMED_LOGIN(400, null),
  /** The body of a login, or a field of it, is longer than anybody's: 413. */
  REQUEST_TOO_LARGE(413, null),
  /** The body of a login is neither a form nor JSON: 415. */
  UNSUPPORTED_MEDIA_TYPE(415, null),
  /** A request for a token, or to end one, that is incomplete or garbled: 400 (RFC 6749, 5.2). */
  INVALID_REQUEST(400, null),
  /** A refresh or action token that is none, over, or used already: 400 (RFC 6749, 5.2). */
  INVALID_GRANT(400, null),
  /** A logout token that is not to be believed: 400 (OpenID Connect Back-Channel Logout 2.8). */
  INVALID_LOGOUT_TOKEN(400, null),
  /** Logging out by a bearer token, which cannot be taken back here: 400 (RFC 7009 2.2.1). */
  UNSUPPORTED_TOKEN_TYPE(400, null),

  /** What is needed to decide does not answer now: 503. */
  UNAVAILABLE(503, null),
  /** A defect on our side; nobody is let in because of it: 500. */
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
   * Whether a token that is rejected so can never become valid here: its form, signature or issuer
   * is wrong, or it was revoked. Time, keys and certificates may still change the others, and a
   * token for another audience may be another application's.
   */
  public boolean isPermanent() {
    return PERMANENT.contains(this);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The error code of the bearer challenge; empty where RFC 6750 wants none. */
  public Optional<String> bearerError() {
    return bearerError.isEmpty() ? Optional.empty() : Optional.of(bearerError);
  }
}
