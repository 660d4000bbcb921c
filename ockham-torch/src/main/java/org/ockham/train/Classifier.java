package org.ockham.train;

import java.util.List;
import org.ockham.data.Batch;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.metric.Accuracy;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;

/**
 * Trains a network to tell classes apart: its output is [n, classes] unnormalised, the target [n] class indices. Logs loss and
 * accuracy.
 *
 * @param network the network
 * @param configureOptimizer the optimiser; default {@code Adam.rate(1e-3)}
 * @param loss what is minimised; default {@link CrossEntropyLoss}
 */
public record Classifier(Layer network, OptimizerConfig configureOptimizer, Loss loss)
    implements TrainingModule {

  /** With the defaults. */
  public static Classifier of(Layer network) {
    return new Classifier(network, Adam.rate(1e-3), new CrossEntropyLoss());
  }

  /** With this optimiser. */
  public Classifier optimizer(OptimizerConfig optimizer) {
    return new Classifier(network, optimizer, loss);
  }

  /** With this loss. */
  public Classifier loss(Loss loss) {
    return new Classifier(network, configureOptimizer, loss);
  }

  @Override
  public Classifier withNetwork(Layer network) {
    return new Classifier(network, configureOptimizer, loss);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    return StepOutput.of(loss, network.apply(batch.input()), batch.target());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(new Accuracy());
  }
}
