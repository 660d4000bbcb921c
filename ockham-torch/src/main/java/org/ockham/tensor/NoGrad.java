package org.ockham.tensor;

import org.ockham.tensor.internal.GradientMode;

/**
 * Switches off recording for differentiation on this thread, as {@code torch.no_grad()} does: for evaluation, and for
 * changing parameters.
 *
 * <pre>{@code
 * try (NoGrad off = NoGrad.on()) {
 *     Tensor logits = network.apply(x);
 * }
 * }</pre>
 */
public final class NoGrad implements AutoCloseable {

  private final boolean before = GradientMode.isEnabled();

  private NoGrad() {
    GradientMode.enable(false);
  }

  /** Off from here until {@link #close}. */
  public static NoGrad on() {
    Engine.check();
    return new NoGrad();
  }

  /** Whether operations on this thread are recorded now. */
  public static boolean isGradEnabled() {
    Engine.check();
    return GradientMode.isEnabled();
  }

  /** As it was before. */
  @Override
  public void close() {
    GradientMode.enable(before);
  }
}
