package org.ockham.train;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Summary;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;

/**
 * Some regularisers together. {@link Trainer.Builder#regularizers} takes them as they are; in a loop of your own call them around
 * the step:
 *
 * <pre>{@code
 * Regularizers regularizers = Regularizers.of(L1.of(1e-4), MaxNorm.of(3));
 * for (long number = 0; number < steps; number++) {
 *   Step now = Step.of(seed, number);
 *   optimizer.zeroGrad();
 *   task.trainingStep(batch, now).loss().backward();
 *   regularizers.afterBackward(network.parameters(), optimizer, now);
 *   regularizers.beforeStep(network.parameters(), optimizer, now);
 *   optimizer.step();
 *   regularizers.afterStep(network.parameters(), optimizer, now);
 * }
 * }</pre>
 *
 * At each of the three places they are called by the names of their classes, so that the order in which they are listed changes no
 * number; two of one class as listed. Sums of penalties and noise differ by no more than rounding in any order, and a bound keeps
 * the zeros of a proximal step as that keeps the bound; where your own do not commute, make one of the two.
 */
public final class Regularizers {

  private final List<Regularizer> listed;
  private final List<GradientRegularizer> onGradients;
  private final List<ParameterRegularizer> onParameters;

  Regularizers(List<Regularizer> listed) {
    this.listed = List.copyOf(listed);
    onGradients = ordered(GradientRegularizer.class);
    onParameters = ordered(ParameterRegularizer.class);
    for (Regularizer each : listed) {
      if (!(each instanceof GradientRegularizer || each instanceof ParameterRegularizer)) {
        throw new IllegalArgumentException(each.describe()
            + ": it is neither a GradientRegularizer nor a ParameterRegularizer, so nothing would"
            + " be done");
      }
    }
  }

  /** Of these, at least one. */
  public static Regularizers of(Regularizer... regularizers) {
    if (regularizers.length == 0) {
      throw new IllegalArgumentException("regularisers of nothing: give at least one");
    }
    return new Regularizers(List.of(regularizers));
  }

  private <R extends Regularizer> List<R> ordered(Class<R> kind) {
    return listed.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .sorted(Comparator.comparing(each -> each.getClass().getName()))
        .toList();
  }

  /** As they were listed. */
  public List<Regularizer> list() {
    return listed;
  }

  /** After the backward pass, before gradients are clipped. */
  public void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    each(onGradients, regularizer -> regularizer.afterBackward(parameters, optimizer, step));
  }

  /** Once the gradients are final, before the optimiser's step. */
  public void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    each(onParameters, regularizer -> regularizer.beforeStep(parameters, optimizer, step));
  }

  /** After the optimiser's step. */
  public void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {
    each(onParameters, regularizer -> regularizer.afterStep(parameters, optimizer, step));
  }

  private static <R> void each(List<R> regularizers, Consumer<R> action) {
    if (!regularizers.isEmpty()) {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        regularizers.forEach(action);
      }
    }
  }

  /**
   * The network's {@linkplain Layer#summary(long...) summary}, and below it what each does to which of its parameters.
   *
   * @param inputShape the shape of one sample, without the batch
   */
  public Summary summary(Layer network, long... inputShape) {
    Summary summary = network.summary(inputShape);
    for (Regularizer each : listed) {
      summary = summary.with(each.describe(network));
    }
    return summary;
  }

  /** Each in a line. */
  public String describe() {
    return listed.stream().map(Regularizer::describe).collect(Collectors.joining("\n"));
  }
}
