package com.example.expenses.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @AfterEach
  void clearProperties() {
    for (String name : new String[] {"port", "log.levels", "auth.mode", "auth.jwt.secretkey"}) {
      System.clearProperty(name);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8081, 65535})
  void portComesFromCommandLine(int port) {
    System.setProperty("port", "9");
    assertThat(Options.parse("--port", String.valueOf(port)).port()).isEqualTo(port);
  }

  @Test
  void portComesFromProperty() {
    System.setProperty("port", "9090");
    assertThat(Options.parse().port()).isEqualTo(9090);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port abc", "--port 65536", "--port -1", "--port", "--prot 9", "9", ""})
  void unknownOptionsAreRejected(String line) {
    assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void logLevelsAreSetByLogger() {
    System.setProperty("log.levels", "a.b=FINE, c=ALL");
    assertThat(Options.parse().logLevels()).isEqualTo(Map.of("a.b", Level.FINE, "c", Level.ALL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FINE", "a=LOUD", "a=FINE,", "a=b=FINE"})
  void invalidLogLevelsAreRejected(String levels) {
    System.setProperty("log.levels", levels);
    assertThatThrownBy(() -> Options.parse()).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "mode {0}, secret \"{1}\": lacks a key: {2}")
  @CsvSource({"both,'',true", "jwt,'',true", "session,'',false", "both,something,false"})
  void keyIsNeededForTokens(String mode, String secret, boolean lacks) {
    System.setProperty("auth.mode", mode);
    System.setProperty("auth.jwt.secretkey", secret);
    assertThat(Options.parse().lacksKey()).isEqualTo(lacks);
  }
}
