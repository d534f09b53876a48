package io.sallyport.internal.issue;

import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.jwt.Base64Url;
import io.sallyport.internal.jwt.Login;
import io.sallyport.internal.jwt.OwnClaims;
import io.sallyport.internal.jwt.RevocationKeys;
import io.sallyport.internal.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and signs our own tokens: access tokens (RFC 9068), refresh tokens and action tokens. Each
 * has an id of 128 random bits.
 */
public final class TokenIssuer {

  private final SigningKey key;
  private final IssuePolicy policy;
  private final Clock clock;
  private final Map<OwnTokenType, String> headers = new EnumMap<>(OwnTokenType.class);

  private TokenIssuer(SigningKey key, IssuePolicy policy, Clock clock) {
    this.key = key;
    this.policy = policy;
    this.clock = clock;
    for (OwnTokenType type : OwnTokenType.values()) {
      headers.put(type, header(key, type));
    }
  }

  /** Creates an issuer, which any number of threads may use. */
  public static TokenIssuer of(SigningKey key, IssuePolicy policy, Clock clock) {
    return new TokenIssuer(key, policy, clock);
  }

  private static String header(SigningKey key, OwnTokenType type) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("alg", key.algorithm());
    members.put("typ", type.headerType());
    key.keyId().ifPresent(id -> members.put("kid", id));
    return segment(members);
  }

  /** Creates a login at the current time. */
  public Login begin(String name, Collection<String> roles) {
    return Login.of(name, roles, RandomId.next(), clock.millis());
  }

  /** The {@code iss} of our tokens. */
  public Optional<String> issuerName() {
    return policy.issuer();
  }

  /** The audience of refresh and action tokens. */
  String exchangeAudience() {
    return policy.exchangeAudience();
  }

  /** An access token for a login. */
  public IssuedToken access(Login login) {
    return access(login, policy.lifetime());
  }

  private IssuedToken access(Login login, Duration lifetime) {
    return access(login, RevocationKeys.none(), lifetime);
  }

  /**
   * An access token for a login with an origin.
   *
   * @param origin the keys that revoke the origin
   */
  public IssuedToken access(Login login, RevocationKeys origin, Duration lifetime) {
    Map<String, Object> claims =
        claims(login.name(), RandomId.next(), now() + lifetime.toSeconds());
    if (!policy.audiences().isEmpty()) {
      claims.put("aud", policy.audiences());
    }
    policy.caller().put(claims, login);
    putLogin(claims, login);
    putOrigin(claims, origin);
    return new IssuedToken(write(OwnTokenType.ACCESS, claims), lifetime);
  }

  /**
   * A refresh token.
   *
   * @param id its id, which is used once
   * @param end the end of the login, which a refresh does not move
   */
  public String refresh(Login login, String id, Instant end) {
    Map<String, Object> claims = exchangeClaims(login.name(), id, end);
    claims.put("roles", List.copyOf(login.roles()));
    putLogin(claims, login);
    return write(OwnTokenType.REFRESH, claims);
  }

  /** A token for one action of one user. */
  public String action(String purpose, String subject, String id, Instant end) {
    Map<String, Object> claims = exchangeClaims(subject, id, end);
    claims.put(OwnClaims.PURPOSE, purpose);
    return write(OwnTokenType.ACTION, claims);
  }

  private Map<String, Object> exchangeClaims(String subject, String id, Instant end) {
    Map<String, Object> claims = claims(subject, id, end.getEpochSecond());
    claims.put("aud", policy.exchangeAudience());
    return claims;
  }

  private static void putOrigin(Map<String, Object> claims, RevocationKeys origin) {
    if (!origin.ids().isEmpty()) {
      claims.put(OwnClaims.ORIGIN_IDS, origin.ids());
    }
    if (!origin.owners().isEmpty()) {
      claims.put(OwnClaims.ORIGIN_OWNERS, origin.owners());
    }
    if (origin.isForeignClock()) {
      claims.put(OwnClaims.ORIGIN_CLOCK, true);
    }
  }

  private static void putLogin(Map<String, Object> claims, Login login) {
    claims.put("sid", login.id());
    claims.put(OwnClaims.LOGIN_TIME, login.at());
  }

  private Map<String, Object> claims(String subject, String id, long exp) {
    Map<String, Object> claims = new LinkedHashMap<>();
    policy.issuer().ifPresent(issuer -> claims.put("iss", issuer));
    claims.put("sub", subject);
    claims.put("iat", now());
    claims.put("exp", exp);
    claims.put("jti", id);
    return claims;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private String write(OwnTokenType type, Map<String, Object> claims) {
    String header = String.valueOf(headers.get(type));
    String payload = segment(claims);
    return header + '.' + payload + '.' + Base64Url.encode(key.sign(header, payload));
  }

  private static String segment(Map<String, Object> members) {
    return Base64Url.encode(JsonText.of(members).getBytes(StandardCharsets.UTF_8));
  }
}
