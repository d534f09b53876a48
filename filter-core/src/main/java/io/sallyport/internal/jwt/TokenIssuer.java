package io.sallyport.internal.jwt;

import io.sallyport.internal.json.JsonText;
import io.sallyport.internal.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes access tokens (RFC 9068): short-lived, with an id of 128 random bits. */
public final class TokenIssuer {

  private static final int ID_BYTES = 16;

  private final SigningKey key;
  private final IssuePolicy policy;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final String header;

  private TokenIssuer(SigningKey key, IssuePolicy policy, Clock clock) {
    this.key = key;
    this.policy = policy;
    this.clock = clock;
    this.header = header(key);
  }

  /** An issuer; safe for any number of threads. */
  public static TokenIssuer of(SigningKey key, IssuePolicy policy, Clock clock) {
    return new TokenIssuer(key, policy, clock);
  }

  private static String header(SigningKey key) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("alg", key.algorithm());
    members.put("typ", "at+jwt");
    key.keyId().ifPresent(id -> members.put("kid", id));
    return segment(members);
  }

  /** A token for a caller whose password was right. */
  public IssuedToken issue(String name, Collection<String> roles) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    policy.issuer().ifPresent(issuer -> claims.put("iss", issuer));
    if (!policy.audiences().isEmpty()) {
      claims.put("aud", policy.audiences());
    }
    claims.put("sub", name);
    policy.name().put(claims, name);
    claims.put("iat", now);
    claims.put("exp", now + policy.lifetime().toSeconds());
    claims.put("jti", randomId());
    policy.roles().put(claims, List.copyOf(roles));
    String payload = segment(claims);
    String signature = Base64Url.encode(key.sign(header, payload));
    return new IssuedToken(header + '.' + payload + '.' + signature, policy.lifetime());
  }

  private String randomId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }

  private static String segment(Map<String, Object> members) {
    return Base64Url.encode(JsonText.of(members).getBytes(StandardCharsets.UTF_8));
  }
}
