package io.sallyport.servertests;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** After the last test no server is left. */
public class StopServers implements LauncherSessionListener {

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    TestServer.stopAll();
  }
}
