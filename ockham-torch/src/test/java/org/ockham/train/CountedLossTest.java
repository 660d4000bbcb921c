package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.data.DataModule;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.loss.MultiMarginLoss;
import org.ockham.loss.NllLoss;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.LogSoftmax;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** The loss of a pass is the mean over all that counted, however the data is cut into batches. */
final class CountedLossTest {

  private static final Tensor WEIGHT = Tensor.of(0.5f, 2, 7);

  static Stream<Loss> losses() {
    return Stream.of(
        new CrossEntropyLoss(),
        new CrossEntropyLoss().ignoreIndex(0),
        new CrossEntropyLoss().weight(WEIGHT),
        new CrossEntropyLoss().weight(WEIGHT).ignoreIndex(1).labelSmoothing(0.1),
        new CrossEntropyLoss().reduction(Reduction.SUM),
        new CrossEntropyLoss().weight(WEIGHT).ignoreIndex(2).reduction(Reduction.SUM),
        new NllLoss().weight(WEIGHT).ignoreIndex(2),
        new NllLoss().ignoreIndex(2).reduction(Reduction.SUM),
        new MultiMarginLoss());
  }

  private static Layer network() {
    return new Sequential(new Linear(2, 3), new LogSoftmax(1)).initialize(3);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void doesNotDependOnTheBatchSize(Loss loss) {
    Samples data = Samples.threeClasses(101);
    Classifier task = Classifier.of(network()).loss(loss);
    double whole = test(task, data, 1000);
    for (int batch : new int[] {1, 7, 25, 100}) { // of one: batches in which nothing counts
      assertThat(test(task, data, batch)).as("batch %d", batch).isEqualTo(whole, within(1e-5));
    }
    Tensor output = Trainer.builder().build().predict(task, data);
    Tensor target =
        Tensor.ofLongs(java.util.Arrays.stream(data.labels()).asLongStream().toArray());
    double all = loss.apply(output, target).item();
    assertThat(whole)
        .isEqualTo(loss.isSum() ? all / loss.counted(output, target) : all, within(1e-5));
  }

  @Test
  void sumsOfValuesToo() {
    Regressor task = Regressor.of(new Linear(2, 1).initialize(1));
    double mean = test(task, new Line(33), 1000);
    Regressor sum = task.loss(new MseLoss(Reduction.SUM));
    assertThat(test(sum, new Line(33), 1000)).isEqualTo(mean, within(1e-5 * mean));
    assertThat(test(sum, new Line(33), 8)).isEqualTo(mean, within(1e-5 * mean));
  }

  private static double test(TrainingModule task, org.ockham.data.Dataset data, int batch) {
    return Trainer.builder().evaluationBatchSize(batch).build().test(task, data).get("test/loss");
  }

  static Stream<OptimizerConfig> optimizers() {
    return Stream.of(Sgd.rate(0.01), Adam.rate(0.01), Lbfgs.rate(0.1), Sam.around(Sgd.rate(0.01)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aBatchInWhichEveryLabelIsIgnoredIsLeftOut(OptimizerConfig optimizer) {
    Samples mixed =
        Samples.of(24, i -> new float[] {i % 5, i % 3}, i -> i % 6 == 0 ? 1 + i % 2 : 0, 3);
    List<Double> losses = new ArrayList<>();
    Callback watch = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        losses.add(loss);
      }
    };
    Classifier task = Classifier.of(new Linear(2, 3))
        .optimizer(optimizer)
        .loss(new CrossEntropyLoss().ignoreIndex(0));
    FitResult fit = Trainer.builder()
        .maxEpochs(3)
        .batchSize(2)
        .evaluationBatchSize(2)
        .callbacks(watch)
        .build()
        .fit(task, DataModule.of(mixed, mixed));
    assertThat(losses).hasSize(36).anyMatch(loss -> loss.isNaN()).anyMatch(loss -> loss > 0);
    assertThat(fit.epochs())
        .allSatisfy(epoch -> assertThat(epoch.metrics().values()).allMatch(Double::isFinite));
    assertThat(fit.epochs().get(2).step()).isEqualTo(36);
  }

  @Test
  void dataInWhichEveryLabelIsIgnoredIsNamed() {
    Samples ignored = Samples.of(8, i -> new float[] {i, 1}, i -> 0, 3);
    Samples counted = Samples.threeClasses(8);
    Classifier task = Classifier.of(new Linear(2, 3)).loss(new CrossEntropyLoss().ignoreIndex(0));
    Trainer trainer = Trainer.builder().maxEpochs(1).build();
    assertThatThrownBy(() -> trainer.fit(task, DataModule.of(ignored, counted)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "nothing in the training data counts for the loss in epoch 1: all its labels are"
                + " those to ignore, or have a weight of 0");
    assertThatThrownBy(() -> trainer.fit(task, DataModule.of(counted, ignored)))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("nothing in the validation data counts for the loss in epoch 1");
  }
}
