package io.sallyport.internal.key;

import io.sallyport.fixture.Growth;
import io.sallyport.fixture.VirtualBackground;
import io.sallyport.test.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key sets, PEM and discovery documents cost CPU time in proportion to their length. */
class KeyTextGrowthTest {

  private static final Logger LOGGER = Logger.getLogger("io.sallyport");

  // The log would have a line for each key.
  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(null);
  }

  static Stream<Arguments> texts() {
    String ec = Tokens.publicJwk("ES256", "k");
    String rsa = "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"";
    return Stream.of(
        Arguments.of("BEGIN lines", "", "-----BEGIN A-----", ""),
        Arguments.of("BEGIN lines, one END", "", "-----BEGIN A-----", "-----END A-----"),
        Arguments.of("empty blocks", "", "-----BEGIN A----------END A-----", ""),
        Arguments.of("dashes", "-----BEGIN ", "-", ""),
        Arguments.of("a long label", "-----BEGIN ", "A", "-----"),
        Arguments.of("blanks", "-----BEGIN PUBLIC KEY-----", " \t", "-----END PUBLIC KEY-----"),
        Arguments.of("written breaks", "-----BEGIN A-----", "\\n", "-----END A-----"),
        Arguments.of("DER", "-----BEGIN PUBLIC KEY-----", "MIIB", "-----END PUBLIC KEY-----"),
        Arguments.of(
            "nested DER", "-----BEGIN PUBLIC KEY-----", "MIAw", "-----END PUBLIC KEY-----"),
        Arguments.of(
            "certificate", "-----BEGIN CERTIFICATE-----", "MIIB", "-----END CERTIFICATE-----"),
        Arguments.of("Base64", "", "eyJr", ""),
        Arguments.of("empty entries", "{\"keys\":[{}", ",{}", "]}"),
        Arguments.of("keys", "{\"keys\":[" + ec, "," + ec, ""),
        Arguments.of("a long x", ec.substring(0, ec.indexOf("\"x\":\"") + 5), "f", "\"}"),
        Arguments.of("a long n", rsa, "f", "\"}"),
        Arguments.of("a long e", "{\"kty\":\"RSA\",\"n\":\"f___\",\"e\":\"", "f", "\"}"),
        Arguments.of("a long kid", "{\"kty\":\"XY\",\"kid\":\"", "\u00e9", "\"}"),
        Arguments.of("nesting", "{\"keys\":", "[", ""),
        Arguments.of("numbers", "{\"keys\":[1", "1", "]}"),
        Arguments.of("blanks around", "", " ", "{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void costGrowsWithTheLengthOnly(String name, String begin, String again, String end)
      throws Exception {
    Growth.assertLinear(
        name,
        length -> {
          String text = Growth.text(begin, again, end, length);
          return () -> read(text);
        });
  }

  @Test
  void changedKeySetCostsLinearTime() throws Exception {
    RefreshPolicy policy =
        RefreshPolicy.of(
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofSeconds(20));
    Growth.assertLinear(
        "key set",
        length -> {
          String[] texts = {keySet(length, "a"), keySet(length, "b")};
          int[] read = {0};
          RefreshedKeys keys =
              RefreshedKeys.of(
                  new KeyDocument() {
                    @Override
                    public String read() {
                      return texts[read[0]++ % 2];
                    }

                    @Override
                    public void abort() {}
                  },
                  List.of(),
                  policy,
                  new VirtualBackground());
          return keys::begin;
        });
  }

  private static String keySet(int length, String prefix) {
    StringBuilder set = new StringBuilder("{\"keys\":[");
    for (int i = 0; set.length() < length; i++) {
      set.append(i == 0 ? "" : ",").append(Tokens.publicJwk("ES256", prefix + i));
    }
    return set.append("]}").toString();
  }

  private static void read(String text) {
    try {
      PublicKeys.parse(text, List.of());
    } catch (KeyFormatException e) {
      // Most of these are not keys.
    }
  }
}
