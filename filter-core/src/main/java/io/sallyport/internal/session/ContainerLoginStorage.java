package io.sallyport.internal.session;

/** Where the container keeps its own login, and whether a source reads it. */
enum ContainerLoginStorage {
  /** The container's login is ignored, because its caller is the one that we reported. */
  IGNORED,
  /** The container keeps the login in the session, whose creation time dates the login. */
  IN_SESSIONS,
  /** The container keeps the login in a cookie of its own. A session does not date the login. */
  OUTSIDE_SESSIONS
}
