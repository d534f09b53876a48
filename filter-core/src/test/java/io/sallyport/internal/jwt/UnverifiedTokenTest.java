package io.sallyport.internal.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.internal.engine.Rejection;
import io.sallyport.test.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnverifiedTokenTest {

  private static final int MAX_LENGTH = 8192;

  @Test
  void payloadIsParsedOnce() throws Exception {
    UnverifiedToken token =
        UnverifiedToken.parse(TokenText.of(Tokens.hs256(Tokens.payload("ann", 1))), MAX_LENGTH);
    assertThat(token.unverifiedIssuer()).isEqualTo(Tokens.ISSUER);
    assertThat(token.unverifiedClaims()).isSameAs(token.unverifiedClaims());
  }

  // Otherwise a client could have any JSON parsed without a valid signature.
  @Test
  void payloadIsNotParsedBeforeItIsNeeded() throws Exception {
    UnverifiedToken token = UnverifiedToken.parse(TokenText.of("a.*.AAAA"), MAX_LENGTH);
    RejectedTokenException rejected =
        catchThrowableOfType(RejectedTokenException.class, token::unverifiedClaims);
    assertThat(rejected.rejection()).isEqualTo(Rejection.MALFORMED_TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "abc.e30.AAAA, TOKEN_TOO_LONG, 11",
    "a.b, MALFORMED_TOKEN, 12",
    "a..b, MALFORMED_TOKEN, 12",
    ".a.b, MALFORMED_TOKEN, 12",
    "a.b., MALFORMED_TOKEN, 12",
    "a.b.c.d, MALFORMED_TOKEN, 12",
    "a.b.*, MALFORMED_TOKEN, 12"
  })
  void malformedTextIsRejected(String text, Rejection expected, int maxLength) {
    RejectedTokenException rejected =
        catchThrowableOfType(
            RejectedTokenException.class,
            () -> UnverifiedToken.parse(TokenText.of(text), maxLength));
    assertThat(rejected.rejection()).isEqualTo(expected);
  }

  @Test
  void issuerThatIsNotTextIsEmpty() throws Exception {
    String payload = Tokens.encode("{\"iss\":[\"a\"]}");
    UnverifiedToken token =
        UnverifiedToken.parse(TokenText.of("e30." + payload + ".AAAA"), MAX_LENGTH);
    assertThat(token.unverifiedIssuer()).isEmpty();
  }
}
