package org.ockham.nn;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Refuses inputs, with the shape seen and that expected. */
final class InputShape {

  private InputShape() {}

  static void require(boolean fits, Tensor x, String expected) {
    if (!fits) {
      throw wrong(x, expected);
    }
  }

  static EngineException wrong(Tensor x, String expected) {
    return new EngineException("the input has shape " + Arrays.toString(x.shape()) + " where "
        + expected + " is expected");
  }

  /** A norm over single numbers would give the same output whatever they are. */
  static EngineException oneValue(Tensor x, String whoNeeds, String remedy) {
    return new EngineException("the input has shape " + Arrays.toString(x.shape())
        + ", at most one value for each mean: " + whoNeeds + " more of them (" + remedy + ")");
  }
}
