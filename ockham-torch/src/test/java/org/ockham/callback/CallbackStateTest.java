package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.nn.Selection;
import org.ockham.optim.Adam;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.FitResult;
import org.ockham.train.StepOutput;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;
import org.ockham.train.WeightSelector;

/**
 * Every callback goes on from its saved state as if it had never stopped: whichever step it is replaced at by a new one that takes up its
 * state, what is logged, kept, asked for and remembered in the end is the same.
 */
final class CallbackStateTest {

  private static final DataModule DIGITS = Toys.digits(); // six steps an epoch

  @TempDir
  Path folder;

  private static PrintStream nowhere() {
    return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static Map<String, Function<Path, Callback>> all() {
    return Map.ofEntries(
        Map.entry("early stopping", place -> EarlyStopping.on("val/loss").patience(2)),
        Map.entry("the best", place -> Checkpoint.best("val/accuracy")),
        Map.entry(
            "the best three",
            place -> Checkpoint.best("train/loss")
                .in(place)
                .topK(3)
                .filename("{epoch:02d}-{train/loss:.2f}")),
        Map.entry(
            "every four steps",
            place -> PeriodicCheckpoint.in(place).everySteps(4).keep(2)),
        Map.entry("weights", place -> WeightHistograms.of(5)),
        Map.entry("gradients", place -> GradientMonitor.everySteps(4).inputHistograms(5)),
        Map.entry("entropy", place -> OutputEntropy.of(3)),
        Map.entry("rates", place -> LearningRateMonitor.perStep().momentum(true)),
        Map.entry("rails", place -> GuardRails.standard().patience(2)),
        Map.entry("frozen", place -> Freeze.until(3, Selection.named("fc1.*"))),
        Map.entry("time", place -> Timer.of(Duration.ofDays(99))),
        Map.entry("lines", place -> ProgressLines.to(nowhere())),
        Map.entry("summary", place -> ModelSummary.to(nowhere())),
        Map.entry("nothing", place -> LambdaCallback.nothing()),
        Map.entry("predictions", place -> PredictionWriter.of(DIGITS.validation(), place)));
  }

  @TestFactory
  Stream<DynamicTest> goesOnFromWhereItStood() {
    return all().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
          Path place = folder.resolve(each.getKey());
          List<Object> whole = seen(new Relay(() -> each.getValue().apply(place), -1));
          for (long step : new long[] {0, 3, 6, 13, 18}) {
            assertThat(seen(new Relay(() -> each.getValue().apply(place), step)))
                .as("replaced after step %d", step)
                .isEqualTo(whole);
          }
        }));
  }

  /** What is seen of a fit with it. */
  private static List<Object> seen(Relay relay) {
    LogBook book = new LogBook();
    FitResult fit = Trainer.builder()
        .maxEpochs(5)
        .batchSize(50)
        .seed(3)
        .callbacks(relay)
        .loggers(book)
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Adam.rate(0.05)), DIGITS);
    List<Object> seen = new ArrayList<>(List.of(book.numbers, book.histograms));
    seen.add(String.valueOf(fit.stopReason()));
    seen.add(fit.epochs().size());
    fit.last().stateDict().values().forEach(tensor -> seen.add(numbers(tensor)));
    seen.add(plain(relay.inner.state()));
    if (relay.inner instanceof WeightSelector selector && selector.best() != null) {
      seen.add(selector.best().epoch());
      seen.add(selector.best().metrics());
    }
    if (relay.inner instanceof GuardRails rails) {
      seen.add(rails.findings());
    }
    return seen;
  }

  /** A state as values that can be compared, of the kinds that a checkpoint holds. */
  private static List<Object> plain(SavedState state) {
    List<Object> all = new ArrayList<>();
    state.values().forEach((name, value) -> {
      assertHolds(value);
      if (!name.equals("lastSeconds")) { // the clock's
        all.add(name + "=" + value);
      }
    });
    state.tensors().forEach((name, tensor) -> all.add(name + "=" + numbers(tensor)));
    all.sort(Comparator.comparing(String::valueOf));
    return all;
  }

  private static List<Double> numbers(Tensor tensor) {
    List<Double> numbers = new ArrayList<>();
    for (double number : tensor.to(DType.FLOAT64).flatten().toDoubles()) {
      numbers.add(number);
    }
    return numbers;
  }

  private static void assertHolds(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> {
        assertThat(key).isInstanceOf(String.class);
        assertHolds(each);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(CallbackStateTest::assertHolds);
    } else if (value != null) {
      assertThat(value).isInstanceOfAny(String.class, Boolean.class, Long.class, Double.class);
    }
  }

  /** Passes everything on, from some step on to another one, which has taken up the state of the first. */
  private static final class Relay implements Callback {
    private final Supplier<Callback> maker;
    private final long replacedAfter;
    private boolean isReplaced;
    Callback inner;

    Relay(Supplier<Callback> maker, long replacedAfter) {
      this.maker = maker;
      this.replacedAfter = replacedAfter;
      inner = maker.get();
    }

    @Override
    public List<String> tags(Fit fit) {
      return inner.tags(fit);
    }

    @Override
    public void onFitStart(Fit fit) {
      inner.onFitStart(fit);
    }

    @Override
    public void onEpochStart(Fit fit) {
      inner.onEpochStart(fit);
    }

    @Override
    public void onStepStart(Fit fit) {
      if (!isReplaced && fit.step() == replacedAfter) {
        isReplaced = true;
        SavedState state = inner.state();
        if (inner instanceof Freeze) { // a new fit finds nothing frozen
          inner.onFitEnd(fit);
        }
        inner = maker.get();
        inner.onFitStart(fit);
        inner.restore(state);
      }
      inner.onStepStart(fit);
    }

    @Override
    public void onGradients(Fit fit) {
      inner.onGradients(fit);
    }

    @Override
    public void onStepEnd(Fit fit, double loss) {
      inner.onStepEnd(fit, loss);
    }

    @Override
    public void onValidationStart(Fit fit) {
      inner.onValidationStart(fit);
    }

    @Override
    public void onValidationBatch(Fit fit, Batch batch, StepOutput output) {
      inner.onValidationBatch(fit, batch, output);
    }

    @Override
    public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
      inner.onValidationEnd(fit, metrics);
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      inner.onEpochEnd(fit, metrics);
    }

    @Override
    public void onFitEnd(Fit fit) {
      inner.onFitEnd(fit);
    }
  }
}
