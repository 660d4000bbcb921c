package org.ockham.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.data.Batch;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.metric.MeanAbsoluteError;
import org.ockham.metric.Metric;
import org.ockham.metric.R2;
import org.ockham.metric.RootMeanSquaredError;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;

/**
 * Trains a network to predict values: its output and the target are [n, width]. Logs the loss, and {@code rmse}, {@code mae} and
 * {@code r2} if it is {@linkplain #measuredIn told} what a target of 1 is.
 *
 * @param network the network
 * @param configureOptimizer the optimiser; default {@code Adam.rate(1e-3)}
 * @param loss what is minimised; default {@link MseLoss}
 * @param unit what a target of 1 is in the units to measure in: 1, or the deviation of a target that was standardised; default null,
 *     which measures the loss alone
 */
public record Regressor(
    Layer network,
    OptimizerConfig configureOptimizer,
    Loss loss,
    @Nullable Double unit) implements TrainingModule {

  public Regressor {
    if (unit != null) {
      Check.positive("unit", unit);
    }
  }

  /** Measuring the loss alone. */
  public Regressor(Layer network, OptimizerConfig configureOptimizer, Loss loss) {
    this(network, configureOptimizer, loss, null);
  }

  /** With the defaults. */
  public static Regressor of(Layer network) {
    return new Regressor(network, Adam.rate(1e-3), new MseLoss());
  }

  /** With this optimiser. */
  public Regressor optimizer(OptimizerConfig optimizer) {
    return new Regressor(network, optimizer, loss, unit);
  }

  /** With this loss. */
  public Regressor loss(Loss loss) {
    return new Regressor(network, configureOptimizer, loss, unit);
  }

  /** With errors measured too, a target of 1 being so much of what they are told in. */
  public Regressor measuredIn(double unit) {
    return new Regressor(network, configureOptimizer, loss, unit);
  }

  @Override
  public Regressor withNetwork(Layer network) {
    return new Regressor(network, configureOptimizer, loss, unit);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    return StepOutput.of(loss, network.apply(batch.input()), batch.target());
  }

  @Override
  public List<Metric> metrics() {
    return unit == null
        ? List.of()
        : List.of(new RootMeanSquaredError(unit), new MeanAbsoluteError(unit), new R2());
  }
}
