package io.sallyport.internal.container;

/**
 * Records whether CDI received our mechanism. The flag is per application, since each application
 * has its own class loader.
 */
public final class MechanismPresence {

  private static volatile boolean added;

  private MechanismPresence() {}

  public static void markAdded() {
    added = true;
  }

  public static boolean isAdded() {
    return added;
  }
}
