package io.sallyport.internal.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class BackgroundThreadsTest {

  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void exceptionOfBackgroundWorkIsLogged() throws Exception {
    LinkedBlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            if (record.getThrown() instanceof Failure) {
              records.add(record);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("io.sallyport");
    logger.addHandler(handler);
    BackgroundThreads threads = BackgroundThreads.of(1, "test");
    try {
      threads.run(BackgroundThreadsTest::fail);
      assertIsTold(records.poll(30, TimeUnit.SECONDS));
      threads.after(Duration.ofMillis(1), BackgroundThreadsTest::fail);
      assertIsTold(records.poll(30, TimeUnit.SECONDS));
    } finally {
      threads.close();
      logger.removeHandler(handler);
    }
  }

  private static void fail() {
    throw new Failure();
  }

  private static void assertIsTold(LogRecord record) {
    assertThat(record).isNotNull();
    assertThat(record.getThrown().getStackTrace()[0].getMethodName()).isEqualTo("fail");
  }
}
