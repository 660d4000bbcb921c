package org.ockham.train;

import org.ockham.data.Batch;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;

/**
 * Trains a network to predict values: its output and the target are [n, width]. Logs the loss.
 *
 * @param network the network
 * @param configureOptimizer the optimiser; default {@code Adam.rate(1e-3)}
 * @param loss what is minimised; default {@link MseLoss}
 */
public record Regressor(Layer network, OptimizerConfig configureOptimizer, Loss loss)
    implements TrainingModule {

  /** With the defaults. */
  public static Regressor of(Layer network) {
    return new Regressor(network, Adam.rate(1e-3), new MseLoss());
  }

  /** With this optimiser. */
  public Regressor optimizer(OptimizerConfig optimizer) {
    return new Regressor(network, optimizer, loss);
  }

  /** With this loss. */
  public Regressor loss(Loss loss) {
    return new Regressor(network, configureOptimizer, loss);
  }

  @Override
  public Regressor withNetwork(Layer network) {
    return new Regressor(network, configureOptimizer, loss);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    return StepOutput.of(loss, network.apply(batch.input()), batch.target());
  }
}
