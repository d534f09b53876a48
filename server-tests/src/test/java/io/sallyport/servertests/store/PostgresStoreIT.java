package io.sallyport.servertests.store;

import org.junit.jupiter.api.AfterAll;

class PostgresStoreIT extends StoreOutages {

  private static final Postgres POSTGRES = new Postgres();

  @AfterAll
  static void end() throws Exception {
    POSTGRES.close();
  }

  @Override
  StoreServer server() {
    return POSTGRES;
  }
}
