package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import org.ockham.data.Batch;
import org.ockham.loss.BceLoss;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.loss.Loss;
import org.ockham.metric.Averaging;
import org.ockham.metric.ExactMatch;
import org.ockham.metric.F1;
import org.ockham.metric.LabelF1;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;

/**
 * Trains a network to tell which of several labels hold, any number of them at once: its output is [n, labels], a sigmoid of each being
 * the label's probability, and the target [n, labels] of 0 and 1. Logs the loss, {@code f1_micro}, {@code f1_macro}, {@code
 * exact_match}, and {@code f1/LABEL} of each label that has a name.
 *
 * @param network the network
 * @param configureOptimizer the optimiser; default {@code Adam.rate(1e-3)}
 * @param loss what is minimised; default {@link BceWithLogitsLoss}. {@link BceLoss} is refused: its probabilities would all count as found
 * @param labels their names; none if they have none
 */
public record MultiLabel(
    Layer network, OptimizerConfig configureOptimizer, Loss loss, List<String> labels)
    implements TrainingModule {

  public MultiLabel {
    if (loss instanceof BceLoss) {
      throw new IllegalArgumentException(
          "loss is BceLoss, which takes probabilities, but a network of labels gives what is before the sigmoid: take"
              + " BceWithLogitsLoss, and leave the last sigmoid out of the network");
    }
    labels = List.copyOf(labels);
  }

  /** With the defaults. */
  public static MultiLabel of(Layer network, String... labels) {
    return new MultiLabel(network, Adam.rate(1e-3), new BceWithLogitsLoss(), List.of(labels));
  }

  /** With this optimiser. */
  public MultiLabel optimizer(OptimizerConfig optimizer) {
    return new MultiLabel(network, optimizer, loss, labels);
  }

  /** With this loss. */
  public MultiLabel loss(Loss loss) {
    return new MultiLabel(network, configureOptimizer, loss, labels);
  }

  @Override
  public MultiLabel withNetwork(Layer network) {
    return new MultiLabel(network, configureOptimizer, loss, labels);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    return StepOutput.of(loss, network.apply(batch.input()), batch.target());
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>(
        List.of(new F1(Averaging.MICRO), new F1(Averaging.MACRO), new ExactMatch()));
    for (int i = 0; i < labels.size(); i++) {
      metrics.add(new LabelF1(labels.get(i), i));
    }
    return metrics;
  }
}
