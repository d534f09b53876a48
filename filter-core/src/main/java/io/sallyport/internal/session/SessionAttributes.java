package io.sallyport.internal.session;

/**
 * Names of our session attributes. The values are small and serializable, and contain no token and
 * no secret.
 */
final class SessionAttributes {

  /** An {@code AuthPrincipal}: the caller of our login. */
  static final String CALLER = "io.sallyport.session.caller";

  /** A {@code Long}: the time of the login, in milliseconds since 1970. */
  static final String SINCE = "io.sallyport.session.login-time";

  /** A {@code String}: our own id of the login, by which the session can be revoked. */
  static final String ID = "io.sallyport.session.id";

  /** An {@code AuthPrincipal}: the caller that was reported to the container for this session. */
  static final String REGISTERED = "io.sallyport.session.registered-caller";

  /** A {@code SessionSlot}, if there is a maximum number of sessions per user. */
  static final String COUNTED = "io.sallyport.session.slot";

  /** A {@code String}: the caller's name, fixed when the application's own login was observed. */
  static final String ADOPTED = "io.sallyport.session.adopted-name";

  /** A {@code SessionTokens}, if tokens were issued from the session. */
  static final String TOKENS = "io.sallyport.session.tokens";

  /** A {@code String}: the user who was logged out of the session; empty if there were several. */
  static final String LEFT = "io.sallyport.session.logged-out-name";

  private SessionAttributes() {}
}
