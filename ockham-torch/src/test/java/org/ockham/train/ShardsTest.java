package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.data.Batch;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.BatchNorm3d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Conv3d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.Parameter;
import org.ockham.nn.ReLU;
import org.ockham.nn.Residual;
import org.ockham.nn.Sequential;
import org.ockham.nn.SpectralNorm;
import org.ockham.nn.Tanh;
import org.ockham.nn.WeightNorm;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.regularize.GradientPenalty;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** The gradient of a step does not depend on who computes which part of it, nor, but for rounding, on the parts. */
final class ShardsTest {

  private static final Step STEP = Step.of(1, 0);

  private static Layer mlp() {
    return new Sequential(new Flatten(), new Linear(48, 20), new Tanh(), new Linear(20, 5));
  }

  private static Layer dropping() {
    return new Sequential(
        new Flatten(), new Linear(48, 20), new ReLU(), new Dropout(0.4), new Linear(20, 5));
  }

  private static Layer convolutional() {
    return new Sequential(
        Conv2d.of(3, 6, 3).padding(1).build(),
        new BatchNorm2d(6),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(24, 7),
        new BatchNorm1d(7),
        new ReLU(),
        new Linear(7, 5));
  }

  /** Every path from the output leads through some of its norms, and around others. */
  private static Layer residual() {
    return new Sequential(
        new Conv2d(3, 4, 1),
        new BatchNorm2d(4),
        new Tanh(),
        new Residual(new Sequential(
            Conv2d.of(4, 4, 3).padding(1).build(),
            new BatchNorm2d(4),
            new Tanh(),
            Conv2d.of(4, 4, 3).padding(1).build(),
            new BatchNorm2d(4))),
        new Residual(
            new Sequential(new BatchNorm2d(4), new Tanh(), new Conv2d(4, 4, 1)),
            new Sequential(new Conv2d(4, 4, 1), new BatchNorm2d(4))),
        new Flatten(),
        new Linear(64, 5));
  }

  private static Layer shared() {
    BatchNorm1d norm = BatchNorm1d.of(6).momentum(null).build();
    return new Sequential(
        new Flatten(),
        new Linear(48, 6),
        norm,
        new Tanh(),
        new Linear(6, 6),
        norm,
        new Linear(6, 5));
  }

  private static Layer withoutGamma() {
    return new Sequential(
        BatchNorm2d.of(3).affine(false).trackRunningStats(false).build(),
        new Flatten(),
        new Linear(48, 6),
        BatchNorm1d.of(6).affine(false).momentum(0.3).build(),
        new Linear(6, 5));
  }

  private static Layer parametrized() {
    return new Sequential(
        new Flatten(),
        WeightNorm.on(new Linear(48, 8)),
        new Tanh(),
        SpectralNorm.on(new Linear(8, 5)));
  }

  private static Layer volumes() {
    return new Sequential(
        new org.ockham.nn.Unflatten(1, 3, 1),
        Conv3d.of(3, 4, 1, 2, 2).build(),
        new BatchNorm3d(4),
        new Flatten(),
        new Linear(36, 5));
  }

