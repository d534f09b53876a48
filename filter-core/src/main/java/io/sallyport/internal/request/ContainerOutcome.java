package io.sallyport.internal.request;

/** The result of one call of the container. */
public enum ContainerOutcome {
  /** The caller is registered with the container. */
  AUTHENTICATED,
  /** The request is anonymous, and may continue. */
  ANONYMOUS,
  /** The response is written; the application is not called. */
  ANSWERED,
  /** The response rejects or redirects; the application is not called. */
  REJECTED
}
