package io.sallyport.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.internal.http.Authorization.Form;
import io.sallyport.test.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationTest {

  private static Authorization of(String... lines) {
    FakeRequest request = FakeRequest.get("/a");
    for (String line : lines) {
      request.header("Authorization", line);
    }
    return Authorization.of(request);
  }

  @ParameterizedTest(name = "{0} -> {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Bearer abc|TOKEN|abc",
        "bearer abc|TOKEN|abc",
        "BEARER   a-._~+/9==|TOKEN|a-._~+/9==",
        " Bearer abc|TOKEN|abc",
        "\tBearer abc|TOKEN|abc",
        "Bearer|MALFORMED|",
        "Bearer |MALFORMED|",
        "Bearer\tabc|MALFORMED|",
        "Bearer abc |MALFORMED|",
        "Bearer abc\t|MALFORMED|",
        "Bearer a b|MALFORMED|",
        "Bearer a,b|MALFORMED|",
        "Bearer a, Basic b|MALFORMED|",
        "Bearer,|MALFORMED|",
        "Bearer=|MALFORMED|",
        "Bearer \u00e9|MALFORMED|",
        "Bearer abc\u0001|MALFORMED|",
        "Basic YTpi, Bearer abc|AMBIGUOUS|",
        "Basic YTpi,Bearer|AMBIGUOUS|",
        "Basic YTpi,\t bearer\tabc|AMBIGUOUS|",
        "Digest username=\"a, Bearer b\", realm=\"\\\", Bearer c\"|ABSENT|",
        "Digest username=\"a\", Bearer b|AMBIGUOUS|",
        "Basic YTpi|ABSENT|",
        "Basic Bearer|ABSENT|",
        "Bearerx abc|ABSENT|",
        "Bearer-x abc|ABSENT|",
        "Beare|ABSENT|",
        "``|ABSENT|"
      })
  void lineIsParsedByTheGrammar(String line, Form form, String token) {
    Authorization read = of(line);
    assertThat(read.form()).isEqualTo(form);
    assertThat(read.isBearer()).isEqualTo(form != Form.ABSENT);
    assertThat(read).hasToString("Authorization[" + form + "]");
    if (form == Form.TOKEN) {
      assertThat(read.requireUnverifiedToken()).isEqualTo(token);
    } else {
      assertThatThrownBy(read::requireUnverifiedToken).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void bearerTokenWithAnotherHeaderIsAmbiguous() {
    assertThat(of().form()).isEqualTo(Form.ABSENT);
    assertThat(of("Basic YTpi", "Digest a=b").form()).isEqualTo(Form.ABSENT);
    assertThat(of("Bearer a", "Bearer a").form()).isEqualTo(Form.AMBIGUOUS);
    assertThat(of("Basic YTpi", "Bearer a").form()).isEqualTo(Form.AMBIGUOUS);
    assertThat(of("Bearer a", "Basic YTpi").form()).isEqualTo(Form.AMBIGUOUS);
    assertThat(of("Basic YTpi", "Digest a=b", "Bearer").form()).isEqualTo(Form.AMBIGUOUS);
    assertThat(of("Bearer a", "").form()).isEqualTo(Form.AMBIGUOUS);
  }
}
