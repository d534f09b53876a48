package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fixture.IdentityProvider;
import io.sallyport.fixture.IdentityProvider.Mood;
import io.sallyport.fixture.IssuerKey;
import io.sallyport.test.FakeContext;
import io.sallyport.test.FakeRequest;
import io.sallyport.test.FakeResponse;
import io.sallyport.test.Tokens;
import jakarta.servlet.Filter;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After undeployment no thread of ours runs, and nothing holds the application's class loader. */
@Timeout(600)
class UndeploymentTest {

  private static final IssuerKey KEY = IssuerKey.of("k");

  @Test
  void classLoaderIsReleasedAfterKeyDownload() throws Exception {
    try (IdentityProvider provider = IdentityProvider.start(IssuerKey.set(KEY))) {
      WeakReference<ClassLoader> loader = useAndDestroy(provider, 200);
      assertIsGone(loader);
    }
  }

  @Test
  void classLoaderIsReleasedWhileProviderHangs() throws Exception {
    try (IdentityProvider provider = IdentityProvider.start(IssuerKey.set(KEY)).mood(Mood.SILENT)) {
      WeakReference<ClassLoader> loader = useAndDestroy(provider, 503);
      assertIsGone(loader);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$2b$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq",
        "PBKDF2WithHmacSHA256:4096:c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0:"
            + "NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+E=",
      })
  void classLoaderIsReleasedAfterPasswordHash(String hash, @TempDir Path folder) throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "ann=" + hash + " boss\n");
    assertIsGone(useAndDestroy(users));
  }

  // A separate method, so that no local variable keeps the context and its attributes.
  private static WeakReference<ClassLoader> useAndDestroy(Path users) throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "session")
            .parameter("auth.login.path", "/in")
            .parameter("auth.login.user-store", "file")
            .parameter("auth.login.users-file", users.toString());
    String wrong = "{\"username\":\"ann\",\"password\":\"wrong\"}";
    return useAndDestroy(context, FakeRequest.post("/in").body("application/json", wrong), 401);
  }

  private static WeakReference<ClassLoader> useAndDestroy(IdentityProvider provider, int expected)
      throws Exception {
    FakeContext context =
        new FakeContext()
            .parameter("auth.mode", "jwt")
            .parameter("mp.jwt.verify.issuer", provider.issuer())
            .parameter("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .parameter("auth.jwt.jwks.timeout", "1")
            .parameter("auth.jwt.jwks.allow-http-loopback", "true");
    String payload =
        Tokens.payload("ann", System.currentTimeMillis() / 1000)
            .replace(Tokens.ISSUER, provider.issuer());
    return useAndDestroy(
        context,
        FakeRequest.get("/a").header("Authorization", "Bearer " + KEY.token(payload)),
        expected);
  }

  private static WeakReference<ClassLoader> useAndDestroy(
      FakeContext context, FakeRequest request, int expected) throws Exception {
    ApplicationClassLoader loader = new ApplicationClassLoader();
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(loader);
    try {
      Filter filter =
          (Filter)
              loader
                  .loadClass("io.sallyport.AuthenticationFilter")
                  .getDeclaredConstructor()
                  .newInstance();
      assertThat(filter.getClass().getClassLoader()).isSameAs(loader);
      filter.init(context.filterConfig());
      FakeResponse response = new FakeResponse();
      filter.doFilter(request, response, (in, out) -> {});
      assertThat(response.getStatus()).isEqualTo(expected);
      filter.destroy();
    } finally {
      current.setContextClassLoader(before);
    }
    return new WeakReference<>(loader);
  }

  private static void assertIsGone(WeakReference<ClassLoader> loader) throws Exception {
    // A separate method, so that no local variable keeps a thread: an ended thread still refers to
    // its class loader.
    awaitEndOfThreads();
    List<byte[]> ballast = new ArrayList<>();
    for (int i = 0; i < 200 && loader.get() != null; i++) {
      System.gc();
      ballast.add(new byte[1 << 16]);
    }
    assertThat(loader.get()).isNull();
  }

  private static void awaitEndOfThreads() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("sallyport-")) {
        thread.join(30_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  /** Loads the library again, as a server does for each application; other classes are shared. */
  private static final class ApplicationClassLoader extends URLClassLoader {

    private ApplicationClassLoader() throws Exception {
      super(classPath(), UndeploymentTest.class.getClassLoader());
    }

    private static URL[] classPath() throws Exception {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (!entry.endsWith("test-classes")) {
          urls.add(Path.of(entry).toUri().toURL());
        }
      }
      return urls.toArray(new URL[0]);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean own =
          name.startsWith("io.sallyport.") && !name.startsWith("io.sallyport.fixture.")
              || name.startsWith("com.auth0.")
              || name.startsWith("com.fasterxml.")
              || name.startsWith("com.github.benmanes.")
              || name.startsWith("org.bouncycastle.");
      if (!own) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
