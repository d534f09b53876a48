package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.Await;
import io.sallyport.servertests.store.Postgres;
import io.sallyport.test.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample as two nodes with one PostgreSQL, configured as in docs/clustering.md. */
@Timeout(120)
class SampleNodesIT {

  private static final String ALICE = "username=alice&password=alice-demo-password";

  @Test
  void sampleRunsOnTwoNodes() throws Exception {
    try (Postgres database = new Postgres()) {
      ServerProcess one = node("one", database);
      try {
        ServerProcess two = node("two", database);
        try {
          walk(one, two);
        } finally {
          two.terminate();
        }
      } finally {
        one.terminate();
      }
    }
  }

  private static void walk(ServerProcess one, ServerProcess two) throws Exception {
    // Uses the application's own login servlet, which was not written for a cluster.
    Browser here = new Browser(new Http(one.port()), "");
    assertThat(here.post("/login", ALICE).statusCode()).isEqualTo(302);
    Browser there = new Browser(new Http(two.port()), "").taking(here);
    assertThat(there.get("/api/whoami").body()).contains("\"name\":\"alice\"");
    Browser bearer = new Browser(new Http(two.port()), "").with(token(one));
    assertThat(bearer.get("/api/whoami").body()).contains("\"name\":\"alice\"");

    assertThat(here.with(bearer.token()).post("/auth/logout", "everywhere=true").statusCode())
        .isEqualTo(204);
    awaitRejection(there);
    awaitRejection(bearer);

    Browser again = new Browser(new Http(one.port()), "");
    again.post("/login", ALICE);
    one.kill();
    Browser left = new Browser(new Http(two.port()), "").taking(again);
    assertThat(left.get("/api/whoami").body()).contains("\"name\":\"alice\"");
  }

  private static String token(ServerProcess node) throws IOException {
    String body = new Browser(new Http(node.port()), "").post("/auth/token", ALICE).body();
    return body.replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private static void awaitRejection(Browser browser) throws Exception {
    Await.until("a rejection", () -> browser.get("/api/whoami").statusCode() == 401);
  }

  private static ServerProcess node(String name, Postgres database) throws IOException {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("node.name", name);
    properties.put("node.database", database.url());
    properties.put("node.driver", NodeApplication.jar("org.postgresql.Driver").toString());
    properties.put("auth.store", "jdbc");
    properties.put("auth.store.datasource", "jdbc/expenses");
    properties.put("auth.jwt.secretkey", Tokens.SECRET);
    return ServerProcess.java(
        Path.of("target/server-logs/sample-node-" + name + ".log"),
        properties,
        Optional.empty(),
        "-jar",
        System.getProperty("sample.war"),
        "--port",
        "0");
  }
}
