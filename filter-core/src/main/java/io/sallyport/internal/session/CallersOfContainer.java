package io.sallyport.internal.session;

/** What the container's own login means for a source. */
enum CallersOfContainer {
  /** Nothing: what the container shows is what we told it. */
  NOT_ASKED,
  /** The container remembers its callers in their sessions, which therefore date their logins. */
  KEPT_IN_SESSIONS,
  /** The container remembers them by a cookie of its own. A session says nothing of the login. */
  KEPT_OUTSIDE
}
