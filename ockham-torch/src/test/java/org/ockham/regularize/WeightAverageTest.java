package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.LambdaCallback;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Loader;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Layer;
import org.ockham.optim.Sgd;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;
import org.ockham.train.Classifier;
import org.ockham.train.FitResult;
import org.ockham.train.ModuleWrapper;
import org.ockham.train.StepOutput;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/** Averages as a setting of the trainer. */
final class WeightAverageTest {

  private static final DataModule DIGITS = Toys.digits(); // six steps an epoch

  private static Trainer.Builder brief() {
    return Trainer.builder().maxEpochs(3).batchSize(50).seed(7);
  }

  private static Classifier task() {
    return Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1).momentum(0.9));
  }

  private static Map<String, List<Double>> values(Map<String, Tensor> state) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    state.forEach((name, tensor) -> {
      List<Double> values = new ArrayList<>();
      for (double value : tensor.detach().to(DType.FLOAT64).flatten().toDoubles()) {
        values.add(value);
      }
      all.put(name, values);
    });
    return all;
  }

  @Test
  void averagesOfACheckpointGoWhereTheNetworkIs() {
    WeightAverage before = WeightAverage.exponential(0.8);
    before.add(Toys.network().initialize(1));
    WeightAverage after = WeightAverage.exponential(0.8);
    after.restore(before.averages(), before.count());
    after.add(Toys.network().initialize(2).to(Device.meta()));
    assertThat(after.averages().values())
        .isNotEmpty()
        .allMatch(average -> average.device().equals(Device.meta()));
  }

  @Test
  void trainingGoesOnWithItsOwnWeightsAndTheAveragesAreValidated() {
    List<Map<String, List<Double>>> trained = new ArrayList<>();
    List<Map<String, List<Double>>> validated = new ArrayList<>();
    LambdaCallback watch = LambdaCallback.nothing()
        .onStepEnd((fit, loss) -> trained.add(values(fit.module().network().stateDict())))
        .onValidationStart(fit -> validated.add(values(fit.module().network().stateDict())));
    brief().callbacks(watch).build().fit(task(), DIGITS);
    List<Map<String, List<Double>>> plain = List.copyOf(trained);
    trained.clear();
    validated.clear();
    WeightAverage average = WeightAverage.exponential(0.8);
    Classifier task = task();
    FitResult fit = brief()
        .average(average)
        .callbacks(watch, Checkpoint.best("val/loss"), Checkpoint.best("train/loss"))
        .build()
        .fit(task, DIGITS);

    assertThat(trained).isEqualTo(plain); // to the bit, statistics of batch norm among it
    Map<String, List<Double>> last = values(fit.last().stateDict());
    assertThat(last).isEqualTo(validated.get(2)).isNotEqualTo(plain.get(17));
    assertThat(values(task.network().stateDict())).isEqualTo(last);
    assertThat(last.get("fc1.weight")).isEqualTo(values(average.averages()).get("fc1.weight"));
    assertThat(last.get("norm1.running_mean")).isEqualTo(plain.get(17).get("norm1.running_mean"));
    int best = fit.best("val/loss").epoch();
    assertThat(values(fit.best("val/loss").stateDict())).isEqualTo(validated.get(best - 1));
    assertThat(values(fit.best("train/loss").stateDict()))
        .isEqualTo(validated.get(fit.best("train/loss").epoch() - 1));
    assertThat(brief().build().validate(fit.last(), DIGITS.validation()).get("val/loss"))
        .isEqualTo(fit.epochs().get(2).metrics().get("val/loss"));
  }

  /** Fails in its second validation. */
  private static final class Failing implements ModuleWrapper {
    private final TrainingModule module = task();
    private int validations;

    @Override
    public TrainingModule module() {
      return module;
    }

    @Override
    public StepOutput validationStep(Batch batch) {
      if (++validations == 3) { // the first is the rehearsal's
        throw new IllegalStateException("out of luck");
      }
      return module.validationStep(batch);
    }
  }

  @Test
  void theWeightsComeBackIfValidationFails() {
    Failing module = new Failing();
    List<Map<String, List<Double>>> trained = new ArrayList<>();
    assertThatThrownBy(() -> brief()
            .average(WeightAverage.exponential(0.9))
            .callbacks(LambdaCallback.nothing()
                .onStepEnd(
                    (fit, loss) -> trained.add(values(fit.module().network().stateDict()))))
            .build()
            .fit(module, DIGITS))
        .hasMessage("out of luck");
    assertThat(trained).hasSize(12);
    assertThat(values(module.network().stateDict())).isEqualTo(trained.get(11));
  }

  @Test
  void stochasticAveragesAreThoseOfTheEndsOfEpochsWithStatisticsOfTheirOwn() {
    List<Map<String, List<Double>>> ends = new ArrayList<>();
    WeightAverage average = WeightAverage.stochastic(2);
    Classifier task = task();
    FitResult fit = brief()
        .average(average)
        .callbacks(LambdaCallback.nothing().onStepEnd((run, loss) -> {
          if (run.step() % 6 == 0) {
            ends.add(values(run.module().network().stateDict()));
          }
        }))
        .build()
        .fit(task, DIGITS);
    assertThat(average.count()).isEqualTo(2);
    List<Double> mean = values(fit.last().stateDict()).get("fc2.bias");
    for (int i = 0; i < mean.size(); i++) {
      assertThat(mean.get(i))
          .isEqualTo(
              (ends.get(1).get("fc2.bias").get(i) + ends.get(2).get("fc2.bias").get(i)) / 2,
              within(1e-6));
    }
    Layer copy = fit.last().network();
    BatchNormStatistics.recompute(copy, Loader.over(DIGITS.train()).batch(300));
    assertThat(fit.last()
            .stateDict()
            .get("norm1.running_mean")
            .allclose(copy.stateDict().get("norm1.running_mean"), 1e-3, 1e-4))
        .as("means over other batches of the same samples")
        .isTrue();
    assertThat(brief().build().validate(fit.last(), DIGITS.validation()).get("val/loss"))
        .as("what was validated is what is kept")
        .isEqualTo(fit.epochs().get(2).metrics().get("val/loss"), within(1e-9));
    assertThat(values(fit.last().stateDict()).get("norm1.running_mean"))
        .isNotEqualTo(ends.get(2).get("norm1.running_mean"));
  }

  @Test
  void statisticsOfBatchNormAreCopiedAndTheCounterStaysWhole() {
    BatchNorm1d norm = new BatchNorm1d(1);
    norm.initialize(0);
    WeightAverage average = WeightAverage.exponential(0.9);
    // mean 10, unbiased variance (4 · 2²) / 4
    Tensor batch = Tensor.of(new float[] {8, 8, 10, 12, 12}, 5, 1);
    norm.train();
    for (int i = 0; i < 5; i++) {
      norm.apply(batch);
      average.add(norm);
    }
    average.into(norm);
    assertThat(norm.stateDict().get("running_mean").item()).isEqualTo(4.0951, within(1e-5));
    assertThat(norm.stateDict().get("running_var").item()).isEqualTo(2.22853, within(1e-5));
    assertThat(norm.stateDict().get("num_batches_tracked").dtype()).isEqualTo(DType.INT64);
    assertThat(norm.stateDict().get("num_batches_tracked").itemLong()).isEqualTo(5);
  }

  @Test
  void itsStateGoesOn() {
    Layer network = Toys.network().initialize(1);
    WeightAverage whole = WeightAverage.exponential(0.9);
    WeightAverage first = WeightAverage.exponential(0.9);
    WeightAverage second = WeightAverage.exponential(0.9);
    whole.add(network);
    first.add(network);
    SavedState state = first.state();
    network.initialize(2);
    first.add(network); // does not change what was saved
    second.restore(state);
    whole.add(network);
    second.add(network);
    assertThat(values(second.averages())).isEqualTo(values(whole.averages()));
    assertThat(second.count()).isEqualTo(2);
    assertThat(whole.isReady()).isTrue();
    whole.begin();
    assertThat(whole.isReady()).isFalse();
    assertThat(whole.averages()).isEmpty();
  }

  @Test
  void settingsAreKept() {
    assertThat(WeightAverage.exponential(0.99).recompute(true).config())
        .isEqualTo(new WeightAverage.Config(0.99, 0, true));
    assertThat(WeightAverage.stochastic(3).config())
        .isEqualTo(new WeightAverage.Config(0, 3, true));
  }
}
