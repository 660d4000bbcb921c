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
    assertThat(tones.of(1)).isEqualTo(0);
    assertThat(tones.of(7)).isEqualTo(6);
    assertThat(tones.of(1e9)).isEqualTo(7);
    assertThat(tones.of(2e9)).isEqualTo(7);
    assertThat(tones.of(-1)).isEqualTo(0);
    assertThat(new Tones(List.of(3.0)).of(3)).isEqualTo(7);
    assertThat(new Tones(List.of()).of(3)).isEqualTo(7);
  }

  @Test
  @DisplayName("Tones by value go evenly from the lowest to the highest")
  void linear() {
    assertThat(Tones.linear(0, 0, 80)).isEqualTo(0);
    assertThat(Tones.linear(45, 0, 80)).isEqualTo(4);
    assertThat(Tones.linear(80, 0, 80)).isEqualTo(7);
    assertThat(Tones.linear(5, 5, 5)).isEqualTo(0);
  }
}
