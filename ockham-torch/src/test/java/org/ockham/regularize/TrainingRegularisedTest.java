package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Glyphs;
import org.ockham.data.Loader;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Selection;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;
import org.ockham.train.Classifier;
import org.ockham.train.FitResult;
import org.ockham.train.Regularizer;
import org.ockham.train.Regularizers;
import org.ockham.train.Trainer;

final class TrainingRegularisedTest {

  private static final DataModule DIGITS = Glyphs.standard().first(400, 100).split(0.75, 0.25, 1);

  private static Layer network() {
    return new Sequential(
        new Flatten(), new Linear(784, 16), new BatchNorm1d(16), new ReLU(), new Linear(16, 10));
  }

  private static Trainer.Builder brief() {
    return Trainer.builder().maxEpochs(4).batchSize(50).seed(7);
  }

  @Test
  void aTrainingRunEndsWithExactZeros() {
    Regularizer[] sparse = {ProximalL1.of(1), MaxNorm.of(3), L2.of(1e-4)};
    FitResult fit = brief()
        .regularizers(sparse)
        .build()
        .fit(Classifier.of(network()).optimizer(Adam.rate(0.01)), DIGITS);
    Tensor weight = fit.last().network().parameters().get("1.weight").value();
    assertThat(weight.eq(0).sum().item() / weight.numel()).isGreaterThan(0.3);
    assertThat(weight.norm(2, 1, false).max().item()).isLessThan(3.001);
    assertThat(Regularizers.of(sparse).describe().lines()).hasSize(3);
  }

