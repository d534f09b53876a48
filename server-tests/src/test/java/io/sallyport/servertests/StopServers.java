package io.sallyport.servertests;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Stops all servers after the last test. */
public class StopServers implements LauncherSessionListener {

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    TestServer.stopAll();
  }
}
