package io.sallyport.servertests;

/** The integrations, as {@code auth.integration} names them. */
enum Door {
  FILTER,
  MECHANISM,
  CONTAINER;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the context path of the application with this integration. */
  String contextPath() {
    return "/m-" + word();
  }

  /** Returns the context path of an application of the decision table. */
  String decisionsContextPath(String app) {
    return this == FILTER ? "/" + app : "/d-" + word() + "-" + app;
  }
}
