package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntervalTest {

  /** The steps, from 1, after which it is time, in two epochs of so many. */
  private static List<Integer> reached(Interval interval, int stepsPerEpoch) {
    return IntStream.rangeClosed(1, 2 * stepsPerEpoch)
        .filter(step ->
            interval.isReached(step, (step - 1.0) / stepsPerEpoch, (double) step / stepsPerEpoch))
        .boxed()
        .toList();
  }

  @Test
  void stepsAreCountedThroughAllEpochs() {
    assertThat(reached(Interval.steps(3), 5)).containsExactly(3, 6, 9);
  }

  @Test
  void epochsEndWhereTheyEnd() {
    assertThat(reached(Interval.epochs(1), 7)).containsExactly(7, 14);
    assertThat(reached(Interval.epochs(2), 7)).containsExactly(14);
  }

  @Test
  void aFractionIsReachedByTheStepThatGoesBeyondIt() {
    assertThat(reached(Interval.epochs(0.25), 10)).containsExactly(3, 5, 8, 10, 13, 15, 18, 20);
    assertThat(reached(Interval.epochs(1.5), 6)).containsExactly(9);
  }

  @Test
  void everyTenthOfAnEpochIsTenTimesWhateverItsSteps() {
    for (int steps = 10; steps < 200; steps++) {
      assertThat(reached(Interval.epochs(0.1), steps)).as("%d steps", steps).hasSize(20);
    }
  }

  @Test
  void partsThatAreSmallerThanAStepAreOneAStep() {
    assertThat(reached(Interval.epochs(0.25), 2)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesWhatNeverComes() {
    assertThatThrownBy(() -> Interval.steps(0))
        .hasMessage("steps is 0.0: it must be above 0 and finite");
    assertThatThrownBy(() -> Interval.epochs(-1)).hasMessageContaining("epochs is -1.0");
    assertThatThrownBy(() -> new Interval(1.5, Interval.Unit.STEPS))
        .hasMessage("an interval is 1.5 steps: it must be a whole number of them");
  }

  @Test
  void saysWhatItIs() {
    assertThat(Interval.steps(100)).hasToString("100 steps");
    assertThat(Interval.epochs(0.25)).hasToString("0.25 epochs");
  }
}