  static Stream<Arguments> networks() {
    Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
    all.put("mlp", ShardsTest::mlp);
    all.put("dropping", ShardsTest::dropping);
    all.put("convolutional", ShardsTest::convolutional);
    all.put("residual", ShardsTest::residual);
    all.put("shared", ShardsTest::shared);
    all.put("without gamma", ShardsTest::withoutGamma);
    all.put("parametrized", ShardsTest::parametrized);
    all.put("volumes", ShardsTest::volumes);
    return all.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  private static Batch batch(int seed, int size) {
    return new Batch(
        Tensor.randn(RandomKey.of(seed).generator(), size, 3, 4, 4),
        Tensor.randint(RandomKey.of(seed).fold("y").generator(), 0, 5, size),
        size);
  }

  /** What a step computes. */
  private record Gradient(Map<String, Tensor> gradients, Map<String, Tensor> state, double loss) {

    void isCloseTo(Gradient other, String as) {
      close(gradients, other.gradients, as + ", gradient of ");
      close(state, other.state, as + ", state ");
      assertThat(loss).as(as).isCloseTo(other.loss, within(1e-5 * Math.max(1, other.loss)));
    }

    private static void close(Map<String, Tensor> ours, Map<String, Tensor> theirs, String as) {
      assertThat(ours.keySet()).isEqualTo(theirs.keySet());
      ours.forEach((name, tensor) -> assertThat(tensor.toDoubles())
          .as(as + name)
          .containsExactly(theirs.get(name).toDoubles(), within(2e-5)));
    }

    void isEqualTo(Gradient other, String as) {
      same(gradients, other.gradients, as + ", gradient of ");
      same(state, other.state, as + ", state ");
      assertThat(loss).as(as).isEqualTo(other.loss);
    }

    private static void same(Map<String, Tensor> ours, Map<String, Tensor> theirs, String as) {
      assertThat(ours.keySet()).isEqualTo(theirs.keySet());
      ours.forEach((name, tensor) ->
          assertThat(tensor.toFloats()).as(as + name).isEqualTo(theirs.get(name).toFloats()));
    }
  }

  private static Gradient gradient(
      TrainingModule module, int shards, int threads, boolean perShard, Batch... batches) {
    module.network().initialize(3).train();
    module.network().parameters().values().forEach(Parameter::clearGrad);
    List<Part> parts;
    try (Shards computing = new Shards(module, shards, threads, perShard)) {
      computing.compute(List.of(batches), STEP);
      module.network().parameters().values().forEach(Parameter::clearGrad);
      parts = computing.compute(List.of(batches), STEP); // with what is left of another step
    }
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    module.network().parameters().forEach((name, parameter) -> {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        gradients.put(name, gradient);
      }
    });
    double loss = 0;
    double amount = 0;
    for (Part part : parts) {
      if (part.output().isEmpty()) {
        continue;
      }
      loss += part.output().loss().item() * (part.isSum() ? 1 : part.amount());
      amount += part.amount();
    }
    return new Gradient(
        gradients,
        Weights.copyOf(module.network().stateDict()),
        parts.get(0).isSum() ? loss : loss / amount);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theBitsDoNotDependOnTheThreads(String name, Supplier<Layer> network) {
    Batch[] batches = {batch(1, 13), batch(2, 8)};
    for (boolean perShard : new boolean[] {false, true}) {
      for (int shards : new int[] {2, 3, 8}) {
        Gradient one = gradient(Classifier.of(network.get()), shards, 1, perShard, batches);
        for (int threads : new int[] {2, 3, 8}) {
          gradient(Classifier.of(network.get()), shards, threads, perShard, batches)
              .isEqualTo(one, shards + " shards on " + threads + " threads");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void shardsComputeTheGradientOfTheWholeBatch(String name, Supplier<Layer> network) {
    for (int size : new int[] {12, 13, 3}) {
      Gradient whole = gradient(Classifier.of(network.get()), 1, 1, false, batch(4, size));
      for (int shards : new int[] {2, 3, 5}) { // more than 3 samples: some shards have one alone
        gradient(Classifier.of(network.get()), shards, 2, false, batch(4, size))
            .isCloseTo(whole, name + ", " + size + " samples in " + shards + " shards");
      }
    }
  }

  @Test
  void eachShardMayBeNormalisedByItself() {
    Layer network = convolutional();
    Batch batch = batch(5, 8);
    gradient(Classifier.of(network), 2, 2, true, batch);
    Tensor inFirst = network.layers().get("0").apply(batch.input().narrow(0, 0, 4));
    Tensor mean = network.stateDict().get("1.running_mean");
    assertThat(mean.toDoubles())
        .containsExactly(
            inFirst.mean(0, 2, 3).mul(1 - 0.9 * 0.9).toDoubles(), within(1e-6)); // after two steps
    // one sample alone has no variance: there are fewer shards
    assertThat(gradient(Classifier.of(network), 8, 2, true, batch(5, 3)).gradients())
        .isNotEmpty();
  }

  static Stream<Loss> losses() {
    Tensor weight = Tensor.of(0.5f, 2, 7, 0.1f, 1);
    return Stream.of(
        new CrossEntropyLoss(),
        new CrossEntropyLoss().ignoreIndex(0),
        new CrossEntropyLoss().weight(weight).ignoreIndex(1).labelSmoothing(0.1),
        new CrossEntropyLoss().reduction(Reduction.SUM),
        new CrossEntropyLoss().weight(weight).ignoreIndex(2).reduction(Reduction.SUM));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void accumulatedBatchesOfAnySizesAreOneLargeBatch(Loss loss) {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 12; trial++) {
      List<Batch> batches = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        batches.add(batch(trial * 10 + i, 1 + random.nextInt(9)));
      }
      Batch whole = new Batch(
          Tensor.cat(batches.stream().map(Batch::input).toList(), 0),
          Tensor.cat(batches.stream().map(Batch::target).toList(), 0),
          batches.stream().mapToInt(Batch::size).sum());
      if (loss.counted(Tensor.zeros(whole.size(), 5), whole.target()) == 0) {
        continue;
      }
      Classifier task = Classifier.of(mlp()).loss(loss);
      Gradient expected = gradient(task, 1, 1, false, whole);
      int shards = 1 + random.nextInt(4);
      gradient(task, shards, 2, false, batches.toArray(Batch[]::new))
          .isCloseTo(expected, batches.stream().map(Batch::size).toList() + " in " + shards);
    }
  }

  @Test
  void valuesAndModulesThatDoNotSayWhatCountsWeighTheirSamplesToo() {
    TrainingModule plain = new Plain(new Linear(2, 3));
    TrainingModule values = Regressor.of(new Linear(2, 3)).loss(new MseLoss());
    Tensor x = Tensor.randn(RandomKey.of(1).generator(), 11, 2);
    Tensor y = Tensor.randn(RandomKey.of(2).generator(), 11, 3);
    for (TrainingModule module : List.of(plain, values)) {
      Gradient whole = gradient(module, 1, 1, false, new Batch(x, y, 11));
      Batch[] parts = {
        new Batch(x.narrow(0, 0, 7), y.narrow(0, 0, 7), 7),
        new Batch(x.narrow(0, 7, 1), y.narrow(0, 7, 1), 1),
        new Batch(x.narrow(0, 8, 3), y.narrow(0, 8, 3), 3)
      };
      for (int shards = 1; shards <= 3; shards++) {
        gradient(module, shards, 2, false, parts).isCloseTo(whole, "in " + shards);
      }
    }
  }

  private record Plain(Layer network) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1);
    }

    @Override
    public Plain withNetwork(Layer network) {
      return new Plain(network);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      return StepOutput.of(
          network.apply(batch.input()).sub(batch.target()).square().mean());
    }
  }

  /** The mean of three gradients of 1 and one of 5 is 2, not 3. */
  @Test
  void threeSamplesWeighMoreThanOne() {
    TrainingModule mean = new Slope(new Linear(1, 1, false));
    Batch three = new Batch(Tensor.of(new float[] {1, 1, 1}, 3, 1), Tensor.zeros(3, 1), 3);
    Batch one = new Batch(Tensor.of(new float[] {5}, 1, 1), Tensor.zeros(1, 1), 1);
    for (int shards = 1; shards <= 3; shards++) {
      assertThat(gradient(mean, shards, 2, false, three, one)
              .gradients()
              .get("weight")
              .item())
          .isEqualTo(2.0);
    }
  }

  private record Slope(Layer network) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1);
    }

    @Override
    public Slope withNetwork(Layer network) {
      return new Slope(network);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      return StepOutput.of(network.apply(batch.input()).mean());
    }
  }

  @Test
  void aShardInWhichNothingCountsIsNormalisedWithTheOthers() {
    Tensor labels = Tensor.ofLongs(0, 0, 0, 0, 1, 2, 3, 4); // the first of two shards has none
    Batch batch = new Batch(batch(6, 8).input(), labels, 8);
    Classifier task = Classifier.of(residual()).loss(new CrossEntropyLoss().ignoreIndex(0));
    Gradient whole = gradient(task, 1, 1, false, batch);
    gradient(task, 2, 2, false, batch).isCloseTo(whole, "two shards");
    gradient(task, 8, 2, false, batch).isCloseTo(whole, "eight shards");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFailureInOneShardIsThrownAsItIsAndHangsNobody(int failing) {
    for (int threads : new int[] {1, 4}) {
      TrainingModule module = new Failing(convolutional(), failing, -1);
      assertThatThrownBy(() -> gradient(module, 4, threads, false, batch(1, 8)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("shard " + failing);
    }
  }

  @Test
  void ofSeveralFailuresTheFirstShardsIsThrown() {
    TrainingModule module = new Failing(mlp(), 1, 2);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> gradient(module, 4, 4, false, batch(1, 8))).hasMessage("shard 1");
    }
  }

  private record Failing(Layer network, int failing, int too) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1);
    }

    @Override
    public Failing withNetwork(Layer network) {
      return new Failing(network, failing, too);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      if (step.shard() == failing || step.shard() == too) {
        throw new IllegalStateException("shard " + step.shard());
      }
      return StepOutput.of(network.apply(batch.input()).square().mean());
    }
  }

  @Test
  void whatTheEngineRefusesIsSaidAsWithoutShards() {
    Layer wrong = new Sequential(new Flatten(), new Linear(47, 5));
    assertThatThrownBy(() -> gradient(Classifier.of(wrong), 2, 2, false, batch(1, 8)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("1 = Linear(in_features=47");
  }

  @Test
  void shardsThatApplyOtherNormsAreRefused() {
    assertThatThrownBy(() -> gradient(new Fickle(convolutional()), 2, 2, false, batch(1, 8)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("normalise each shard by itself, or take one shard");
  }

  private record Fickle(Layer network) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1);
    }

    @Override
    public Fickle withNetwork(Layer network) {
      return new Fickle(network);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      Tensor output = network.apply(batch.input());
      return StepOutput.of((step.shard() == 0 ? network.apply(batch.input()).add(output) : output)
          .square()
          .mean());
    }
  }

  @Test
  void aNormOverTheBatchIsNotDifferentiatedTwice() {
    assertThatThrownBy(() -> gradient(new Penalised(convolutional()), 2, 2, false, batch(1, 8)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("cannot be differentiated twice");
    assertThat(gradient(new Penalised(convolutional()), 2, 2, true, batch(1, 8)).gradients())
        .isNotEmpty();
  }

  private record Penalised(Layer network) implements TrainingModule {
    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1);
    }

    @Override
    public Penalised withNetwork(Layer network) {
      return new Penalised(network);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      Tensor x = batch.input().detach().requiresGrad(true);
      return StepOutput.of(GradientPenalty.of(1).loss(network.apply(x).square().sum(), x));
    }
  }

  @Test
  void frozenParametersAndLayersOutOfTrainingStaySo() {
    Layer network = convolutional().initialize(3).train();
    network.parameters().get("0.weight").freeze();
    network.layers().get("1").eval();
    Tensor before = network.stateDict().get("1.running_mean").copy();
    Classifier task = Classifier.of(network);
    try (Shards shards = new Shards(task, 2, 2, false)) {
      network.parameters().get("0.weight").unfreeze();
      network.parameters().get("5.weight").freeze();
      shards.compute(List.of(batch(1, 8)), STEP);
    }
    assertThat(network.parameters().get("0.weight").grad()).isNotNull();
    assertThat(network.parameters().get("5.weight").grad()).isNull();
    assertThat(network.stateDict().get("1.running_mean").equal(before)).isTrue();
  }

  @Test
  void theThreadsEnd() {
    try (Shards shards = new Shards(Classifier.of(mlp().initialize(1)), 4, 4, false)) {
      shards.compute(List.of(batch(1, 8)), STEP);
      assertThat(threads()).hasSize(3);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("ockham-shard"))
        .toList();
  }

  @Test
  void aModuleWithoutReplicasIsTrainedOnWholeBatches() {
    TrainingModule module = new TrainingModule() {
      private final Layer network = mlp();

      @Override
      public Layer network() {
        return network;
      }

      @Override
      public OptimizerConfig configureOptimizer() {
        return Adam.rate(1);
      }

      @Override
      public StepOutput trainingStep(Batch batch, Step step) {
        return StepOutput.of(network.apply(batch.input()).square().mean());
      }
    };
    Computing settings = Trainer.builder().build().settings().computing();
    module.network().initialize(1);
    assertThat(Parallelism.of(settings, module, 1e12, 1000)).isEqualTo(Parallelism.NONE);
    assertThatThrownBy(() -> new Shards(module, 2, 2, false))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("override withNetwork(Layer)");
  }
}
