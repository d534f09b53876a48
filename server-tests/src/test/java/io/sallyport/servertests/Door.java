package io.sallyport.servertests;

/** The ways in, as {@code auth.integration} names them. */
enum Door {
  FILTER,
  MECHANISM,
  CONTAINER;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Of the application that has it. */
  String contextPath() {
    return "/m-" + word();
  }

  /** Of an application of the table of decisions. */
  String decisionsContextPath(String app) {
    return this == FILTER ? "/" + app : "/d-" + word() + "-" + app;
  }
}
