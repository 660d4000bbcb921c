package org.ockham.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SteadyLookTest {

  private static SteadyLook over(SteadyLook look, long from, long to) {
    for (long step = from; step <= to; step++) {
      if (look.isDue(step)) {
        look.add(step, Map.of("twice", 2.0 * step));
      }
    }
    return look;
  }

  @Test
  @DisplayName(
      "However long a run is, the looks are evenly spaced from its first step, half of the most to all")
  void even() {
    for (long steps : new long[] {1, 7, 8, 9, 100, 12_345}) {
      Series series = over(new SteadyLook(8), 1, steps).series();
      List<Long> seen = series.steps();
      assertThat(seen.size()).isBetween((int) Math.min(4, steps), 8);
      long distance = seen.size() < 2 ? 1 : seen.get(1) - seen.get(0);
      assertThat(seen)
          .isEqualTo(
              LongStream.range(0, seen.size()).mapToObj(i -> 1 + i * distance).toList());
      assertThat(steps - seen.get(seen.size() - 1)).isLessThan(distance);
      assertThat(series.values().get("twice"))
          .isEqualTo(seen.stream().map(step -> 2.0 * step).toList());
    }
  }

  @Test
  @DisplayName("One that goes on from its state sees what one does that never stopped")
  void goesOn() {
    SteadyLook first = over(new SteadyLook(8), 1, 37);
    SteadyLook second = new SteadyLook(8);
    second.restore(first.state());
    assertThat(over(second, 38, 300).series())
        .isEqualTo(over(new SteadyLook(8), 1, 300).series());
    assertThat(new SteadyLook(8).state().isEmpty()).isTrue();
  }
}
