package org.ockham.callback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.data.Batch;
import org.ockham.file.Log;
import org.ockham.nn.Observation;
import org.ockham.nn.Parameter;
import org.ockham.nn.ReLU;
import org.ockham.state.SavedState;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.StepOutput;
import org.slf4j.Logger;

/**
 * Says in words, once each, what goes wrong in a training that runs through all the same: the loss jumps, it stays at that of guessing,
 * units are dead, a layer is lost to NaN, overfitting has begun. Each {@link Finding} is logged when it is found, as a warning and as the
 * text {@code guard_rails}; {@link #findings} has them all. Nothing is stopped: see {@link EarlyStopping} for that.
 *
 * <pre>{@code
 * GuardRails rails = GuardRails.standard();
 * Trainer.builder().callbacks(rails).build().fit(task, data);
 * rails.findings().forEach(finding -> System.out.println(finding.text()));
 * }</pre>
 */
public final class GuardRails implements Callback {

  private static final Logger LOG = Log.of(GuardRails.class);

  /** What can be found. */
  public enum Kind {
    /** The training loss, smoothed over some ten steps, is over twice what it was, by a quarter of what it began with. */
    SPIKE,
    /** The training loss has been within 1 % of ln(classes), that of guessing, for three epochs. */
    CHANCE,
    /** Of a ReLU layer half of the units or more were active for no sample of a validation batch. */
    DEAD_UNITS,
    /** A parameter holds numbers that are not finite. */
    NOT_FINITE,
    /** The training loss goes on falling, while the validation loss has been above its best for some validations, by 5 % at last. */
    OVERFITTING
  }

  /**
   * Something that was found.
   *
   * @param kind what
   * @param epoch when, from 1
   * @param step after how many steps
   * @param text a sentence with what was seen and what to try
   */
  public record Finding(Kind kind, int epoch, long step, String text) {}

  /**
   * The settings.
   *
   * @param deadShare which share of a layer's units must be dead, in (0, 1]; default 0.5
   * @param patience for how many validations in a row overfitting must be seen; default 5
   */
  public record Config(double deadShare, int patience) {

    public Config {
      Check.positive("deadShare", Check.probability("deadShare", deadShare));
      Check.positive("patience", patience);
    }
  }

  private static final int FIRST_STEPS = 10;
  private static final double KEPT = 0.9;
  private static final int CHANCE_EPOCHS = 3;

  private final Config config;
  private final Map<Kind, Finding> findings = new LinkedHashMap<>();
  private final List<Observation> observers = new ArrayList<>();

  // of the loss of steps
  private double sum;
  private double weight;
  private double initial = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  // of epochs
  private long classes;
  private long epochsAtChance;
  private double bestValidation = Double.POSITIVE_INFINITY;
  private double trainingAtBest;
  private long bestEpoch;
  private long validationsAbove;

  /** With these settings. */
  public GuardRails(Config config) {
    this.config = config;
  }

  /** With the settings' defaults. */
  public static GuardRails standard() {
    return new GuardRails(new Config(0.5, 5));
  }

  /** Which share of a layer's units must be dead to be told. */
  public GuardRails deadShare(double share) {
    return new GuardRails(Copy.of(config, "deadShare", share));
  }

  /** For how many validations in a row overfitting must be seen to be told. */
  public GuardRails patience(int validations) {
    return new GuardRails(Copy.of(config, "patience", validations));
  }

