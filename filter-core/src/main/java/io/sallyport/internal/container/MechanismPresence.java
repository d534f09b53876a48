package io.sallyport.internal.container;

/** Whether CDI has been given our mechanism. One for each application, as its class loader is. */
public final class MechanismPresence {

  private static volatile boolean added;

  private MechanismPresence() {}

  public static void note() {
    added = true;
  }

  public static boolean isAdded() {
    return added;
  }
}
