package org.ockham.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Refuses what a loss cannot take, with the shapes seen. */
final class Inputs {

  private Inputs() {}

  /** Broadcasting between output and target is a mistake more often than not: PyTorch warns, we refuse. */
  static void sameShape(String loss, Tensor output, Tensor target) {
    sameShape(loss, "output", output, "target", target);
  }

  static void sameShape(String loss, String first, Tensor a, String second, Tensor b) {
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw new EngineException(loss + ": the " + first + " has shape "
          + Arrays.toString(a.shape()) + " and the " + second + " " + Arrays.toString(b.shape())
          + ": they must be the same");
    }
  }

  /** Factors may be spread over the output's elements, not the elements over them. */
  static void factors(String loss, String name, @Nullable Tensor factors, Tensor output) {
    if (factors == null) {
      return;
    }
    boolean fits = factors.dim() <= output.dim();
    for (int i = 1; fits && i <= factors.dim(); i++) {
      fits = factors.size(-i) == 1 || factors.size(-i) == output.size(-i);
    }
    if (!fits) {
      throw new EngineException(loss + ": the " + name + " has shape "
          + Arrays.toString(factors.shape()) + " and the output " + Arrays.toString(output.shape())
          + ": it must have that shape, or one that can be spread over it, such as one factor for"
          + " each of the last dimension");
    }
  }

  /** For losses whose engine leaves the result of an empty batch unwritten. */
  static void notEmpty(String loss, Tensor output) {
    if (output.numel() == 0) {
      throw new EngineException(loss + ": the output has shape " + Arrays.toString(output.shape())
          + ": it must have at least one sample and one class");
    }
  }
}
