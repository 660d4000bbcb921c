package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * y = shortcut(x) + branch(x), so that the branch learns what to change and gradients have a way around it (He et al. 2015,
 * <a href="https://arxiv.org/abs/1512.03385">arXiv:1512.03385</a>). The shortcut is the identity unless given, for example a
 * 1×1 convolution where the branch changes the shape.
 */
public final class Residual extends Layer {

  private final Layer branch;
  private final Layer shortcut;

  public Residual(Layer branch) {
    this(branch, new Identity());
  }

  public Residual(Layer branch, Layer shortcut) {
    this.branch = child("branch", branch);
    this.shortcut = child("shortcut", shortcut);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor changed = branch.apply(x);
    Tensor kept = shortcut.apply(x);
    // Broadcasting would hide that the shapes differ.
    if (!java.util.Arrays.equals(changed.shape(), kept.shape())) {
      throw new EngineException("the branch gives shape "
          + java.util.Arrays.toString(changed.shape()) + " and the shortcut "
          + java.util.Arrays.toString(kept.shape()) + ": they must be the same");
    }
    return kept.add(changed);
  }

  @Override
  protected Value forward(Value x) {
    return shortcut.apply(x).add(branch.apply(x));
  }
}
