package io.sallyport.internal.request;

/** Names and special values of the request attributes that access logs read. */
public final class RequestAttributes {

  /** The caller. */
  public static final String CALLER = "io.sallyport.caller";

  /** The kind of credential that the caller presented. */
  public static final String SOURCE = "io.sallyport.source";

  /** The code of the rejection. */
  public static final String REJECTION = "io.sallyport.rejection";

  /** Value of {@link #CALLER} once it is decided that the request is anonymous. */
  static final String ANONYMOUS = "-";

  /** Value of {@link #CALLER} once the application has logged its caller out. */
  static final Object LOGGED_OUT =
      new Object() {
        @Override
        public String toString() {
          return ANONYMOUS;
        }
      };

  private RequestAttributes() {}
}
