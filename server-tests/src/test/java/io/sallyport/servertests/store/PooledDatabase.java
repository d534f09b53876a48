package io.sallyport.servertests.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sallyport.internal.store.JdbcTokenStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A database with the connection pool of an application. */
public abstract class PooledDatabase implements StoreServer {

  private HikariDataSource pool;

  void connect(String url, String user, String password) {
    pool = new HikariDataSource(settings(url, user, password));
  }

  private static HikariConfig settings(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(16);
    // Usual settings of pools: a connection attempt ends before a user gives up.
    config.setConnectionTimeout(2000);
    config.setValidationTimeout(1000);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** Returns another pool for the same database. */
  HikariDataSource anotherPool(Consumer<HikariConfig> change) {
    HikariConfig config =
        settings(pool.getJdbcUrl(), pool.getUsername(), String.valueOf(pool.getPassword()));
    change.accept(config);
    return new HikariDataSource(config);
  }

  DataSource pool() {
    return pool;
  }

  /** Creates an empty database on the same server and returns its URL. */
  abstract String emptyDatabase() throws Exception;

  @Override
  public TokenStore open() {
    return JdbcTokenStore.of(pool, true, Clock.systemUTC());
  }

  @Override
  public int connectionsInUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  void disconnect() {
    pool.close();
  }
}
