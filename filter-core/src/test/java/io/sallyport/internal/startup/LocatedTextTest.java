package io.sallyport.internal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocatedTextTest {

  private static final String OWN_CLASS = "io/sallyport/internal/startup/LocatedTextTest.class";

  @Test
  void filesAndClassPathAreRead(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a key.pem"), "tëxt\n");
    assertThat(LocatedText.read(file.toString())).isEqualTo("tëxt\n");
    assertThat(LocatedText.read(file.toUri().toString())).isEqualTo("tëxt\n");
    assertThat(LocatedText.read(OWN_CLASS)).contains("LocatedTextTest");
    assertThat(LocatedText.read("classpath:" + OWN_CLASS)).contains("LocatedTextTest");
    assertThat(LocatedText.read("classpath:/" + OWN_CLASS)).contains("LocatedTextTest");
  }

  @Test
  void unreadableTextIsReportedWithReason(@TempDir Path folder) throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[1024 * 1024 + 1]);
    Path fitting = Files.write(folder.resolve("fitting"), new byte[1024 * 1024]);
    assertThat(LocatedText.read(fitting.toString())).hasSize(1024 * 1024);
    assertThatThrownBy(() -> LocatedText.read(large.toString()))
        .isInstanceOf(IOException.class)
        .hasMessage("longer than the maximum of 1 MiB; use a shorter file");
    assertThatThrownBy(() -> LocatedText.read(folder + "/none"))
        .hasMessage("no such file; create it, or correct the path");
    assertThatThrownBy(() -> LocatedText.read("file:not/a/path"))
        .hasMessage("not a path; use classpath:name, file:/path or /path");
    assertThatThrownBy(() -> LocatedText.read("no-such-resource"))
        .hasMessageContaining("not on the class path");
  }
}
