package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilePatternTest {

  private static String name(String pattern, Map<String, Double> metrics) {
    return new FilePattern(pattern).name(7, 350, metrics);
  }

  @Test
  void numbersStandInTheName() {
    Map<String, Double> metrics = Map.of("val/loss", 0.12345, "val/accuracy", 0.5);
    assertThat(name("{epoch:02d}-{val/loss:.3f}", metrics)).isEqualTo("epoch=07-val_loss=0.123");
    assertThat(name("{epoch}-{step}", metrics)).isEqualTo("epoch=7-step=350");
    assertThat(name("{step:06d}", metrics)).isEqualTo("step=000350");
    assertThat(name("run {val/accuracy}", metrics)).isEqualTo("run_val_accuracy=0.5000");
    assertThat(name("last", metrics)).isEqualTo("last");
    assertThat(new FilePattern("last").isFixed()).isTrue();
    assertThat(new FilePattern("{step}").isFixed()).isFalse();
  }

  @Test
  void roundsAsPythonDoes() {
    // f"{0.125:.2f}" and f"{0.375:.2f}": ties go to the even digit, of the binary value
    assertThat(name("{a:.2f}", Map.of("a", 0.125))).isEqualTo("a=0.12");
    assertThat(name("{a:.2f}", Map.of("a", 0.375))).isEqualTo("a=0.38");
    assertThat(name("{a:.1f}", Map.of("a", 0.05))).isEqualTo("a=0.1");
    assertThat(name("{a:.0f}", Map.of("a", 1e22))).isEqualTo("a=10000000000000000000000");
  }

  @Test
  void whatIsNoNumberHasAName() {
    assertThat(name("{a:.3f}", Map.of("a", Double.NaN))).isEqualTo("a=nan");
    assertThat(name("{a:.3f}", Map.of("a", Double.POSITIVE_INFINITY))).isEqualTo("a=inf");
    assertThat(name("{a:.3f}", Map.of("a", Double.NEGATIVE_INFINITY))).isEqualTo("a=-inf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "..",
        ".",
        "x\\y",
        "con",
        "CON",
        "nul",
        "lpt1",
        "/etc/passwd",
        "../../x",
        "a b",
        "ü",
        "a|b?*<>\"",
        "-rf",
        "x.",
        "\0",
        "a\nb",
        "%2e%2e"
      })
  void namesAreFlatAndLegalEverywhere(String tag) {
    for (String pattern : List.of("{" + tag + ":.3f}", "{" + tag + "}", tag)) {
      String name = name(pattern, Map.of(tag, 0.5));
      assertThat(name)
          .matches("[A-Za-z0-9_=+][A-Za-z0-9._=+-]*")
          .doesNotEndWith(".")
          .doesNotMatch("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?")
          .hasSizeLessThanOrEqualTo(121);
    }
  }

  @Test
  void aTagWithAColonIsNoFormat() {
    assertThat(name("{a:b}", Map.of("a:b", 0.5))).isEqualTo("a_b=0.5000");
    assertThat(name("{a:b:.1f}", Map.of("a:b", 0.5))).isEqualTo("a_b=0.5");
  }

  @Test
  void longNamesAreCutAndStayDifferent() {
    String tag = "x".repeat(300);
    String one = name("{" + tag + ":.3f}", Map.of(tag, 0.1));
    String other = name("{" + tag + ":.3f}", Map.of(tag, 0.2));
    assertThat(one).hasSize(120).isNotEqualTo(other);
  }

  @Test
  void aNameThatIsTakenGetsAVersion() {
    assertThat(FilePattern.unlike(Set.of(), "A=1")).isEqualTo("A=1");
    assertThat(FilePattern.unlike(Set.of("a=1"), "A=1")).isEqualTo("A=1-v1");
    assertThat(FilePattern.unlike(Set.of("a=1", "a=1-v1"), "A=1")).isEqualTo("A=1-v2");
  }

  @Test
  void fieldsThatHaveNoValueThenAreRefused() {
    FilePattern pattern = new FilePattern("{epoch}-{train/loss:.3f}");
    pattern.check(List.of("train/loss"));
    assertThatThrownBy(() -> pattern.check(List.of("val/loss", "val/accuracy")))
        .hasMessage(
            "the file name {epoch}-{train/loss:.3f} holds 'train/loss', which is not measured"
                + " when the file is written; there are epoch, step, val/loss, val/accuracy");
    assertThatThrownBy(() -> new FilePattern(" ")).hasMessageContaining("the file name is empty");
  }
}
