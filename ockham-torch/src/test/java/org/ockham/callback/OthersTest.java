package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataModule;
import org.ockham.nn.Selection;
import org.ockham.optim.Adam;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.FitResult;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;

/** Freezing, time, predictions, lambdas, lines of progress. */
final class OthersTest {

  private static final DataModule DIGITS = Toys.digits(); // six steps an epoch

  private final Classifier task = Classifier.of(Toys.network()).optimizer(Adam.rate(0.01));

  private FitResult fit(int epochs, Callback... callbacks) {
    return Trainer.builder()
        .maxEpochs(epochs)
        .batchSize(50)
        .callbacks(callbacks)
        .build()
        .fit(task, DIGITS);
  }

  private double sum(String parameter) {
    try (Scope scope = Scope.open()) {
      return task.network()
          .parameters()
          .get(parameter)
          .value()
          .detach()
          .abs()
          .sum()
          .item();
    }
  }

  @Test
  void whatIsFrozenIsTrainedFromItsEpochOn() {
    List<Double> body = new ArrayList<>();
    List<Double> head = new ArrayList<>();
    LambdaCallback watch = LambdaCallback.nothing().onEpochEnd((fit, metrics) -> {
      body.add(sum("fc1.weight"));
      head.add(sum("fc2.weight"));
    });
    fit(4, watch, Freeze.until(3, Selection.named("fc1.*")));
    assertThat(body.get(1)).isEqualTo(body.get(0));
    assertThat(body.get(2)).isNotEqualTo(body.get(1));
    assertThat(head).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void afterTheFitAllIsTrainedThatWas() {
    task.network().initialize(1);
    task.network().parameters().get("fc2.bias").freeze();
    fit(1, Freeze.always(Selection.named("fc*")));
    assertThat(task.network().parameters().get("fc1.weight").isTrained()).isTrue();
    assertThat(task.network().parameters().get("fc2.bias").isTrained())
        .as("as before")
        .isFalse();
  }

  @Test
  void toFreezeNothingOrAllIsRefused() {
    assertThatThrownBy(() -> fit(1, Freeze.until(2, Selection.named("x"))))
        .hasMessageContaining("nothing to freeze: the network has no parameter that is named x");
    assertThatThrownBy(() -> fit(1, Freeze.until(2, Selection.all())))
        .hasMessage("to freeze all leaves nothing to train: select fewer parameters");
    assertThat(task.network().parameters().get("fc1.weight").isTrained()).isTrue();
    assertThatThrownBy(() -> Freeze.until(0, Selection.all())).hasMessageContaining("epoch is 0");
  }

  @Test
  void timeThatIsOverEndsAStepOrAnEpoch() {
    List<Long> steps = new ArrayList<>();
    LambdaCallback count = LambdaCallback.nothing().onStepEnd((fit, loss) -> steps.add(fit.step()));
    FitResult atOnce = fit(9, count, Timer.of(Duration.ZERO));
    assertThat(steps).containsExactly(1L);
    assertThat(atOnce.stopReason()).isEqualTo("the time of 0.0 s is over");
    steps.clear();
    assertThat(fit(9, count, Timer.of(Duration.ZERO).atEpochs(true)).epochs()).hasSize(1);
    assertThat(steps).hasSize(6);
    assertThat(fit(2, Timer.of(Duration.ofDays(9))).stopReason()).isNull();
  }

  @Test
  void predictionsAreWrittenAtTheEnd(@TempDir Path folder) throws Exception {
    FitResult fit = fit(2, PredictionWriter.of(DIGITS.test(), folder.resolve("new")));
    List<String> lines = Files.readAllLines(folder.resolve("new/predictions.csv"));
    assertThat(lines).hasSize(101);
    assertThat(lines.get(0)).startsWith("index,output_0,output_1,").endsWith(",output_9");
    try (Scope scope = Scope.open()) {
      Tensor outputs = Trainer.builder().build().predict(fit.last(), DIGITS.test());
      String[] cells = lines.get(8).split(",");
      assertThat(cells[0]).isEqualTo("7");
      for (int i = 0; i < 10; i++) {
        assertThat(Float.parseFloat(cells[i + 1]))
            .isEqualTo((float) outputs.get(7).get(i).item());
      }
    }
  }

  @Test
  void predictionsAreWrittenEverySoManyEpochs(@TempDir Path folder) {
    fit(
        5,
        PredictionWriter.of(DIGITS.test(), folder)
            .everyEpochs(2)
            .format(PredictionWriter.Format.SAFETENSORS));
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "predictions-epoch=2.safetensors", "predictions-epoch=4.safetensors");
    try (Scope scope = Scope.open()) {
      Tensor read = Safetensors.read(folder.resolve("predictions-epoch=2.safetensors"))
          .tensors()
          .get("predictions");
      assertThat(read.shape()).containsExactly(100, 10);
    }
  }

  @Test
  void noPredictionsOfAFitThatFailed(@TempDir Path folder) {
    assertThatThrownBy(() -> fit(
            1,
            PredictionWriter.of(DIGITS.test(), folder),
            LambdaCallback.nothing().onStepEnd((fit, loss) -> {
              throw new IllegalStateException("out of luck");
            })))
        .hasMessage("out of luck");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void lambdasAreToldOfEverything() {
    List<String> events = new ArrayList<>();
    LambdaCallback all = LambdaCallback.nothing()
        .onFitStart(fit -> events.add("fit start"))
        .onEpochStart(fit -> events.add("epoch start"))
        .onStepStart(fit -> events.add("step start"))
        .onGradients(fit -> events.add("gradients"))
        .onStepEnd((fit, loss) -> events.add("step end"))
        .onValidationStart(fit -> events.add("validation start"))
        .onValidationEnd((fit, metrics) -> events.add("validation end"))
        .onEpochEnd((fit, metrics) -> events.add("epoch end"))
        .onFitEnd(fit -> events.add("fit end"));
    Trainer.builder().maxEpochs(1).batchSize(300).callbacks(all).build().fit(task, DIGITS);
    assertThat(events)
        .containsExactly(
            "fit start",
            "epoch start",
            "step start",
            "gradients",
            "step end",
            "validation start",
            "validation end",
            "epoch end",
            "fit end");
  }

  @Test
  void progressIsALineAnEpoch() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    fit(2, ProgressLines.to(stream), new Callback() {
      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        if (fit.epoch() == 2) {
          fit.stop("enough");
        }
      }
    });
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line)
                .matches("epoch 1/2 {2}train/loss \\d\\.\\d{4} {2}train/accuracy \\d\\.\\d{4} {2}"
                    + "val/loss \\d\\.\\d{4} {2}val/accuracy \\d\\.\\d{4} {2}\\(\\d+\\.\\d s\\)"),
            line -> assertThat(line).startsWith("epoch 2/2 "),
            line -> assertThat(line).isEqualTo("stopped after epoch 2: enough"));
  }

  @Test
  void anEpochThatIsGoneOnWithTakesTheTimeSinceThen() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ProgressLines lines = ProgressLines.to(new PrintStream(out, true, StandardCharsets.UTF_8));
    fit(1, new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        lines.onFitStart(fit); // and no onEpochStart, as after a resume
      }

      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        lines.onEpochEnd(fit, metrics);
      }
    });
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .matches("epoch 1/1 .*\\(\\d{1,2}\\.\\d s\\)");
  }
}
