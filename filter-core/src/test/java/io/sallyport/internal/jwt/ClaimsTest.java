package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.internal.engine.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

  private static Claims parse(String json) throws Exception {
    return Claims.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void claimOfAnotherTypeCountsAsMissing() throws Exception {
    Claims claims = parse("{\"n\":1,\"t\":\"x\",\"e\":\"\",\"a\":[\"x\",\"y\"],\"m\":[\"x\",1]}");
    assertThat(claims.text("n")).isEmpty();
    assertThat(claims.findText("e")).isEmpty();
    assertThat(claims.findNumber("t")).isEmpty();
    assertThat(claims.findObject("t")).isEmpty();
    assertThat(claims.texts("t")).containsExactly("x");
    assertThat(claims.texts("a")).containsExactly("x", "y");
    assertThat(claims.texts("m")).isEmpty();
    assertThat(claims.texts("n")).isEmpty();
  }

  @Test
  void nullIsPresentAndMissing() throws Exception {
    Claims claims = parse("{\"x\":null}");
    assertThat(claims.has("x")).isTrue();
    assertThat(claims.isMissing("x")).isTrue();
    assertThat(claims.text("x")).isEmpty();
  }

  @Test
  void onlyWholeNumbersAreLong() throws Exception {
    assertThat(parse("{\"x\":1}").findLong("x")).hasValue(1);
    assertThat(parse("{\"x\":1.0}").findLong("x")).isEmpty();
    assertThat(parse("{\"x\":1234567890123456789}").findLong("x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"1\"", "true", "253402300800", "-1e300", "1e400"})
  void invalidDateIsRejected(String value) throws Exception {
    Claims claims = parse("{\"exp\":" + value + "}");
    assertThat(
            catchThrowableOfType(RejectedTokenException.class, () -> claims.findDate("exp"))
                .rejection())
        .isEqualTo(Rejection.MALFORMED_CLAIM);
    assertThat(claims.findDate("nbf")).isEmpty();
  }

  @Test
  void claimsAreImmutable() {
    Map<String, Object> members = new HashMap<>(Map.of("a", "1"));
    Claims claims = Claims.of(members);
    members.put("a", "2");
    assertThat(claims.text("a")).isEqualTo("1");
    assertThatThrownBy(() -> claims.asMap().put("a", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> claims.withoutPrefix("x").asMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void prefixIsRemoved() {
    Claims claims = Claims.of(Map.of("own.a", 1L, "b", List.of("c")));
    assertThat(claims.withoutPrefix("own.").asMap()).containsOnlyKeys("b");
    assertThat(claims.withoutPrefix("other.")).isSameAs(claims);
  }
}
