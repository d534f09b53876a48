package io.sallyport.servertests;

/** The integrations, as {@code auth.integration} names them. */
enum Integration {
  FILTER,
  MECHANISM,
  CONTAINER;

  String value() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the context path of the application with this integration. */
  String contextPath() {
    return "/m-" + value();
  }

  /** Returns the context path of an application of the decision table. */
  String decisionsContextPath(String app) {
    return this == FILTER ? "/" + app : "/d-" + value() + "-" + app;
  }
}
