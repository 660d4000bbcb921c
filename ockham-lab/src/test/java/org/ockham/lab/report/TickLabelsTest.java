package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TickLabelsTest {

  private final SvgChart.Box box = new SvgChart.Box(40, 10, 440, 250);

  private static Axis names(int count, String name) {
    return Axis.names("", IntStream.range(0, count).mapToObj(i -> name + i).toList());
  }

  @Test
  @DisplayName("Long names are shortened, and the whole can be told; too many are thinned")
  void names() {
    List<SvgChart.Tick> few = TickLabels.across(names(6, "a-very-long-name-"), box);
    assertThat(few).hasSize(6);
    assertThat(few.get(5).label()).startsWith("a-very").endsWith("…").hasSizeLessThan(12);
    assertThat(few.get(5).whole()).isEqualTo("a-very-long-name-5");
    assertThat(TickLabels.across(names(200, "a-very-long-name-"), box)).hasSizeBetween(2, 10);
    assertThat(TickLabels.up(names(200, "a-very-long-name-"), box)).hasSizeBetween(2, 20);
    assertThat(TickLabels.across(names(6, "n"), box))
        .extracting(SvgChart.Tick::label)
        .containsExactly("n0", "n1", "n2", "n3", "n4", "n5");
  }

  @Test
  @DisplayName("Marks stand where their values lie: to the right, and upwards")
  void places() {
    Axis axis = Axis.linear("", 0, 2);
    assertThat(TickLabels.across(axis, box))
        .element(0)
        .extracting(SvgChart.Tick::at)
        .isEqualTo("40");
    assertThat(TickLabels.across(axis, box))
        .last()
        .extracting(SvgChart.Tick::at)
        .isEqualTo("440");
    assertThat(TickLabels.up(axis, box))
        .element(0)
        .extracting(SvgChart.Tick::at)
        .isEqualTo("250");
    assertThat(TickLabels.up(axis, box)).last().extracting(SvgChart.Tick::at).isEqualTo("10");
  }

  @Test
  @DisplayName("A letter outside of the basic plane is not cut in two")
  void whole() {
    assertThat(TickLabels.shortened("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(TickLabels.shortened("abc", 3)).isEqualTo("abc");
  }
}
