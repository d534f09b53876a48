package io.sallyport.identity;

import org.jspecify.annotations.Nullable;

/** How a caller was authenticated: source, authentication type, and whether it is ambient. */
final class Authentication {

  private final AuthSource source;
  private final String type;
  private final boolean ambient;

  private Authentication(AuthSource source, String type, boolean ambient) {
    this.source = source;
    this.type = type;
    this.ambient = ambient;
  }

  static Authentication of(AuthSource source, boolean ambient) {
    return new Authentication(source, source.authType(), ambient);
  }

  /** By the container's own login, which a browser repeats on its own. */
  static Authentication byContainer(@Nullable String type) {
    return new Authentication(
        AuthSource.CONTAINER, type == null ? AuthSource.CONTAINER.authType() : type, true);
  }

  AuthSource source() {
    return source;
  }

  String type() {
    return type;
  }

  boolean isAmbient() {
    return ambient;
  }
}
