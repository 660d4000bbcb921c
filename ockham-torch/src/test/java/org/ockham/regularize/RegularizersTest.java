package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.Optimizer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.schedule.ExponentialLR;
import org.ockham.tensor.Tensor;
import org.ockham.train.Classifier;
import org.ockham.train.GradientRegularizer;
import org.ockham.train.ParameterRegularizer;
import org.ockham.train.RateSchedule;
import org.ockham.train.Regressor;
import org.ockham.train.Regularizer;
import org.ockham.train.Regularizers;
import org.ockham.train.Step;
import org.ockham.train.Trainer;

/** Regularisers in a fit: called at fixed places, in an order that nobody lists. */
final class RegularizersTest {

  private static final DataModule DIGITS = Glyphs.standard().first(200, 10).split(0.75, 0.25, 1);

  private static Layer network() {
    return new Sequential(new Flatten(), new Linear(784, 10));
  }

  @Test
  void theOrderInWhichTheyAreListedChangesNoBit() {
    List<Regularizer> regularizers = new ArrayList<>(List.of(
        L1.of(1e-3),
        L2.of(1e-3),
        ElasticNet.of(1e-3, 1e-3),
        GradientNoise.of(0.01),
        GroupLasso.of(1e-2).proximal(true),
        ProximalL1.of(0.1),
        DecoupledDecay.of(0.1),
        MaxNorm.of(0.5)));
    List<float[]> weights = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      weights.add(Trainer.builder()
          .maxEpochs(2)
          .batchSize(50)
          .regularizers(regularizers.toArray(Regularizer[]::new))
          .build()
          .fit(Classifier.of(network()).optimizer(Adam.rate(1e-2)), DIGITS)
          .last()
          .network()
          .stateDict()
          .get("1.weight")
          .detach()
          .toFloats());
      Collections.shuffle(regularizers, new Random(i));
    }
    assertThat(weights).allSatisfy(each -> assertThat(each).containsExactly(weights.get(0)));
  }

  /** A loss without a slope leaves the proximal steps alone: w falls by λη in each step. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proximalStepsTakeTheRateOfTheirStep(boolean grouped) {
    Layer network = new Sequential(new Flatten(), new Linear(784, 1, false));
    network.load(Map.of("1.weight", Tensor.ones(1, 784)));
    double lambda = 0.25;
    // The one group's norm, √784, falls by λη√784: every weight by λη too.
    Regularizer proximal = grouped ? GroupLasso.of(lambda).proximal(true) : ProximalL1.of(lambda);
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(50)
        .schedule(RateSchedule.perStep(ExponentialLR.of(0.5)))
        .regularizers(proximal)
        .build()
        .fit(
            Regressor.of(network)
                .optimizer(Sgd.rate(1))
                .loss((output, target) -> output.mul(0).sum()),
            DIGITS);
    double expected = 1 - lambda * (1 + 0.5 + 0.25);
    assertThat((double) network.stateDict().get("1.weight").detach().toFloats()[0])
        .isEqualTo(expected, within(1e-5));
  }

  /** Notes where it is called, and in which step. */
  private record Watching(List<String> calls) implements GradientRegularizer, ParameterRegularizer {

    @Override
    public void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      calls.add("backward " + step.number());
    }

    @Override
    public void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      calls.add("before " + step.number());
    }

    @Override
    public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      calls.add("after " + step.number());
    }

    @Override
    public String describe() {
      return "looks where it is called";
    }
  }

  private static List<String> calls(OptimizerConfig optimizer) {
    List<String> calls = new ArrayList<>();
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(75)
        .regularizers(new Watching(calls))
        .build()
        .fit(Classifier.of(network()).optimizer(optimizer), DIGITS);
    return calls;
  }

  @Test
  void parametersAreChangedOnceAStepHoweverOftenTheLossIsEvaluated() {
    assertThat(calls(Sgd.rate(0.1)))
        .containsExactly("backward 0", "before 0", "after 0", "backward 1", "before 1", "after 1");
    assertThat(calls(Sam.around(Sgd.rate(0.1))))
        .startsWith("backward 0", "before 0", "backward 0", "after 0", "backward 1");
  }

  @Test
  void oneThatChangesNothingIsRefused() {
    Regularizer idle = () -> "idle";
    assertThatThrownBy(() -> Trainer.builder().regularizers(idle).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("idle: it is neither a GradientRegularizer");
    assertThat(Regularizers.of(L1.of(1), MaxNorm.of(3)).list()).hasSize(2);
  }
}
