package io.sallyport.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaTextTest {

  private static final String SOURCE =
      String.join(
          "\n",
          "/** A comment",
          " * of two lines, \"quoted\". */",
          "class A { // one,",
          "  // two",
          "  char quote = '\"';",
          "  String a = \"so /* \\\"many\\\" \"",
          "      + \"words\" + a + \"other\";",
          "}");

  private final JavaText text = JavaText.of(SOURCE);

  @Test
  void joinedStringsAreOneText() {
    assertThat(text.strings()).containsPattern("so /\\*\\s+many\\s+words").doesNotContain("quoted");
  }

  @Test
  void otherStringsAreSeparate() {
    assertThat(text.strings()).doesNotContainPattern("words\\s+other").contains("other");
  }

  @Test
  void linesOfCommentsAreOneText() {
    assertThat(text.comments())
        .containsPattern("A comment\\s+of two lines, \"quoted\"")
        .containsPattern("one,\\s+two")
        .doesNotContain("many");
  }

  @Test
  void linesStayWhereTheyAre() {
    assertThat(text.strings().split("\n", -1)[6]).contains("other");
    assertThat(text.comments().split("\n", -1)[3]).contains("two");
  }
}
