package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.Tensor;

final class ReliabilityTest {

  /** Divided by 2 these outputs say 3/4, which is how often they are right; as they are they say 9/10. */
  private static final Tensor OUTPUTS =
      Tensor.of((float) Math.log(9), 0).unsqueeze(0).expand(4, 2);

  private static final int[] LABELS = {0, 0, 1, 0};

  private static Reliability with(double least) {
    return Reliability.of(new Calibration(2, 0.9, least, 10), OUTPUTS, LABELS);
  }

  @Test
  void errorAndLikelihoodAreThoseOfTheProbabilities() {
    Reliability measured = with(0.5);
    assertThat(measured.before().error()).isCloseTo(0.15, within(1e-6));
    assertThat(measured.after().error()).isCloseTo(0, within(1e-6));
    assertThat(measured.before().nll())
        .isCloseTo(-(3 * Math.log(0.9) + Math.log(0.1)) / 4, within(1e-6));
    assertThat(measured.after().nll())
        .isCloseTo(-(3 * Math.log(0.75) + Math.log(0.25)) / 4, within(1e-6));
    assertThat(measured.numbers())
        .containsEntry("ece_before", measured.before().error())
        .containsEntry("ece", measured.after().error())
        .containsEntry("nll_before", measured.before().nll())
        .containsEntry("nll", measured.after().nll())
        .containsEntry("coverage", 0.75)
        .containsEntry("set_size", 1.0);
  }

  @Test
  void setsAreCounted() {
    assertThat(with(0.2)).returns(1.0, Reliability::coverage).returns(2.0, Reliability::setSize);
    assertThat(with(0.5)).returns(0.75, Reliability::coverage).returns(1.0, Reliability::setSize);
    assertThat(with(0.8)).returns(0.0, Reliability::coverage).returns(0.0, Reliability::setSize);
  }
}
