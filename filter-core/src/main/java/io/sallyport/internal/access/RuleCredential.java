package io.sallyport.internal.access;

import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A credential that a rule can ask for, after the word {@code by}. */
public enum RuleCredential {
  /** A token that the client sent itself, in a header or as a parameter. */
  BEARER,
  /** A token in a cookie. */
  COOKIE,
  /** A session that our login or the application's login began. */
  SESSION,
  /** What the container has authenticated: FORM, BASIC, a certificate. */
  CONTAINER;

  static Optional<RuleCredential> find(String word) {
    return Arrays.stream(values()).filter(known -> known.word().equals(word)).findFirst();
  }

  /** All words, for an error. */
  static String words() {
    return Arrays.stream(values()).map(RuleCredential::word).collect(Collectors.joining(", "));
  }

  static RuleCredential of(CallerIdentity caller) {
    if (caller.source() == AuthSource.TOKEN) {
      return caller.isAmbient() ? COOKIE : BEARER;
    }
    return caller.source() == AuthSource.CONTAINER ? CONTAINER : SESSION;
  }

  /** As it is written in a rule. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
