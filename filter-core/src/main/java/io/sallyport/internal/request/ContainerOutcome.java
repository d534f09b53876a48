package io.sallyport.internal.request;

/** What became of a request about which the container has called us. */
public enum ContainerOutcome {
  /** The container has the caller. */
  AUTHENTICATED,
  /** The request is anonymous, and may continue. */
  ANONYMOUS,
  /** The response is written; the application is not called. */
  ANSWERED,
  /** The response rejects or redirects; the application is not called. */
  REJECTED
}
