package io.sallyport.servertests.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private static final class Postgres extends PooledDatabase {

    private static final Path FOLDER = Path.of("target/work/postgres").toAbsolutePath();

    private final EmbeddedPostgres server = start();

    private Postgres() {
      connect(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setDataDirectory(FOLDER.resolve("data")).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<ProcessHandle> processes() throws IOException {
      long pid =
          Long.parseLong(Files.readAllLines(FOLDER.resolve("data/postmaster.pid")).get(0).trim());
      return ProcessHandle.of(pid).map(StoreServer::family).orElse(List.of());
    }

    @Override
    public void startAgain() throws Exception {
      // As an administrator does: the one who started it first believes that it still runs.
      List<String> command = new ArrayList<>();
      if (System.getProperty("user.name").equals("root")) {
        // It refuses to be root: in a name space of its own it is not.
        command.addAll(List.of("unshare", "-U"));
      }
      command.addAll(List.of(program("pg_ctl").toString(), "start", "-w"));
      command.addAll(List.of("-D", FOLDER.resolve("data").toString()));
      command.addAll(List.of("-l", FOLDER.resolve("log").toString()));
      command.addAll(List.of("-o", "-p " + server.getPort() + " -h 127.0.0.1"));
      Process control =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("start").toFile())
              .start();
      if (!control.waitFor(60, TimeUnit.SECONDS) || control.exitValue() != 0) {
        throw new IOException(Files.readString(FOLDER.resolve("start")));
      }
    }

    private static Path program(String name) throws IOException {
      Path unpacked = Path.of(System.getProperty("ot.epg.working-dir"));
      try (Stream<Path> files = Files.walk(unpacked)) {
        return files.filter(file -> file.endsWith("bin/" + name)).findFirst().orElseThrow();
      }
    }

    @Override
    public void close() throws IOException {
      disconnect();
      server.close();
    }
  }
}
