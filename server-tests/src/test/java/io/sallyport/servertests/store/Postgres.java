package io.sallyport.servertests.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL that one test class owns. */
public final class Postgres extends PooledDatabase {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Path folder =
      Path.of("target/work/postgres" + NUMBER.incrementAndGet()).toAbsolutePath();

  private final EmbeddedPostgres server = start();

  public Postgres() {
    connect(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
  }

  private EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data")).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the JDBC URL, with the user. */
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Override
  String emptyDatabase() throws SQLException {
    String name = "empty" + NUMBER.incrementAndGet();
    try (Connection connection = pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  @Override
  public List<ProcessHandle> processes() throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).trim());
    return ProcessHandle.of(pid).map(StoreServer::family).orElse(List.of());
  }

  @Override
  public void startAgain() throws Exception {
    // Started by pg_ctl: the library that started the first process believes that it still runs.
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL does not run as root. In a user namespace of its own it is not root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(program("pg_ctl").toString(), "start", "-w"));
    command.addAll(List.of("-D", folder.resolve("data").toString()));
    command.addAll(List.of("-l", folder.resolve("log").toString()));
    command.addAll(List.of("-o", "-p " + server.getPort() + " -h 127.0.0.1"));
    Process control =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("start").toFile())
            .start();
    if (!control.waitFor(60, TimeUnit.SECONDS) || control.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("start")));
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
