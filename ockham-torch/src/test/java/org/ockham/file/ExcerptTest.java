package org.ockham.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExcerptTest {

  @Test
  void shortTextsStayAsTheyAre() {
    assertThat(Excerpt.of("größer als 3")).isEqualTo("größer als 3");
    assertThat(Excerpt.of("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Excerpt.of("")).isEmpty();
  }

  @Test
  void longTextsAreCutBetweenCharacters() {
    assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(80) + " …");
    assertThat(Excerpt.of("x".repeat(79) + "🂡🂡")).isEqualTo("x".repeat(79) + " …");
    assertThat(Excerpt.ofMessage("x".repeat(900))).isEqualTo("x".repeat(200) + " …");
  }

  @Test
  void aTerminalIsNotToldWhatToDo() {
    assertThat(Excerpt.of("a\u001b[2Jb\nc\u009b")).isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFD");
    assertThat(Excerpt.ofMessage("\n first line \n second")).isEqualTo("first line ");
  }

  @Test
  void ofManyNamesSomeAreGiven() {
    assertThat(Excerpt.ofNames(List.of("a", "b", "c"), 2)).isEqualTo("a, b, c");
    assertThat(Excerpt.ofNames(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Excerpt.ofNames(Collections.nCopies(5_000, "n".repeat(5_000)), 3))
        .hasSizeLessThan(300);
  }
}
