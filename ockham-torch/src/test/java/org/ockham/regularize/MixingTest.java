package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.data.Loader;
import org.ockham.data.table.GeneratedTables;
import org.ockham.data.table.Preparation;
import org.ockham.data.table.TableData;
import org.ockham.data.table.Target;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;
import org.ockham.train.MixedPrecision;
import org.ockham.train.Regressor;
import org.ockham.train.Step;
import org.ockham.train.StepOutput;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/** Each batch has a draw of its own, which follows from the step. */
final class MixingTest {

  private static final DataModule DIGITS = Glyphs.standard().first(400, 100).split(0.75, 0.25, 1);

  /** Notes the λ of the batches it is trained on. */
  private static final class Watched implements TrainingModule {
    private final Layer network = new Sequential(new Flatten(), new Linear(784, 10)).initialize(0);
    private final List<Double> lambdas = new ArrayList<>();

    @Override
    public Layer network() {
      return network;
    }

    @Override
    public OptimizerConfig configureOptimizer() {
      return Sgd.rate(0.01);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      Tensor target = batch.target();
      if (target.dim() == 2) {
        // Some sample's partner is of another class, so that λ and 1 − λ are seen.
        double least = 1;
        for (float share : target.toFloats()) {
          least = share > 0 ? Math.min(least, share) : least;
        }
        lambdas.add(least);
      }
      return StepOutput.of(network.apply(batch.input()).square().mean());
    }
  }

  private static List<Double> trained(Trainer.Builder trainer, boolean half) {
    Watched watched = new Watched();
    TrainingModule mixing = Mixing.of(watched, Mixup.of(1), 10);
    trainer
        .maxEpochs(1)
        .batchSize(50)
        .seed(4)
        .build()
        .fit(half ? MixedPrecision.of(mixing) : mixing, DIGITS);
    return watched.lambdas.subList(1, watched.lambdas.size()); // without the rehearsal
  }

  @Test
  void everyStepDrawsAnew() {
    assertThat(trained(Trainer.builder(), false)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void theBatchesOfAStepDrawEachTheirOwn() {
    assertThat(trained(Trainer.builder().accumulate(2), false)).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void inMixedPrecisionTheDrawsAreTheSame() {
    assertThat(trained(Trainer.builder(), true)).isEqualTo(trained(Trainer.builder(), false));
  }

  @Test
  void valuesAreMixedAsTheyAre() {
    TableData rows = Preparation.of(Target.value("price").standardized())
        .split(GeneratedTables.regression(1, 400), 1, 0.5, 0.5);
    Layer network = new Sequential(new Linear(rows.preparation().width(), 1)).initialize(1);
    Regressor task = Regressor.of(network).optimizer(Sgd.rate(0.05));
    Trainer trainer = Trainer.builder().maxEpochs(20).batchSize(50).seed(4).build();
    double before = trainer.validate(task, rows.validation()).get("val/loss");
    trainer.fit(Mixing.of(task, Mixup.of(0.4)), rows);
    assertThat(trainer.validate(task, rows.validation()).get("val/loss")).isLessThan(before / 2);
  }

  @Test
  void classesWhoseNumberIsNotToldAreRefused() {
    Mixing mixing = Mixing.of(new Watched(), Mixup.of(1));
    Batch batch = Loader.over(DIGITS.train()).batch(50).prefetch(0).epoch(0).next();
    assertThatThrownBy(() -> mixing.prepare(batch, Step.of(4, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("how many");
    assertThatThrownBy(() -> Mixing.of(new Watched(), Mixup.of(1), 1))
        .hasMessageContaining("classes is 1");
  }

  @Test
  void aLoopOfOnesOwnDrawsByTheStepItGives() {
    Watched watched = new Watched();
    Mixing mixing = Mixing.of(watched, Mixup.of(1), 10);
    Batch batch = Loader.over(DIGITS.train()).batch(50).prefetch(0).epoch(0).next();
    for (long number : new long[] {0, 1, 2, 0}) {
      Step step = Step.of(4, number);
      mixing.trainingStep(mixing.prepare(batch, step), step);
    }
    List<Double> lambdas = watched.lambdas;
    assertThat(lambdas.subList(0, 3)).doesNotHaveDuplicates();
    assertThat(lambdas.get(3)).isEqualTo(lambdas.get(0));
  }
}
