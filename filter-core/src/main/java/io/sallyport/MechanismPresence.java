package io.sallyport;

/** Whether CDI has been given our mechanism. One for each application, as its class loader is. */
final class MechanismPresence {

  private static volatile boolean added;

  private MechanismPresence() {}

  static void note() {
    added = true;
  }

  static boolean isAdded() {
    return added;
  }
}
