package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.Checkpoint;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.tensor.NoGrad;

/** What a fit gives does not change afterwards. */
final class FitResultTest {

  private static final DataModule LINE = DataModule.of(new Line(100), new Line(10));

  /** A module that nobody could make another of: its network is its own. */
  private static final class Own implements TrainingModule {
    private final Layer network = new Linear(2, 1);

    @Override
    public Layer network() {
      return network;
    }

    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(1e-3);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      return StepOutput.of(
          network.apply(batch.input()).sub(batch.target()).square().mean());
    }
  }

  private final TrainingModule task = new Own();
  private final Checkpoint least = Checkpoint.best("val/loss");
  private final Checkpoint most = Checkpoint.best(new Monitor("train/loss", true));
  private final Trainer trainer =
      Trainer.builder().maxEpochs(4).batchSize(20).callbacks(most, least).build();
  private final FitResult fit = trainer.fit(task, LINE);

  private double loss(Weights weights) {
    return trainer.validate(weights, LINE.validation()).get("val/loss");
  }

  private double measured(int epoch) {
    return fit.epochs().get(epoch - 1).metrics().get("val/loss");
  }

  @Test
  void bestAndLastKeepTheirWeightsWhateverIsAskedFirst() {
    Weights best = fit.best();
    Weights last = fit.last();
    for (int i = 0; i < 2; i++) {
      assertThat(loss(last)).isEqualTo(measured(4), within(1e-5));
      assertThat(loss(best)).isEqualTo(measured(1), within(1e-5)).isGreaterThan(loss(last));
    }
    assertThat(trainer.test(best, LINE.validation()).get("test/loss"))
        .isEqualTo(measured(1), within(1e-5));
  }

  @Test
  void evaluatingWeightsLeavesTheNetworkAsItIs() {
    try (NoGrad off = NoGrad.on()) {
      task.network()
          .parameters()
          .values()
          .forEach(parameter -> parameter.value().fill_(7));
    }
    double filled = trainer.validate(task, LINE.validation()).get("val/loss");
    assertThat(loss(fit.best())).isEqualTo(measured(1), within(1e-5));
    assertThat(trainer.predict(fit.last(), LINE.validation()).shape()).containsExactly(10, 1);
    assertThat(trainer.validate(task, LINE.validation()).get("val/loss")).isEqualTo(filled);
  }

  @Test
  void laterTrainingChangesNothing() {
    double before = loss(fit.last());
    FitResult next = trainer.fit(task, LINE);
    assertThat(loss(fit.last())).isEqualTo(before).isNotEqualTo(loss(next.last()));
    assertThat(fit.best("val/loss").value()).isGreaterThan(next.best("val/loss").value());
  }

  @Test
  void aNetworkOfWeightsIsACopy() {
    Layer copy = fit.last().network();
    assertThat(copy.isTraining()).isFalse();
    try (NoGrad off = NoGrad.on()) {
      copy.parameters().values().forEach(parameter -> parameter.value().fill_(7));
    }
    Linear other = fit.last().into(new Linear(2, 1));
    for (Layer network : new Layer[] {task.network(), fit.last().network(), other}) {
      assertThat(trainer.validate(Regressor.of(network), LINE.validation()).get("val/loss"))
          .isEqualTo(measured(4), within(1e-5));
    }
  }

  @Test
  void eachCheckpointKeepsAndTellsItsOwn() {
    Weights lowest = fit.best("val/loss");
    Weights highest = fit.best("train/loss");
    assertThat(lowest.epoch()).isEqualTo(4);
    assertThat(lowest.value()).isEqualTo(measured(4));
    assertThat(highest.epoch()).isEqualTo(1);
    assertThat(highest.value()).isEqualTo(fit.epochs().get(0).metrics().get("train/loss"));
    assertThat(highest.metrics()).isEqualTo(fit.epochs().get(0).metrics());
    assertThat(most.best()).isSameAs(highest);
    assertThat(least.best()).isSameAs(lowest);

    assertThat(fit.best()).isSameAs(highest); // listed first
    assertThat(fit.best().monitor()).isEqualTo(new Monitor("train/loss", true));
    assertThat(fit.last().monitor()).isNull();
    assertThat(fit.last().value()).isNaN();
    assertThatThrownBy(() -> fit.best("val/x"))
        .hasMessage("no checkpoint has kept the best in 'val/x'; there are those of [train/loss,"
            + " val/loss]");
  }

  @Test
  void withoutACheckpointTheBestAreTheLast() {
    FitResult plain = Trainer.builder().maxEpochs(1).build().fit(new Own(), LINE);
    assertThat(plain.best()).isSameAs(plain.last());
    assertThat(plain.best().epoch()).isEqualTo(1);
    assertThat(plain.bests()).isEqualTo(Map.of());
  }

  @Test
  void twoCheckpointsDoNotWriteOneFile(@TempDir Path directory) {
    assertThatThrownBy(() -> Trainer.builder()
            .callbacks(most.in(directory), least.in(directory.resolve("x/..")))
            .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give each a directory of its own");
  }
}
