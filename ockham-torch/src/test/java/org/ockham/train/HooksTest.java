package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ockham.callback.EarlyStopping;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.logger.Logger;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.ParameterGroup;
import org.ockham.optim.Sgd;
import org.ockham.schedule.Curve;
import org.ockham.tensor.Tensor;

/** Who is called when in a fit: the order that the documentation says. */
final class HooksTest {

  /** Four batches of ten: two steps an epoch where two are accumulated. */
  private static final DataModule LINE = DataModule.of(new Line(40), new Line(10));

  private final List<String> events = new ArrayList<>();
  /** What reaches the logger, on a thread of its own: the step, and which tags. */
  private final List<String> rows = new ArrayList<>();

  private FitResult fit(Callback... callbacks) {
    return Trainer.builder()
        .maxEpochs(2)
        .batchSize(10)
        .accumulate(2)
        .validateEvery(Interval.epochs(0.5))
        .schedule(RateSchedule.perStep((Curve) (step, initial) -> {
          events.add("rate");
          return initial;
        }))
        .regularizers(new Gradients(), new Parameters())
        .callbacks(callbacks)
        .loggers(new Watching())
        .build()
        .fit(new Module(), LINE);
  }

  private static final List<String> STEP = List.of(
      "rate",
      "onStepStart",
      "trainingStep",
      "trainingStep",
      "afterBackward",
      "beforeStep",
      "onGradients",
      "step",
      "afterStep",
      "onStepEnd");

  private static final List<String> VALIDATION =
      List.of("onValidationStart", "validationStep", "onValidationEnd");

  @Test
  void everyoneIsCalledInTheDocumentedOrder() {
    fit(new Telling());

    List<String> expected = new ArrayList<>(
        List.of("trainingStep", "validationStep", "tags", "rate", "start", "onFitStart"));
    for (int epoch = 1; epoch <= 2; epoch++) {
      expected.add("onEpochStart");
      expected.addAll(epoch == 1 ? STEP.subList(1, STEP.size()) : STEP);
      expected.addAll(VALIDATION);
      expected.addAll(STEP);
      expected.addAll(VALIDATION);
      expected.add("onEpochEnd");
    }
    expected.addAll(List.of("onFitEnd", "finish", "close"));
    assertThat(events).isEqualTo(expected);
    assertThat(rows)
        .containsExactly(
            "1 [event]",
            "1 [val/loss]",
            "2 [event]",
            "2 [train/loss, val/loss]",
            "3 [event]",
            "3 [val/loss]",
            "4 [event]",
            "4 [train/loss, val/loss]");
  }

  @Test
  void theTableOfThePageIsInThisOrder() throws Exception {
    fit(new Telling());
    List<String> listed = new ArrayList<>();
    Pattern hook = Pattern.compile("`[A-Za-z]+\\.(\\w+)`");
    String page = Files.readString(Path.of("../docs/training.md"));
    String table = page.substring(page.indexOf("## Hooks"));
    for (String line : table.lines().filter(line -> line.startsWith("| ")).toList()) {
      hook.matcher(line).results().forEach(found -> listed.add(found.group(1)));
    }
    assertThat(listed).contains("log");
    listed.removeIf("log"::equals);
    assertThat(new LinkedHashSet<>(events)).containsExactlyElementsOf(new LinkedHashSet<>(listed));
  }

  @Test
  void aFailureIsToldBeforeTheEnd() {
    Callback failing = new Callback() {
      @Override
      public void onStepStart(Fit fit) {
        if (fit.step() == 1) {
          throw new IllegalStateException("broken");
        }
      }
    };
    assertThatThrownBy(() -> fit(failing, new Telling())).hasMessage("broken");
    assertThat(events).endsWith("rate", "onException", "onFitEnd", "close");
  }

