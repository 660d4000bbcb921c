package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.optim.Sgd;
import org.ockham.regularize.WeightAverage;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.FitResult;
import org.ockham.train.ModuleWrapper;
import org.ockham.train.Step;
import org.ockham.train.StepOutput;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

final class FindersTest {

  private static final DataModule DIGITS = Toys.digits();

  private final LogBook book = new LogBook();
  private final List<Long> heard = new ArrayList<>();
  private final WeightAverage average = WeightAverage.exponential(0.9);
  private final Trainer trainer = Trainer.builder()
      .maxEpochs(2)
      .batchSize(50)
      .seed(5)
      .average(average)
      .loggers(book)
      .callbacks(LambdaCallback.nothing().onStepEnd((fit, loss) -> heard.add(fit.step())))
      .build();

  private static Map<String, List<Double>> state(Layer network) {
    Map<String, List<Double>> state = new LinkedHashMap<>();
    network.stateDict().forEach((name, tensor) -> {
      List<Double> values = new ArrayList<>();
      for (double value : tensor.detach().to(DType.FLOAT64).flatten().toDoubles()) {
        values.add(value);
      }
      state.put(name, values);
    });
    return state;
  }

  /** Does something before every training step, which may be to fail. */
  private record Meddling(TrainingModule module, Consumer<Batch> before) implements ModuleWrapper {

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      before.accept(batch);
      return module.trainingStep(batch, step);
    }
  }

  @Test
  void theRateGrowsExponentially() {
    LearningRateCurve curve = LearningRateFinder.between(1e-4, 1e-2)
        .steps(21)
        .run(trainer, Classifier.of(Toys.network()).optimizer(Sgd.rate(7)), DIGITS);
    assertThat(curve.rates()).hasSize(21);
    assertThat(curve.rates().get(0)).isEqualTo(1e-4, within(1e-16));
    assertThat(curve.rates().get(10)).isEqualTo(1e-3, within(1e-12));
    assertThat(curve.rates().get(20)).isEqualTo(1e-2, within(1e-12));
    assertThat(curve.isDiverged()).isFalse();
  }

  @Test
  void aSearchLeavesNoTraceAndGivesTheSameCurveAgain() {
    Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
    LearningRateFinder finder =
        LearningRateFinder.between(1e-3, 1e4).steps(60).smoothing(0.5); // to divergence
    LearningRateCurve first = finder.run(trainer, task, DIGITS);
    assertThat(first.isDiverged()).isTrue();
    assertThat(first.losses()).hasSizeLessThan(60);
    assertThat(first.suggestion()).isBetween(1e-3, 1e3);
    assertThat(finder.run(trainer, task, DIGITS)).isEqualTo(first);
    assertThat(heard).isEmpty();
    assertThat(book.numbers).isEmpty();
    assertThat(average.count()).isZero();

    FitResult after = trainer.fit(task, DIGITS);
    FitResult without = trainer.fit(Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1)), DIGITS);
    assertThat(after.drawn()).as("as if it had never had weights").isEqualTo(without.drawn());
    assertThat(after.epochs().get(1).metrics())
        .isEqualTo(without.epochs().get(1).metrics());
    assertThat(state(after.last().network())).isEqualTo(state(without.last().network()));
  }

  @Test
  void aTrainedNetworkIsAsItWasAlsoIfTheSearchFails() {
    Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
    trainer.fit(task, DIGITS);
    task.network().train();
    task.network().parameters().get("fc1.bias").freeze();
    Map<String, List<Double>> before = state(task.network());
    int[] steps = {0};
    Meddling failing = new Meddling(task, batch -> {
      if (++steps[0] == 9) {
        throw new IllegalStateException("out of luck");
      }
    });
    assertThatThrownBy(() -> LearningRateFinder.standard().run(trainer, failing, DIGITS))
        .hasMessage("out of luck");
    LearningRateFinder.between(1e-3, 1).steps(12).run(trainer, task, DIGITS);
    assertThat(state(task.network())).isEqualTo(before);
    assertThat(task.network().isTraining()).isTrue();
    assertThat(task.network().parameters().get("fc1.bias").isTrained()).isFalse();
  }

  @Test
  void theSuggestionIsWhereTheLossFallsSteepest() {
    List<Double> rates =
        IntStream.range(0, 30).mapToObj(i -> Math.pow(10, i / 5.0 - 6)).toList();
    List<Double> losses = IntStream.range(0, 30)
        .mapToObj(i -> i < 15 ? 2.0 : i < 18 ? 2.0 - (i - 14) : -1.0)
        .toList();
    // between the losses after 14 and 17 steps the slope is −1: the first place with both
    // neighbours on it
    assertThat(LearningRateCurve.of(rates, losses, false).suggestion()).isEqualTo(rates.get(15));
    List<Double> early =
        IntStream.range(0, 30).mapToObj(i -> i < 10 ? 10.0 - i : 0.0).toList();
    assertThat(LearningRateCurve.of(rates, early, false).suggestion())
        .as("falls only in the first ten steps")
        .isNaN();
    assertThat(LearningRateCurve.of(rates.subList(0, 5), losses.subList(0, 5), false)
            .suggestion())
        .isNaN();
  }

  @Test
  void thePlotShowsCurveAndSuggestion(@TempDir Path folder) throws Exception {
    List<Double> rates =
        IntStream.range(0, 30).mapToObj(i -> Math.pow(10, i / 5.0 - 6)).toList();
    List<Double> losses =
        IntStream.range(0, 30).mapToObj(i -> i < 15 ? 2.0 : 1.0).toList();
    Path file = folder.resolve("plots/rates.png");
    LearningRateCurve.of(rates, losses, false).png(file);
    var image = ImageIO.read(file.toFile());
    int blue = 0;
    int orange = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int colour = image.getRGB(x, y) & 0xFFFFFF;
        blue += colour == 0x0072B2 ? 1 : 0;
        orange += colour == 0xD55E00 ? 1 : 0;
      }
    }
    assertThat(blue).isGreaterThan(300);
    assertThat(orange).isGreaterThan(30);
    LearningRateCurve.of(List.of(), List.of(), true).png(file); // nothing to show
    LearningRateCurve.of(List.of(0.1), List.of(1.0), true).png(file);
  }

  @Test
  void finderSettingsAreChecked() {
    assertThatThrownBy(() -> LearningRateFinder.between(1, 1e-3))
        .hasMessage("minRate is 1.0: it must be below maxRate, 0.001");
    assertThatThrownBy(() -> LearningRateFinder.standard().steps(1))
        .hasMessageContaining("steps is 1");
  }

  @Test
  void theLargestBatchThatMemoryHoldsIsFound() {
    for (int limit : new int[] {2, 3, 37, 64, 100, 199, 200}) {
      Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
      Meddling small = new Meddling(task, batch -> {
        if (batch.size() > limit) {
          throw new OutOfMemoryError("no room for " + batch.size());
        }
      });
      assertThat(BatchSizeFinder.upTo(200).run(trainer, small, DIGITS)).isEqualTo(limit);
    }
    assertThat(heard).isEmpty();
    assertThat(book.numbers).isEmpty();
  }

  @Test
  void noBatchIsLargerThanTheData() {
    Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
    assertThat(BatchSizeFinder.upTo(100_000).run(trainer, task, DIGITS)).isEqualTo(300);
    assertThatThrownBy(task.network().parameters().get("fc1.bias")::value)
        .as("it had no values")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatMemoryNeverHoldsIsSaidAndOtherFailuresAreNotHidden() {
    Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
    Meddling none = new Meddling(task, batch -> {
      throw new OutOfMemoryError("no room");
    });
    assertThatThrownBy(() -> BatchSizeFinder.upTo(64).run(trainer, none, DIGITS))
        .hasMessage("memory does not hold a batch of 2: try a smaller one, or a smaller network");
    Meddling wrong = new Meddling(task, batch -> {
      if (batch.size() > 8) {
        Tensor.ones(2).matmul(Tensor.ones(3));
      }
    });
    assertThatThrownBy(() -> BatchSizeFinder.upTo(64).run(trainer, wrong, DIGITS))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void aCallbackMayLookForARateWhileItTrains() {
    // a search within a fit would disturb it, unless all is put back
    Classifier task = Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1));
    Callback searching = new Callback() {
      @Override
      public void onEpochStart(Fit fit) {
        LearningRateFinder.between(1e-3, 1).steps(12).run(trainer, task, DIGITS);
      }
    };
    Trainer.Builder plain = Trainer.builder().maxEpochs(2).batchSize(50).seed(5);
    FitResult searched = plain.callbacks(searching).build().fit(task, DIGITS);
    FitResult without = plain
        .callbacks()
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1)), DIGITS);
    assertThat(state(searched.last().network())).isEqualTo(state(without.last().network()));
  }
}