  /** What was found in the fit under way, or in the last, in the order in which it was. */
  public List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  @Override
  public void onFitStart(Fit fit) {
    findings.clear();
    sum = 0;
    weight = 0;
    initial = Double.NaN;
    lowest = Double.POSITIVE_INFINITY;
    classes = 0;
    epochsAtChance = 0;
    bestValidation = Double.POSITIVE_INFINITY;
    trainingAtBest = Double.NaN;
    bestEpoch = 0;
    validationsAbove = 0;
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (Double.isNaN(loss)) { // nothing in the batch counts
      return;
    }
    sum = KEPT * sum + (1 - KEPT) * loss;
    weight = KEPT * weight + (1 - KEPT);
    double smoothed = sum / weight;
    if (fit.step() < FIRST_STEPS) {
      return;
    }
    if (Double.isNaN(initial)) {
      initial = smoothed;
    }
    lowest = Math.min(lowest, smoothed);
    if (smoothed > 2 * lowest && smoothed - lowest > 0.25 * Math.abs(initial)) {
      tell(
          fit,
          Kind.SPIKE,
          "the training loss has jumped from %.4f to %.4f (means of some ten steps): lower the learning rate (now %s), clip the gradients, or look at the data of these steps",
          lowest,
          smoothed,
          fit.rate());
    }
  }

  @Override
  public void onValidationStart(Fit fit) {
    lookForLostParameters(fit);
    unobserve();
    if (!findings.containsKey(Kind.DEAD_UNITS)) {
      fit.module().network().layers().forEach((path, layer) -> {
        if (layer instanceof ReLU) {
          observers.add(
              layer.observe((applied, input, output) -> lookForDeadUnits(fit, path, output)));
        }
      });
    }
  }

  @Override
  public void onValidationBatch(Fit fit, Batch batch, StepOutput output) {
    unobserve(); // one batch is enough
    Tensor values = output.output();
    Tensor target = output.target();
    if (values != null && target != null && !target.dtype().isFloating() && values.dim() > 1) {
      classes = values.size(1);
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    double training = metrics.getOrDefault("train/loss", Double.NaN);
    double validation = metrics.getOrDefault("val/loss", Double.NaN);
    lookForGuessing(fit, training);
    if (!Double.isNaN(validation)) {
      lookForOverfitting(fit, training, validation);
    }
  }

  @Override
  public void onException(Fit fit, Throwable failure) {
    lookForLostParameters(fit);
  }

  @Override
  public void onFitEnd(Fit fit) {
    unobserve();
  }

  private void lookForGuessing(Fit fit, double loss) {
    double chance = StrictMath.log((double) classes);
    boolean isThere = classes > 1 && Math.abs(loss - chance) <= 0.01 * chance;
    epochsAtChance = isThere ? epochsAtChance + 1 : 0;
    if (epochsAtChance >= CHANCE_EPOCHS) {
      tell(
          fit,
          Kind.CHANCE,
          "the training loss has stayed at ln %d = %.4f for %d epochs, the network guesses: look at the labels, the learning rate (now %s), and whether gradients reach all layers",
          classes,
          chance,
          epochsAtChance,
          fit.rate());
    }
  }

  private void lookForOverfitting(Fit fit, double training, double validation) {
    if (validation < bestValidation) {
      bestValidation = validation;
      trainingAtBest = training;
      bestEpoch = fit.epoch();
      validationsAbove = 0;
    } else {
      boolean isApart = validation > bestValidation && training < trainingAtBest;
      validationsAbove = isApart ? validationsAbove + 1 : 0;
    }
    if (validationsAbove >= config.patience
        && validation - bestValidation > 0.05 * Math.abs(bestValidation)) {
      tell(
          fit,
          Kind.OVERFITTING,
          "overfitting has begun: since epoch %d the training loss has fallen from %.4f to %.4f and the validation loss risen from %.4f to %.4f: keep the weights of that epoch (Checkpoint), stop there (EarlyStopping), or regularise",
          bestEpoch,
          trainingAtBest,
          training,
          bestValidation,
          validation);
    }
  }

  private void lookForLostParameters(Fit fit) {
    if (findings.containsKey(Kind.NOT_FINITE)) {
      return;
    }
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      for (Map.Entry<String, Parameter> each :
          fit.module().network().parameters().entrySet()) {
        Parameter parameter = each.getValue();
        long lost =
            parameter.count() - parameter.value().detach().isfinite().sum().itemLong();
        if (lost > 0) {
          tell(
              fit,
              Kind.NOT_FINITE,
              "of the parameter %s (%s) %d of %d numbers are not finite: lower the learning rate (now %s), clip the gradients, and start anew from weights of before",
              each.getKey(),
              parameter.owner(),
              lost,
              parameter.count(),
              fit.rate());
          return;
        }
      }
    }
  }

