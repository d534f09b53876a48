package io.sallyport.servertests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Adds to each failure the files that the servers wrote to while the test ran. */
public final class ServerOutput implements InvocationInterceptor {

  private static final Path SERVER_LOGS = Path.of("target/server-logs");

  /** Appears as one line below the stack trace of the failure. */
  private static final class OutputFiles extends Exception {

    private static final long serialVersionUID = 1L;

    OutputFiles(List<Path> files) {
      super("read " + files, null, false, false);
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  private static void proceed(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    Instant begun = Instant.now();
    try {
      invocation.proceed();
    } catch (Throwable e) {
      e.addSuppressed(new OutputFiles(files(begun, context)));
      throw e;
    }
  }

  private static List<Path> files(Instant begun, ExtensionContext context) throws IOException {
    Path own =
        Path.of(
            "target/failsafe-reports", context.getRequiredTestClass().getName() + "-output.txt");
    try (Stream<Path> logs =
        Files.isDirectory(SERVER_LOGS) ? Files.list(SERVER_LOGS) : Stream.of()) {
      return Stream.concat(logs.filter(log -> isWrittenSince(begun, log)).sorted(), Stream.of(own))
          .filter(ServerOutput::hasText)
          .map(Path::toAbsolutePath)
          .collect(Collectors.toList());
    }
  }

  private static boolean hasText(Path file) {
    return file.toFile().length() > 0;
  }

  private static boolean isWrittenSince(Instant begun, Path log) {
    try {
      return !Files.getLastModifiedTime(log).toInstant().isBefore(begun);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
