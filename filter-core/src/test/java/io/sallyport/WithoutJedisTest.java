package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.FakeContext;
import io.sallyport.fixture.Tokens;
import jakarta.servlet.ServletException;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Redis' client is not there: who asks for it is told at the start, and nobody else misses it. */
class WithoutJedisTest {

  @Test
  void whoAsksForRedisIsToldWhatIsMissingAndTheRestGoesOn() throws Exception {
    List<URL> without = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("jedis") && !entry.contains("commons-pool2")) {
        without.add(new File(entry).toURI().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(without.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      @SuppressWarnings("unchecked")
      Supplier<String> inside =
          (Supplier<String>)
              loader.loadClass(Inside.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(inside.get()).isEqualTo("as it should be");
    }
  }

  /** Runs where the library is not. */
  public static final class Inside implements Supplier<String> {

    public Inside() {}

    @Override
    public String get() {
      try {
        AuthenticationFilter filter = new AuthenticationFilter();
        filter.init(context("memory").filterConfig());
        filter.destroy();
        new AuthenticationFilter()
            .init(
                context("redis")
                    .parameter("auth.store.url", "redis://127.0.0.1:6379")
                    .filterConfig());
        throw new AssertionError("must not start");
      } catch (ServletException e) {
        assertThat(e)
            .hasMessageContaining("auth.store")
            .hasMessageContaining("redis.clients:jedis");
      }
      return "as it should be";
    }

    private static FakeContext context(String store) {
      return new FakeContext()
          .parameter("auth.mode", "jwt")
          .parameter("auth.jwt.secretkey", Tokens.SECRET)
          .parameter("mp.jwt.verify.issuer", Tokens.ISSUER)
          .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
          .parameter("auth.store", store);
    }
  }
}