  /** A unit is a feature of [n, features], and a channel of an image. */
  private void lookForDeadUnits(Fit fit, String path, Tensor output) {
    if (output.dim() < 2) {
      return;
    }
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      long units = output.size(1);
      long dead = output
          .detach()
          .transpose(0, 1)
          .reshape(units, -1)
          .max(1)
          .values()
          .le(0)
          .sum()
          .itemLong();
      if (dead >= config.deadShare * units) {
        tell(
            fit,
            Kind.DEAD_UNITS,
            "of the layer %s (ReLU) %d of %d units are dead, active for none of the %d samples of a validation batch: lower the learning rate (now %s), or take another initialisation, a norm before it, or LeakyReLU",
            path,
            dead,
            units,
            output.size(0),
            fit.rate());
      }
    }
  }

  private void tell(Fit fit, Kind kind, String format, Object... values) {
    if (!findings.containsKey(kind)) {
      String text = String.format(Locale.ROOT, format, values);
      findings.put(kind, new Finding(kind, fit.epoch(), fit.step(), text));
      LOG.warn("step {} (epoch {}): {}", fit.step(), fit.epoch(), text);
      fit.log("guard_rails", text);
    }
  }

  private void unobserve() {
    observers.forEach(Observation::close);
    observers.clear();
  }

  @Override
  public SavedState state() {
    Map<String, @Nullable Object> state = new HashMap<>();
    List<Map<String, Object>> found = new ArrayList<>();
    findings
        .values()
        .forEach(each -> found.add(Map.of(
            "kind",
            each.kind.name(),
            "epoch",
            (long) each.epoch,
            "step",
            each.step,
            "text",
            each.text)));
    state.put("findings", found);
    state.put("sum", sum);
    state.put("weight", weight);
    state.put("initial", initial);
    state.put("lowest", lowest);
    state.put("classes", classes);
    state.put("epochsAtChance", epochsAtChance);
    state.put("bestValidation", bestValidation);
    state.put("trainingAtBest", trainingAtBest);
    state.put("bestEpoch", bestEpoch);
    state.put("validationsAbove", validationsAbove);
    return SavedState.of(state);
  }

  @Override
  public void restore(SavedState saved) {
    Map<Kind, Finding> found = found(saved);
    double sum = saved.number("sum");
    double weight = saved.number("weight");
    double initial = saved.number("initial");
    double lowest = saved.number("lowest");
    long classes = saved.whole("classes");
    long epochsAtChance = saved.whole("epochsAtChance");
    double bestValidation = saved.number("bestValidation");
    double trainingAtBest = saved.number("trainingAtBest");
    long bestEpoch = saved.whole("bestEpoch");
    long validationsAbove = saved.whole("validationsAbove");
    this.sum = sum;
    this.weight = weight;
    this.initial = initial;
    this.lowest = lowest;
    this.classes = classes;
    this.epochsAtChance = epochsAtChance;
    this.bestValidation = bestValidation;
    this.trainingAtBest = trainingAtBest;
    this.bestEpoch = bestEpoch;
    this.validationsAbove = validationsAbove;
    findings.clear();
    findings.putAll(found);
  }

  private static Map<Kind, Finding> found(SavedState saved) {
    Map<Kind, Finding> found = new LinkedHashMap<>();
    for (SavedState each : saved.states("findings")) {
      Kind kind = Kind.valueOf(each.text("kind"));
      found.put(
          kind,
          new Finding(
              kind, Math.toIntExact(each.whole("epoch")), each.whole("step"), each.text("text")));
    }
    return found;
  }
}
