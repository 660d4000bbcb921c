package org.ockham.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.Parameter;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.regularize.L1;
import org.ockham.regularize.WeightAverage;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** Fits on several ranks are those of one process with as many shards, to the bit. */
final class RanksTest {

  private static Layer mlp() {
    return new Sequential(
        new Linear(2, 16), new ReLU(), new Dropout(0.3), new Linear(16, 8), new Linear(8, 3));
  }

  private static Layer convolutional() {
    return new Sequential(
        Conv2d.of(1, 4, 5).stride(3).build(),
        new BatchNorm2d(4),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(64, 12),
        new BatchNorm1d(12),
        new ReLU(),
        new Dropout(0.2),
        new Linear(12, 10));
  }

  private static DataModule points(int train) {
    return DataModule.of(Samples.threeClasses(train), Samples.threeClasses(17));
  }

  private static DataModule pictures() {
    return Glyphs.standard().first(60, 10).split(0.7, 0.3, 1); // 42, of which 16, 16 and 10
  }

  /** A task on data under some settings. */
  private record Case(
      Supplier<TrainingModule> task, Supplier<DataModule> of, Supplier<Trainer.Builder> trainer)
      implements RankedFits.Kind {

    @Override
    public TrainingModule module() {
      return task.get();
    }

    @Override
    public DataModule data() {
      return of.get();
    }

    @Override
    public Trainer.Builder settings() {
      return trainer.get();
    }
  }

  /** Takes one head or another by the shard and the step. */
  private record Heads(Layer network) implements TrainingModule {

    static Layer made() {
      Map<String, Layer> layers = new LinkedHashMap<>();
      layers.put("body", new Linear(2, 6));
      layers.put("frozen", new Linear(6, 6));
      layers.put("even", new Linear(6, 3));
      layers.put("odd", new Linear(6, 3));
      layers.put("late", new Linear(6, 3));
      layers.put("unused", new Linear(6, 3));
      Layer network = new Sequential(layers);
      layers.get("frozen").parameters().values().forEach(Parameter::freeze);
      return network;
    }

    @Override
    public OptimizerConfig configureOptimizer() {
      return Adam.rate(0.02).weightDecay(0.1); // which moves what has a gradient of 0
    }

    @Override
    public Heads withNetwork(Layer network) {
      return new Heads(network);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      Map<String, Layer> layers = network.layers();
      String head = step.shard() % 2 == 0 ? "even" : step.number() < 5 ? "odd" : "late";
      Tensor body = layers.get("body").apply(batch.input());
      Tensor output = layers.get(head).apply(layers.get("frozen").apply(body).tanh());
      return StepOutput.of(new CrossEntropyLoss(), output, batch.target())
          .logging(Map.of("aux/shard", (double) step.shard()));
    }
  }

  /** What is to be the same in every layout. */
  @SuppressWarnings("ImmutableEnumChecker") // suppliers of the same each time
  enum Kind {
    /** 25 samples in batches of 12, 12 and 1: the last is one shard's alone. */
    DROPOUT_CLIPPING_L1(new Case(
        () -> Classifier.of(mlp()).optimizer(Adam.rate(0.02)),
        () -> points(25),
        () -> Trainer.builder()
            .maxEpochs(3)
            .batchSize(12)
            .seed(3)
            .regularizers(L1.of(1e-3))
            .clip(GradientClipping.norm(0.5)))),
    BATCH_NORM(pictures(true)),
    BATCH_NORM_OF_EACH_SHARD(pictures(false)),
    /** Five batches a step of two, the last alone and smaller. */
    ACCUMULATION(new Case(
        () -> Classifier.of(convolutional()).optimizer(Sgd.rate(0.05).momentum(0.9)),
        RanksTest::pictures,
        () -> Trainer.builder()
            .maxEpochs(2)
            .batchSize(9)
            .seed(5)
            .accumulate(2)
            .average(WeightAverage.exponential(0.9))
            .validateEvery(Interval.steps(2)))),
    /** Labels that are ignored fill whole shards, and whole batches. */
    IGNORED_AND_WEIGHTED(new Case(
        () -> Classifier.of(mlp())
            .optimizer(Adam.rate(0.02))
            .loss(new CrossEntropyLoss().ignoreIndex(0).weight(Tensor.of(1, 0.5f, 3))),
        () -> DataModule.of(
            Samples.of(30, i -> new float[] {i % 4, i % 5}, i -> i < 22 ? 0 : 1 + i % 2, 3),
            Samples.threeClasses(9)),
        () -> Trainer.builder().maxEpochs(3).batchSize(8).seed(2))),
    SUMMED(new Case(
        () -> Classifier.of(mlp())
            .optimizer(Sgd.rate(0.002))
            .loss(new CrossEntropyLoss().reduction(Reduction.SUM)),
        () -> points(25),
        () -> Trainer.builder().maxEpochs(2).batchSize(7).seed(2))),
    /** One parameter is frozen, one unused, others used in some shards and some steps alone. */
    WITHOUT_GRADIENTS(new Case(
        () -> new Heads(Heads.made()),
        () -> points(20),
        () -> Trainer.builder().maxEpochs(3).batchSize(6).seed(6))),
    SEVERAL_EVALUATIONS(evaluated(Lbfgs.rate(0.02))),
    TWO_EVALUATIONS(evaluated(Sam.around(Sgd.rate(0.05)))),
    DOUBLE_PRECISION(new Case(
        () -> Classifier.of(convolutional()).optimizer(Adam.rate(0.01)),
        RanksTest::pictures,
        () -> Trainer.builder().maxEpochs(1).batchSize(16).precision(FloatPrecision.FLOAT64)));

    private final RankedFits.Kind fit;

    Kind(RankedFits.Kind fit) {
      this.fit = fit;
    }

    private static Case pictures(boolean sync) {
      return new Case(
          () -> Classifier.of(convolutional()).optimizer(Adam.rate(0.01)),
          RanksTest::pictures,
          () -> Trainer.builder().maxEpochs(2).batchSize(16).seed(4).syncBatchNorm(sync));
    }

    private static Case evaluated(OptimizerConfig optimizer) {
      return new Case(
          () -> Classifier.of(mlp()).optimizer(optimizer),
          () -> points(20),
          () -> Trainer.builder().maxEpochs(2).batchSize(8).seed(6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ranksAreShards(Kind kind) {
    RankedFits.isSame(kind.fit, 2, 1);
    RankedFits.isSame(kind.fit, 4, 1);
  }

  /** Where it matters which of a rank's own shards comes first, or how they meet among themselves. */
  @ParameterizedTest
  @EnumSource(
      names = {"DROPOUT_CLIPPING_L1", "BATCH_NORM.*", "ACCUMULATION", "WITHOUT_GRADIENTS"},
      mode = EnumSource.Mode.MATCH_ANY)
  void ranksOfSeveralShardsAreAsManyShards(Kind kind) {
    RankedFits.isSame(kind.fit, 2, 2);
  }
}
