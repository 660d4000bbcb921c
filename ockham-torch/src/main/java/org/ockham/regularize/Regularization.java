package org.ockham.regularize;

import java.util.List;
import java.util.stream.Collectors;
import org.ockham.nn.Layer;
import org.ockham.nn.Summary;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Brings regularisers into a training run, in this order:
 *
 * <pre>{@code
 * Trainer.builder().callbacks(Regularization.of(ProximalL1.of(1e-4), MaxNorm.of(3)))
 * }</pre>
 *
 * @param regularizers at least one
 */
public record Regularization(List<Regularizer> regularizers) implements Callback {

  public Regularization {
    regularizers = List.copyOf(regularizers);
    if (regularizers.isEmpty()) {
      throw new IllegalArgumentException("a regularization of nothing: give it a regulariser");
    }
  }

  /** Of these. */
  public static Regularization of(Regularizer... regularizers) {
    return new Regularization(List.of(regularizers));
  }

  @Override
  public void onBackwardEnd(Fit fit) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      var parameters = fit.module().network().parameters();
      regularizers.forEach(each -> each.afterBackward(parameters, fit.optimizer(), fit.step()));
    }
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      var parameters = fit.module().network().parameters();
      regularizers.forEach(each -> each.afterStep(parameters, fit.optimizer(), fit.step()));
    }
  }

  /**
   * The network's {@linkplain Layer#summary(long...) summary}, and below it what each regulariser does to which of its parameters.
   *
   * @param inputShape the shape of one sample, without the batch
   */
  public Summary summary(Layer network, long... inputShape) {
    Summary summary = network.summary(inputShape);
    for (Regularizer each : regularizers) {
      summary = summary.with(each.describe(network));
    }
    return summary;
  }

  /** Each in a line. */
  public String describe() {
    return regularizers.stream().map(Regularizer::describe).collect(Collectors.joining("\n"));
  }
}
