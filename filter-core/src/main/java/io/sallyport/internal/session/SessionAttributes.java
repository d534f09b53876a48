package io.sallyport.internal.session;

/** What we keep in a session: small, serialisable, no token and no secret. */
final class SessionAttributes {

  /** An {@code AuthPrincipal}: who logged in at our login. */
  static final String CALLER = "io.sallyport.session.caller";

  /** A {@code Long}: when the caller logged in, in milliseconds since 1970. */
  static final String SINCE = "io.sallyport.session.login-time";

  /** A {@code String}: our own name for the session, by which it can be taken back. */
  static final String ID = "io.sallyport.session.id";

  /** An {@code AuthPrincipal}: whom the container has been told to remember for this session. */
  static final String REGISTERED = "io.sallyport.session.registered-caller";

  /** A {@code SessionSlot}, where a person may have so many sessions only. */
  static final String COUNTED = "io.sallyport.session.slot";

  /** A {@code String}: the caller's name, fixed when the application's own login was seen. */
  static final String ADOPTED = "io.sallyport.session.adopted-name";

  /** A {@code SessionTokens}, once tokens were made from the session. */
  static final String TOKENS = "io.sallyport.session.tokens";

  /** A {@code String}: who was logged out of the session; empty if several were. */
  static final String LEFT = "io.sallyport.session.logged-out-name";

  private SessionAttributes() {}
}
