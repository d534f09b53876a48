package io.sallyport.servertests.store;

import org.junit.jupiter.api.AfterAll;

class RedisStoreIT extends StoreOutages {

  private static final Redis REDIS = new Redis();

  @AfterAll
  static void end() throws Exception {
    REDIS.close();
  }

  @Override
  StoreServer server() {
    return REDIS;
  }
}
