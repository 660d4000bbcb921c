package org.ockham.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Optimizers;
import org.ockham.optim.Sgd;
import org.ockham.schedule.ExponentialLR;
import org.ockham.tensor.Tensor;

/** Modules that go backward and step by themselves. */
final class ManualModuleTest {

  private static final DataModule LINE = DataModule.of(new Line(40), new Line(10));

  private static final class Both extends Layer {
    private final Linear a = child("a", new Linear(2, 1));
    private final Linear b = child("b", new Linear(2, 1));

    @Override
    protected Tensor forward(Tensor x) {
      return a.apply(x).add(b.apply(x));
    }
  }

  private static Layer network() {
    return new Both();
  }

  /** Two regressions beside each other; the second learns every other step only. */
  private record Pair(Layer network, Map<String, OptimizerConfig> configureOptimizers)
      implements ManualModule {

    @Override
    public StepOutput trainingStep(Batch batch, Step step, Optimizers optimizers) {
      optimizers.zeroGrad();
      Tensor both = loss("a", batch).add(loss("b", batch));
      both.backward();
      optimizers.of("a").step();
      if (step.number() % 2 == 0) {
        optimizers.of("b").step();
      }
      return StepOutput.of(both).logging(Map.of("number", (double) step.number()));
    }

    @Override
    public StepOutput validationStep(Batch batch) {
      return StepOutput.of(loss("a", batch));
    }

    private Tensor loss(String part, Batch batch) {
      Layer layer = requireNonNull(network.children().get(part));
      return layer.apply(batch.input()).sub(batch.target()).square().mean();
    }
  }

  private static Pair pair() {
    return new Pair(network(), Map.of("b", Adam.rate(0.2), "a", Sgd.rate(1e-3)));
  }

  @Test
  void eachOptimiserStepsWhenTheModuleSaysAndAStepIsCountedABatch() {
    List<List<Double>> rates = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    Pair pair = pair();
    Callback watch = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        rates.add(List.of(fit.rateOf("a.weight"), fit.rateOf("b.weight")));
        weights.add(
            requireNonNull(pair.network().stateDict().get("b.weight")).detach().toFloats()[0]);
      }
    };
    FitResult fit = Trainer.builder()
        .maxEpochs(1)
        .batchSize(10)
        .callbacks(watch)
        .schedule(RateSchedule.perStep(ExponentialLR.of(0.5)))
        .build()
        .fit(pair, LINE);
    assertThat(fit.epochs().get(0).step()).isEqualTo(4);
    assertThat(fit.epochs().get(0).metrics())
        .containsEntry("train/number", 1.5)
        .containsKey("val/loss");
    assertThat(rates.get(0)).containsExactly(1e-3, 0.2);
    assertThat(rates.get(2)).containsExactly(1e-3 / 4, 0.2 / 4);
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
    assertThat(weights.get(2)).isNotEqualTo(weights.get(1));
  }

  @Test
  void whatIsTriedBeforehandLeavesTheNetworkAsItWas() {
    Pair pair = pair();
    pair.network().initialize(5);
    Map<String, float[]> before = new LinkedHashMap<>();
    pair.network()
        .stateDict()
        .forEach((name, value) -> before.put(name, value.detach().toFloats()));
    Callback first = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        pair.network()
            .stateDict()
            .forEach((name, value) ->
                assertThat(value.detach().toFloats()).as(name).isEqualTo(before.get(name)));
        assertThat(requireNonNull(fit.optimizer().state().get("b.weight.step")).item())
            .isZero();
        fit.stop("seen");
      }
    };
    Trainer.builder().callbacks(first).build().fit(pair, LINE);
  }

  @Test
  void refusesWhatTheTrainerWouldDoToStepsOfItsOwn() {
    for (Trainer.Builder trainer : List.of(
        Trainer.builder().accumulate(2),
        Trainer.builder().clip(GradientClipping.norm(1)),
        Trainer.builder().shards(2))) {
      assertThatThrownBy(() -> trainer.build().fit(pair(), LINE))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching("Pair steps by itself, so the trainer cannot apply (accumulated"
              + " batches|gradient clipping|shards) to its steps: do that in its trainingStep");
    }
    assertThatThrownBy(
            () -> Trainer.builder().precision(FloatPrecision.FLOAT64).build().fit(pair(), LINE))
        .hasMessageStartingWith("Pair steps by itself, so it cannot be trained in another module");
  }

  @Test
  void optimisersAreForPartsThatThereAre() {
    assertThatThrownBy(() -> Optimizers.of(Map.of("c", Sgd.rate(1))).over(network()))
        .hasMessageStartingWith("there is an optimiser for 'c', but the network has no parameters"
            + " below that; there are [a.weight, a.bias, b.weight, b.bias]");
    assertThatThrownBy(() -> Optimizers.of(Map.of("a", Lbfgs.rate(1))))
        .hasMessageContaining("evaluates the loss itself");
    assertThatThrownBy(() -> Optimizers.of(Map.of()))
        .hasMessageContaining("name at least one part");
    Optimizers optimizers =
        Optimizers.of(Map.of("a", Sgd.rate(1))).over(network().initialize(1));
    assertThatThrownBy(() -> optimizers.of("b"))
        .hasMessage("there is no optimiser for 'b'; there are those for [a]");
    assertThatThrownBy(() -> optimizers.step(() -> Tensor.scalar(1)))
        .hasMessageContaining("do not step together");
  }

  @Test
  void theMemoryOfAllIsSavedByTheParametersNames() {
    Layer network = network().initialize(1);
    Map<String, OptimizerConfig> configs =
        Map.of("a", Sgd.rate(0.1).momentum(0.9), "b", Adam.rate(1));
    Optimizers optimizers = Optimizers.of(configs).over(network);
    network.apply(Tensor.ones(1, 2)).sum().backward();
    optimizers.of("b").step();
    Map<String, Tensor> state = new LinkedHashMap<>();
    optimizers.state().forEach((name, tensor) -> state.put(name, tensor.copy()));
    assertThat(state.keySet())
        .contains("a.weight.momentum_buffer", "b.weight.exp_avg", "param_groups.1.lr");

    Optimizers other = Optimizers.of(configs).over(network);
    other.restore(state);
    other
        .state()
        .forEach((name, tensor) ->
            assertThat(tensor.equal(requireNonNull(state.get(name)))).as(name).isTrue());
  }
}
