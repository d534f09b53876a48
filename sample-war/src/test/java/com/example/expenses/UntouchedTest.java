package com.example.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No class of the application may name Sallyport. */
class UntouchedTest {

  @Test
  void applicationDoesNotUseSallyport() throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      classes =
          files.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList());
    }
    assertThat(classes).hasSizeGreaterThan(10);
    for (Path file : classes) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(bytes)
          .as(file.toString())
          .doesNotContain("io/sallyport")
          .doesNotContain("io.sallyport");
    }
  }
}
