package io.sallyport.internal.jwt;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The unverified header of a token: algorithm, key id and type. Nothing else is used. A header that
 * requires further processing is rejected.
 */
final class UnverifiedHeader {

  /** The value of {@code auth.jwt.allowed-types} for a token without {@code typ}. */
  static final String NO_TYPE = "absent";

  // crit: no extension is supported (RFC 7515, 4.1.11). b64: forbidden in a JWT (RFC 7797, 7). The
  // others belong to encryption and compression.
  private static final String[] UNSUPPORTED = {"crit", "b64", "enc", "zip", "epk", "p2c", "p2s"};

  private final String algorithm;
  private final Optional<String> keyId;
  private final String type;

  private UnverifiedHeader(String algorithm, Optional<String> keyId, String type) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.type = type;
  }

  static UnverifiedHeader parse(String segment, Set<String> allowedTypes)
      throws RejectedTokenException {
    Map<String, Object> members = members(segment);
    for (String name : UNSUPPORTED) {
      if (members.containsKey(name)) {
        throw new RejectedTokenException(Rejection.UNSUPPORTED_JOSE_HEADER, "has " + name);
      }
    }
    if (members.containsKey("cty")) {
      throw new RejectedTokenException(Rejection.UNSUPPORTED_JOSE_HEADER, "nested token");
    }
    String type = type(members, allowedTypes);
    Object keyId = members.get("kid");
    if (members.containsKey("kid") && !(keyId instanceof String)) {
      throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "kid is not text");
    }
    Object algorithm = members.get("alg");
    if (!(algorithm instanceof String)) {
      throw new RejectedTokenException(
          Rejection.UNSUPPORTED_ALGORITHM, "alg is missing or not text");
    }
    return new UnverifiedHeader((String) algorithm, Optional.ofNullable((String) keyId), type);
  }

  private static Map<String, Object> members(String segment) throws RejectedTokenException {
    try {
      return StrictJson.parseObject(Base64Url.decode(segment));
    } catch (JsonFormatException e) {
      throw new RejectedTokenException(Rejection.MALFORMED_TOKEN, "header: " + e.getMessage());
    }
  }

  // Media types are not case-sensitive (RFC 7515, 4.1.9).
  private static String type(Map<String, Object> members, Set<String> allowed)
      throws RejectedTokenException {
    Object type = members.getOrDefault("typ", NO_TYPE);
    boolean named = !members.containsKey("typ") || !NO_TYPE.equals(type);
    if (!(type instanceof String)
        || !named
        || !allowed.contains(((String) type).toLowerCase(Locale.ROOT))) {
      throw new RejectedTokenException(Rejection.WRONG_TOKEN_TYPE, "typ is not allowed");
    }
    return ((String) type).toLowerCase(Locale.ROOT);
  }

  String algorithm() {
    return algorithm;
  }

  /** Its {@code typ} in lower case, or {@link #NO_TYPE}. */
  String type() {
    return type;
  }

  Optional<String> keyId() {
    return keyId;
  }
}
