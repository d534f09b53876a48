package io.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.test.FakeRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthPrincipalTest {

  private static final AuthPrincipal ANN =
      AuthPrincipal.ofToken(
          "ann", List.of("a", "b", "a"), Map.of("x", List.of(1L, Map.of("y", "z"))));

  @Test
  void principalIsEqualAfterSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ANN);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      AuthPrincipal read = (AuthPrincipal) in.readObject();
      assertThat(read).isEqualTo(ANN).hasSameHashCodeAs(ANN);
      assertThat(read.roles()).isEqualTo(Set.of("a", "b"));
      assertThat(read.claims()).isEqualTo(ANN.claims());
      assertThat(read.source()).isEqualTo(AuthSource.TOKEN);
    }
  }

  @Test
  void rolesAreExactAndCollectionsUnmodifiable() {
    assertThat(ANN.hasRole("a")).isTrue();
    assertThat(ANN.hasRole("A")).isFalse();
    assertThat(ANN.hasRole(" a")).isFalse();
    assertThatThrownBy(() -> ANN.roles().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ANN.claims().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void blankNameIsRejected() {
    assertThatThrownBy(() -> AuthPrincipal.of(" ", List.of(), AuthSource.SESSION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CallerIdentity.ofContainer(FakeRequest.get("/")))
        .isInstanceOf(IllegalStateException.class);
  }
}
