package com.example.expenses.launch;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The database that nodes share. It opens a new connection each time; use a pool in production. */
final class NodeDatabase implements DataSource {

  private final String url;
  private final Driver driver;

  private NodeDatabase(String url, Driver driver) {
    this.url = url;
    this.driver = driver;
  }

  /** Finds the driver in the class path that {@link Launcher} builds. */
  static NodeDatabase at(String url) throws SQLException {
    for (Driver driver : ServiceLoader.load(Driver.class, NodeDatabase.class.getClassLoader())) {
      if (driver.acceptsURL(url)) {
        return new NodeDatabase(url, driver);
      }
    }
    throw new IllegalArgumentException(
        "\"node.database\" needs a JDBC driver for it; name its jar in \"node.driver\"");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return driver.connect(url, new Properties());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is part of the URL");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
