package org.ockham.tensor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.NativeHooks;

/**
 * What is done with gradients while backward passes of this thread compute them (PyTorch's {@code Tensor.register_hook}).
 *
 * <pre>{@code
 * try (GradientHooks hooks = GradientHooks.open()) {
 *   Tensor hidden = network.apply(x);
 *   hooks.on(hidden, gradient -> gradient.mul_(0.5));
 *   criterion.apply(hidden, y).backward();
 * }
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html">torch.Tensor.register_hook</a>
 */
public final class GradientHooks implements AutoCloseable {

  private final NativeHooks hooks = new NativeHooks();

  private GradientHooks() {}

  /** For backward passes of this thread until it is closed; on the thread that opened it. */
  public static GradientHooks open() {
    Engine.check();
    return new GradientHooks();
  }

  /**
   * Calls the action with this tensor's gradient when a pass has it whole and before it goes on from there: what the action changes in
   * place, the pass goes on with. Tensors made in the action die with it. What the action throws ends the pass.
   */
  public void on(Tensor tensor, Consumer<Tensor> action) {
    Op.run(() -> hooks.on(tensor.handle, handle -> action.accept(new Tensor(handle))), tensor);
  }

  /** Goes backward from this scalar as {@link Tensor#backward()} does, and throws what an action threw as it is. */
  public void backward(Tensor loss) {
    run(loss::backward);
  }

  /** The same from a tensor of any shape, given its gradient. */
  public void backward(Tensor tensor, Tensor gradient) {
    run(() -> tensor.backward(gradient));
  }

  private void run(Runnable pass) {
    try {
      pass.run();
    } catch (EngineException e) {
      @Nullable Throwable failure = hooks.failure();
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      } else if (failure instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    hooks.close();
  }
}
