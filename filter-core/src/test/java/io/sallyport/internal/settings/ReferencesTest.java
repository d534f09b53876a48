package io.sallyport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.when;

import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;

/** JNDI names of the server. JNDI has no fake that is simpler than a mock. */
class ReferencesTest {

  private final References references =
      new References(ParameterSource.of(Map.of(), Map.of(), Map.of(), Map.of()));

  @Test
  void nameOfTheServerIsLookedUp() throws Exception {
    try (MockedConstruction<InitialContext> naming =
        mockConstruction(
            InitialContext.class,
            (context, settings) -> {
              when(context.lookup("java:comp/env/issuer")).thenReturn("https://id.example");
              when(context.lookup("java:comp/env/number")).thenReturn(17);
              when(context.lookup("java:comp/env/none")).thenThrow(new NamingException("x"));
            })) {
      assertThat(references.expand("<${jndi:java:comp/env/issuer}>"))
          .isEqualTo("<https://id.example>");
      assertThat(references.expand("${jndi:java:comp/env/number:5}")).isEqualTo("17");
      assertThat(references.expand("${jndi:java:comp/env/none:5}")).isEqualTo("5");
      assertThatThrownBy(() -> references.expand("${jndi:java:comp/env/none}"))
          .hasMessageContaining("${jndi:java:comp/env/none} has no value");
      assertThat(naming.constructed()).hasSize(4);
    }
  }

  @Test
  void remoteNameIsNotLookedUp() throws Exception {
    try (MockedConstruction<InitialContext> naming = mockConstruction(InitialContext.class)) {
      assertThat(references.expand("${jndi:ldap//evil.example/x:d}")).isEqualTo("d");
      assertThatThrownBy(() -> references.expand("${jndi:rmi}"))
          .hasMessageContaining("has no value");
      assertThat(naming.constructed()).isEmpty();
    }
  }
}
