package io.sallyport.servertests.store;

import org.junit.jupiter.api.AfterAll;

class PostgresStoreIT extends DatabaseOutages {

  private static final Postgres POSTGRES = new Postgres();

  @AfterAll
  static void end() throws Exception {
    POSTGRES.close();
  }

  @Override
  PooledDatabase server() {
    return POSTGRES;
  }
}
