package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TonesTest {

  @Test
  @DisplayName("Tones go by rank, the largest strongest, and what lies between fits in")
  void ranks() {
    Tones tones = new Tones(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1e9));
    assertThat(tones.of(1)).isEqualTo("tone0");
    assertThat(tones.of(7)).isEqualTo("tone6");
    assertThat(tones.of(1e9)).isEqualTo("tone7");
    assertThat(tones.of(2e9)).isEqualTo("tone7");
    assertThat(tones.of(-1)).isEqualTo("tone0");
    assertThat(new Tones(List.of(3.0)).of(3)).isEqualTo("tone7");
    assertThat(new Tones(List.of()).of(3)).isEqualTo("tone7");
    assertThat(Tones.key("k").styles()).hasSize(Tones.COUNT);
  }
}