  @Test
  void anInterruptIsToldAtTheEndOfAStep() {
    Callback interrupting = new Callback() {
      @Override
      public void onStepStart(Fit fit) {
        if (fit.step() == 1) {
          Thread.currentThread().interrupt();
        }
      }
    };
    FitResult fit = fit(interrupting, new Telling());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fit.isInterrupted()).isTrue();
    assertThat(events).endsWith("onStepEnd", "onInterrupt", "onFitEnd", "close");
  }

  @Test
  void whatCallbacksLogAtOneEventIsOneRowAndSeenFromTheNextOn() {
    List<Map<String, Double>> rows = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    Callback first = logging("a", seen);
    Callback second = logging("b", seen);
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(20)
        .callbacks(first, second)
        .loggers((step, epoch, values) -> rows.add(values))
        .build()
        .fit(new Recorded(), LINE);
    assertThat(rows.get(0)).containsExactly(Map.entry("a", 1.0), Map.entry("b", 1.0));
    assertThat(rows.get(1)).containsExactly(Map.entry("a", 2.0), Map.entry("b", 2.0));
    assertThat(rows.get(2)).containsOnlyKeys("train/loss", "val/loss").hasSize(2);
    assertThat(rows).hasSize(3);
    assertThat(seen).containsExactly(0.0, 0.0, 1.0, 1.0);
  }

  private static Callback logging(String tag, List<Double> seen) {
    return new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        seen.add(fit.latest().getOrDefault("a", 0.0));
        fit.log(Map.of(tag, (double) fit.step()));
      }
    };
  }

  @Test
  void whatACallbackWillLogMayBeMonitored() {
    Monitor monitor = Monitor.of("event");
    Callback monitoring = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        monitor.check(fit);
      }
    };
    assertThat(fit(monitoring, new Telling()).epochs()).hasSize(2);
    assertThatThrownBy(() -> fit(monitoring))
        .hasMessage("'event' is monitored but not measured; there are train/loss, val/loss");
  }

  @Test
  void whatACallbackLogsCanStopTraining() {
    FitResult fit = fit(EarlyStopping.on("event").patience(1), new Telling());
    assertThat(fit.stopReason()).isEqualTo("event has not become better than 1.0000 for 1 epochs");
  }

  /** Notes every event, and logs one number a step. */
  private final class Telling implements Callback {

    @Override
    public List<String> tags(Fit fit) {
      events.add("tags");
      return List.of("event");
    }

    @Override
    public void onFitStart(Fit fit) {
      events.add("onFitStart");
    }

    @Override
    public void onEpochStart(Fit fit) {
      events.add("onEpochStart");
    }

    @Override
    public void onStepStart(Fit fit) {
      events.add("onStepStart");
    }

    @Override
    public void onGradients(Fit fit) {
      events.add("onGradients");
    }

    @Override
    public void onStepEnd(Fit fit, double loss) {
      events.add("onStepEnd");
      fit.log(Map.of("event", 1.0));
    }

    @Override
    public void onValidationStart(Fit fit) {
      events.add("onValidationStart");
    }

    @Override
    public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
      events.add("onValidationEnd");
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      events.add("onEpochEnd");
    }

    @Override
    public void onInterrupt(Fit fit) {
      events.add("onInterrupt");
    }

    @Override
    public void onException(Fit fit, Throwable failure) {
      events.add("onException");
    }

    @Override
    public void onFitEnd(Fit fit) {
      events.add("onFitEnd");
    }
  }

  private final class Watching implements Logger {

    @Override
    public void start(List<String> tags, boolean isResumed) {
      events.add("start");
    }

    @Override
    public void log(long step, int epoch, Map<String, Double> values) {
      rows.add(step + " " + values.keySet());
    }

    @Override
    public void finish() {
      events.add("finish");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }

  private final class Gradients implements GradientRegularizer {

    @Override
    public void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      events.add("afterBackward");
    }

    @Override
    public String describe() {
      return "notes";
    }
  }

  private final class Parameters implements ParameterRegularizer {

    @Override
    public void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      events.add("beforeStep");
    }

    @Override
    public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
      events.add("afterStep");
    }

    @Override
    public String describe() {
      return "notes";
    }
  }

  private final class Module implements TrainingModule {
    private final Layer network = new Linear(2, 1);

    @Override
    public Layer network() {
      return network;
    }

    @Override
    public OptimizerConfig configureOptimizer() {
      return new Noted(Sgd.rate(1e-4));
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      events.add("trainingStep");
      return StepOutput.of(
          network.apply(batch.input()).sub(batch.target()).square().mean());
    }

    @Override
    public StepOutput validationStep(Batch batch) {
      events.add("validationStep");
      return StepOutput.of(Tensor.scalar(1));
    }
  }

  /** Notes when the optimiser steps: after the closure. */
  private final class Noted implements OptimizerConfig {
    private final OptimizerConfig config;

    Noted(OptimizerConfig config) {
      this.config = config;
    }

    @Override
    public double rate() {
      return config.rate();
    }

    @Override
    public Optimizer over(Map<String, Parameter> parameters) {
      Optimizer optimizer = config.over(parameters);
      return new Optimizer() {
        @Override
        public double step(Supplier<Tensor> closure) {
          return optimizer.step(() -> {
            Tensor loss = closure.get();
            events.add("step");
            return loss;
          });
        }

        @Override
        public List<ParameterGroup> groups() {
          return optimizer.groups();
        }

        @Override
        public void addGroup(OptimizerConfig more, Map<String, Parameter> others) {
          optimizer.addGroup(more, others);
        }

        @Override
        protected Map<String, Tensor> slots() {
          return Map.of();
        }

        @Override
        protected void take(Map<String, Tensor> saved) {}
      };
    }
  }
}
