package io.sallyport.internal.access;

import io.sallyport.identity.AuthSource;
import io.sallyport.identity.CallerIdentity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A credential that a rule can require, after the word {@code by}. */
public enum RuleCredential {
  /** An explicit token, in a header or a parameter. */
  BEARER,
  /** A token in a cookie. */
  COOKIE,
  /** A session of our login or the application's login. */
  SESSION,
  /** The container's own authentication: FORM, BASIC, a certificate. */
  CONTAINER;

  static Optional<RuleCredential> find(String word) {
    return Arrays.stream(values()).filter(credential -> credential.word().equals(word)).findFirst();
  }

  /** All words, for an error message. */
  static String words() {
    return Arrays.stream(values()).map(RuleCredential::word).collect(Collectors.joining(", "));
  }

  static RuleCredential of(CallerIdentity caller) {
    if (caller.source() == AuthSource.TOKEN) {
      return caller.isAmbient() ? COOKIE : BEARER;
    }
    return caller.source() == AuthSource.CONTAINER ? CONTAINER : SESSION;
  }

  /** The word in a rule. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
