package io.sallyport.servertests.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sallyport.internal.store.JdbcTokenStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;

/** The pool that an application has, and what is the same for all databases behind it. */
public abstract class PooledDatabase implements StoreServer {

  private HikariDataSource pool;

  void connect(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(16);
    // As pools are set up: nobody waits as long as a person would.
    config.setConnectionTimeout(2000);
    config.setValidationTimeout(1000);
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
  }

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
