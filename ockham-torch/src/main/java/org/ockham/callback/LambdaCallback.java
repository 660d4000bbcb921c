package org.ockham.callback;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;
import org.ockham.check.Copy;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * A callback of a few lines, without a class:
 *
 * <pre>{@code
 * LambdaCallback.nothing().onEpochEnd((fit, metrics) -> System.out.println(metrics))
 * }</pre>
 *
 * <p>One that remembers something between events, so that resuming would need it, is better a class with a state.
 *
 * @param fitStart {@link Callback#onFitStart}
 * @param epochStart {@link Callback#onEpochStart}
 * @param stepStart {@link Callback#onStepStart}
 * @param gradients {@link Callback#onGradients}
 * @param stepEnd {@link Callback#onStepEnd}
 * @param validationStart {@link Callback#onValidationStart}
 * @param validationEnd {@link Callback#onValidationEnd}
 * @param epochEnd {@link Callback#onEpochEnd}
 * @param interrupt {@link Callback#onInterrupt}
 * @param exception {@link Callback#onException}
 * @param fitEnd {@link Callback#onFitEnd}
 */
public record LambdaCallback(
    Consumer<Fit> fitStart,
    Consumer<Fit> epochStart,
    Consumer<Fit> stepStart,
    Consumer<Fit> gradients,
    ObjDoubleConsumer<Fit> stepEnd,
    Consumer<Fit> validationStart,
    BiConsumer<Fit, Map<String, Double>> validationEnd,
    BiConsumer<Fit, Map<String, Double>> epochEnd,
    Consumer<Fit> interrupt,
    BiConsumer<Fit, Throwable> exception,
    Consumer<Fit> fitEnd)
    implements Callback {

  /** One that does nothing yet. */
  public static LambdaCallback nothing() {
    Consumer<Fit> none = fit -> {};
    BiConsumer<Fit, Map<String, Double>> neither = (fit, metrics) -> {};
    return new LambdaCallback(
        none,
        none,
        none,
        none,
        (fit, loss) -> {},
        none,
        neither,
        neither,
        none,
        (fit, e) -> {},
        none);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onFitStart(Consumer<Fit> action) {
    return Copy.of(this, "fitStart", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onEpochStart(Consumer<Fit> action) {
    return Copy.of(this, "epochStart", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onStepStart(Consumer<Fit> action) {
    return Copy.of(this, "stepStart", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onGradients(Consumer<Fit> action) {
    return Copy.of(this, "gradients", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onStepEnd(ObjDoubleConsumer<Fit> action) {
    return Copy.of(this, "stepEnd", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onValidationStart(Consumer<Fit> action) {
    return Copy.of(this, "validationStart", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onValidationEnd(BiConsumer<Fit, Map<String, Double>> action) {
    return Copy.of(this, "validationEnd", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onEpochEnd(BiConsumer<Fit, Map<String, Double>> action) {
    return Copy.of(this, "epochEnd", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onInterrupt(Consumer<Fit> action) {
    return Copy.of(this, "interrupt", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onException(BiConsumer<Fit, Throwable> action) {
    return Copy.of(this, "exception", action);
  }

  /** Does this in place of what it did then. */
  public LambdaCallback onFitEnd(Consumer<Fit> action) {
    return Copy.of(this, "fitEnd", action);
  }

  @Override
  public void onFitStart(Fit fit) {
    fitStart.accept(fit);
  }

  @Override
  public void onEpochStart(Fit fit) {
    epochStart.accept(fit);
  }

  @Override
  public void onStepStart(Fit fit) {
    stepStart.accept(fit);
  }

  @Override
  public void onGradients(Fit fit) {
    gradients.accept(fit);
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    stepEnd.accept(fit, loss);
  }

  @Override
  public void onValidationStart(Fit fit) {
    validationStart.accept(fit);
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    validationEnd.accept(fit, metrics);
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    epochEnd.accept(fit, metrics);
  }

  @Override
  public void onInterrupt(Fit fit) {
    interrupt.accept(fit);
  }

  @Override
  public void onException(Fit fit, Throwable failure) {
    exception.accept(fit, failure);
  }

  @Override
  public void onFitEnd(Fit fit) {
    fitEnd.accept(fit);
  }
}