  @Test
  void theSummarySaysWhatAPenaltyAppliesTo() {
    String summary = Regularizers.of(
            ProximalL1.of(0.1), L2.of(0.5).on(Selection.named("4.bias")), MaxNorm.of(3))
        .summary(network(), 1, 28, 28)
        .toString();
    assertThat(summary).contains("12,762 parameters");
    assertThat(summary.lines().skip(summary.lines().count() - 3))
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("L1: 0.1 ").endsWith("on weights: 1.weight, 4.weight"),
            line -> assertThat(line).startsWith("L2: 0.5 ").endsWith("on named 4.bias: 4.bias"),
            line -> assertThat(line).endsWith(": 1.weight, 4.weight"));
    assertThat(Regularizers.of(L1.of(1).on(Selection.named("x")))
            .summary(network(), 784)
            .notes())
        .singleElement()
        .asString()
        .endsWith(": none here");
  }

  @Test
  void mixingTrainsOnMixedBatchesAndValidatesOnPlainOnes() {
    for (BatchMix mix : new BatchMix[] {Mixup.of(0.4), CutMix.of(1)}) {
      Layer first = network();
      FitResult fit = brief()
          .maxEpochs(8)
          .build()
          .fit(Mixing.of(Classifier.of(first).optimizer(Adam.rate(0.01)), mix, 10), DIGITS);
      assertThat(fit.epochs().get(7).metrics())
          .containsKeys("train/loss", "train/accuracy", "val/accuracy");
      assertThat(fit.epochs().get(7).metrics().get("val/accuracy")).isGreaterThan(0.4);
      FitResult again = brief()
          .maxEpochs(8)
          .build()
          .fit(Mixing.of(Classifier.of(network()).optimizer(Adam.rate(0.01)), mix, 10), DIGITS);
      assertThat(again.epochs().get(7).metrics()).isEqualTo(fit.epochs().get(7).metrics());
      assertThat(brief().build().test(fit.last(), DIGITS.test()).get("test/accuracy"))
          .isPositive();
      assertThat(brief().build().predict(fit.last(), DIGITS.test()).size(1)).isEqualTo(10);
    }
    assertThatThrownBy(() -> Mixing.of(Classifier.of(network()), Mixup.of(1), 1))
        .hasMessageContaining("classes is 1");
  }

  @Test
  void mixupMixesInputsAndTargetsAlike() {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 3}, 4, 1);
    Batch batch = new Batch(x, Tensor.ofLongs(0, 1, 2, 3), 4);
    Batch mixed = Mixup.of(1).apply(batch, 4, RandomKey.of(1));
    // The input of sample i is i, so the mixed input is the expectation of its target.
    Tensor expectation = mixed.target().matmul(Tensor.of(new float[] {0, 1, 2, 3}, 4, 1));
    assertThat(mixed.input().allclose(expectation, 1e-5, 1e-6)).isTrue();
    assertThat(mixed.target().sum(1).allclose(Tensor.ones(4))).isTrue();
    assertThat(Mixup.of(1).apply(batch, 4, RandomKey.of(1)).input().equal(mixed.input()))
        .isTrue();
    assertThat(Mixup.of(1).apply(batch, 4, RandomKey.of(2)).input().equal(mixed.input()))
        .isFalse();
    assertThat(Mixup.of(1).describe()).contains("Beta(1.0, 1.0)");
  }

  @Test
  void cutmixMixesTargetsByArea() {
    Tensor x = Tensor.of(new float[] {0, 1}, 2, 1, 1, 1).expand(2, 3, 8, 8).contiguous();
    Batch batch = new Batch(x, Tensor.ofLongs(0, 1), 2);
    for (int seed = 0; seed < 20; seed++) {
      Batch mixed = CutMix.of(1).apply(batch, 2, RandomKey.of(seed));
      Tensor share = mixed.input().mean(1, 2, 3);
      assertThat(share.allclose(mixed.target().select(1, 1), 1e-5, 1e-6)).isTrue();
    }
    assertThat(x.select(0, 0).sum().item()).isZero();
    assertThatThrownBy(() -> CutMix.of(1)
            .apply(new Batch(Tensor.zeros(2, 3), Tensor.ofLongs(0, 1), 2), 2, RandomKey.of(1)))
        .hasMessageContaining("[2, 3]");
    assertThat(CutMix.of(1).describe()).contains("Beta");
  }

  @Test
  void smoothedLabelsAreProbabilities() {
    Tensor smooth = LabelSmoothing.of(0.2).apply(Tensor.ofLongs(1, 0), 4);
    assertThat(smooth.allclose(
            Tensor.of(new float[] {0.05f, 0.85f, 0.05f, 0.05f, 0.85f, 0.05f, 0.05f, 0.05f}, 2, 4)))
        .isTrue();
    assertThat(LabelSmoothing.of(0).apply(smooth, 4).allclose(smooth)).isTrue();
  }

  @Test
  void averagesFollowTheWeights() {
    Linear layer = new Linear(1, 1, false);
    layer.initialize(0);
    WeightAverage exponential = WeightAverage.exponential(0.9);
    WeightAverage plain = WeightAverage.stochastic(1);
    assertThatThrownBy(() -> plain.into(layer)).hasMessageContaining("nothing");
    for (float value : new float[] {1, 2, 6}) {
      set(layer, value);
      exponential.add(layer);
      plain.add(layer);
    }
    assertThat(exponential.averages().get("weight").item()).isEqualTo(1.59, within(1e-6));
    assertThat(plain.averages().get("weight").item()).isEqualTo(3, within(1e-6));
    assertThat(plain.count()).isEqualTo(3);

    WeightAverage resumed = WeightAverage.stochastic(1);
    resumed.restore(plain.averages(), plain.count());
    set(layer, 11);
    resumed.add(layer);
    resumed.into(layer);
    assertThat(layer.parameters().get("weight").value().item()).isEqualTo(5, within(1e-6));
    assertThat(plain.averages().get("weight").item()).isEqualTo(3, within(1e-6));
    assertThatThrownBy(() -> resumed.into(new Linear(1, 1).initialize(0)))
        .hasMessageContaining("another network's");
  }

  @Test
  void averagesOfOtherShapesAreRefusedAndChangeNothing() {
    Linear wide = new Linear(2, 3);
    wide.initialize(0);
    float[] before = wide.parameters().get("weight").value().toFloats();
    WeightAverage average = WeightAverage.exponential(0.9);
    average.restore(Map.of("bias", Tensor.ones(3), "weight", Tensor.ones(1, 2)), 4);
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(() -> average.into(wide), () -> average.add(wide))) {
      assertThatThrownBy(use)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the averages are another network's: weight has shape [1, 2] where the"
              + " network has [3, 2]");
    }
    assertThat(wide.parameters().get("weight").value().toFloats()).containsExactly(before);
    assertThat(average.count()).isEqualTo(4);
    assertThatThrownBy(() -> average.restore(Map.of("weight", Tensor.ones(3, 2)), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it lacks bias");
    assertThatThrownBy(() -> average.restore(Map.of("weight", Tensor.ones(3, 2)), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is -1");
    assertThat(average.averages().get("bias").toFloats()).containsExactly(1, 1, 1);
  }

  private static void set(Layer layer, float value) {
    layer.load(Map.of("weight", Tensor.of(new float[] {value}, 1, 1)));
  }

  @Test
  void averagesOfARunAreLoadedAndTheirStatisticsRecomputed() {
    for (WeightAverage average :
        new WeightAverage[] {WeightAverage.exponential(0.8), WeightAverage.stochastic(3)}) {
      Trainer trainer = brief().maxEpochs(8).average(average).build();
      Classifier task = Classifier.of(network()).optimizer(Adam.rate(0.01));
      trainer.fit(task, DIGITS);
      assertThat(average.count()).isEqualTo(average.count() > 6 ? 48 : 6);
      average.into(task.network());
      BatchNormStatistics.recompute(task.network(), Loader.over(DIGITS.train()).batch(300));
      assertThat(trainer.test(task, DIGITS.test()).get("test/accuracy")).isGreaterThan(0.5);
    }
  }

  @Test
  void statisticsAreTheMeansOverBatches() {
    Layer network = network().initialize(2);
    network.eval();
    Loader loader = Loader.over(DIGITS.train()).batch(300);
    BatchNormStatistics.recompute(network, loader);
    assertThat(network.isTraining()).isFalse();
    Batch all = loader.prefetch(0).epoch(0).next();
    Tensor hidden = network.children().get("1").apply(all.input().flatten(1)).detach();
    assertThat(network.stateDict().get("2.running_mean").allclose(hidden.mean(0), 1e-4, 1e-5))
        .isTrue();
    assertThat(
            network.stateDict().get("2.running_var").allclose(hidden.var(1, false, 0), 1e-3, 1e-5))
        .isTrue();
    assertThat(network.stateDict().get("2.num_batches_tracked").item()).isEqualTo(1);
    BatchNormStatistics.recompute(new Linear(784, 2).initialize(0), loader); // nothing to do
  }

  /** A batch norm that is applied twice, once to what it gave itself. */
  private static final class Twice extends Layer {
    private final BatchNorm1d norm = child("norm", new BatchNorm1d(1));

    @Override
    protected Tensor forward(Tensor x) {
      return norm.apply(norm.apply(x).add(5));
    }
  }

  /** One batch norm for both branches, under two names. */
  private static final class Twins extends Layer {
    private final BatchNorm1d left = child("left", new BatchNorm1d(1));
    private final BatchNorm1d right = child("right", left);

    @Override
    protected Tensor forward(Tensor x) {
      return left.apply(x).sub(right.apply(x.add(0)));
    }
  }

  /** Samples of one number each. */
  private record Numbers(List<Float> values) implements Dataset {

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public long[] inputShape() {
      return new long[] {1};
    }

    @Override
    public Targets targets() {
      return Targets.values(1);
    }

    @Override
    public void read(int index, SampleWriter out) {
      out.values(values.get(index)).target(0);
    }
  }

  private static Loader pairs(Float... values) {
    return Loader.over(new Numbers(List.of(values))).batch(2);
  }

  private static double state(Layer network, String name) {
    return network.stateDict().get(name).item();
  }

  @Test
  void statisticsOfALayerAppliedTwiceAreTheMeansOverApplications() {
    Layer network = new Twice().initialize(0);
    // means 2, 5 and 6, 5; the second of each pair is of −1 and 1, plus 5
    BatchNormStatistics.recompute(network, pairs(1f, 3f, 5f, 7f));
    assertThat(state(network, "norm.running_mean")).isCloseTo(4.5, within(1e-5));
    assertThat(state(network, "norm.running_var")).isCloseTo(2, within(1e-4));
    assertThat(state(network, "norm.num_batches_tracked")).isEqualTo(4);
  }

  @Test
  void statisticsOfALayerUnderTwoNamesAreThoseOfOne() {
    Layer network = new Twins().initialize(0);
    BatchNormStatistics.recompute(network, pairs(1f, 3f, 5f, 7f));
    for (String name : new String[] {"left", "right"}) {
      assertThat(state(network, name + ".running_mean")).isCloseTo(4, within(1e-5));
      assertThat(state(network, name + ".running_var")).isCloseTo(2, within(1e-5));
      assertThat(state(network, name + ".num_batches_tracked")).isEqualTo(4);
    }
  }
}
