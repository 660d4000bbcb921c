package org.ockham.loss;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * max(0, the highest output of another class − output[target]), averaged over the batch: output [n, classes], target [n] (INT64). With
 * two classes, f = output[1] − output[0] and y = ±1 it is max(0, −y · f): what is on the right side costs nothing, however near the
 * boundary. A tie is a mistake and has the mistake's gradient, so that from weights of 0, too, a step of {@link org.ockham.optim.Sgd}
 * on one sample is Rosenblatt's rule (Rosenblatt 1958, <a href="https://doi.org/10.1037/h0042519">The perceptron</a>).
 *
 * @param reduction how the samples' losses are joined; default mean
 */
public record PerceptronLoss(Reduction reduction) implements Reduced {

  /** All defaults. */
  public PerceptronLoss() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    if (output.dim() != 2 || output.size(1) < 2) {
      throw new EngineException("PerceptronLoss: the output has shape "
          + Arrays.toString(output.shape())
          + ": it must be [n, classes] with at least two classes");
    }
    Tensor index = target.unsqueeze(1);
    Tensor own = output.gather(1, index).squeeze(1);
    Tensor other = output.scatter(1, index, Double.NEGATIVE_INFINITY).amax(1);
    Tensor lead = other.sub(own);
    Tensor losses = Tensor.where(lead.ge(0), lead, Tensor.zerosLike(lead));
    return Elements.reduce(losses, reduction);
  }
}
