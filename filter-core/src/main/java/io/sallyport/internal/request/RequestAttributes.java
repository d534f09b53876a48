package io.sallyport.internal.request;

/** Names and marks of the request attributes that access logs read. */
public final class RequestAttributes {

  /** The caller. */
  public static final String CALLER = "io.sallyport.caller";

  /** The kind of credential that the caller presented. */
  public static final String SOURCE = "io.sallyport.source";

  /** The code of the rejection. */
  public static final String REJECTION = "io.sallyport.rejection";

  /** In {@link #CALLER}, once it is decided that the request is anonymous. */
  static final String ANONYMOUS = "-";

  /** In {@link #CALLER}, once the application has logged its caller out. */
  static final Object LOGGED_OUT =
      new Object() {
        @Override
        public String toString() {
          return ANONYMOUS;
        }
      };

  private RequestAttributes() {}
}
