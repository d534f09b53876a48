package io.sallyport.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PartsTest {

  @Test
  void emptyPartsAreIncluded() {
    assertThat(Parts.of("", ',')).containsExactly("");
    assertThat(Parts.of("a", ',')).containsExactly("a");
    assertThat(Parts.of("a,b", ',')).containsExactly("a", "b");
    assertThat(Parts.of(",a,,", ',')).containsExactly("", "a", "", "");
    Iterator<String> one = Parts.of("a", ',').iterator();
    one.next();
    assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void textWithoutSeparatorIsOnePart() {
    assertThat(Parts.before("a?b?c", '?')).isEqualTo("a");
    assertThat(Parts.before("?", '?')).isEmpty();
    assertThat(Parts.before("a", '?')).isEqualTo("a");
  }
}
