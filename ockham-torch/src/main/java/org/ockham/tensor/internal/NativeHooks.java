package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.VoidTensorHook;
import org.jspecify.annotations.Nullable;

/**
 * What is done with gradients during backward passes of one thread. libtorch keeps a hook as long as the graph that it is in, whoever
 * frees what: so hooks themselves are few, live for ever, and know nothing but their number; what number does what belongs to the
 * thread.
 */
public final class NativeHooks implements AutoCloseable {

  static {
    Natives.load();
  }

  private static final List<Hook> HOOKS = new ArrayList<>();

  private static final ThreadLocal<@Nullable NativeHooks> OPEN = new ThreadLocal<>();

  private final List<Consumer<Handle>> actions = new ArrayList<>();
  private final @Nullable NativeHooks outer = OPEN.get();
  private @Nullable Throwable failure;

  public NativeHooks() {
    OPEN.set(this);
  }

  /** Calls the action with the tensor's gradient, which may be changed in place, when a pass has it whole. */
  public void on(Handle tensor, Consumer<Handle> action) {
    tensor.tensor.register_hook(hook(actions.size()));
    actions.add(action);
  }

  /** What an action threw, and so ended the pass; null if none did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void close() {
    if (outer == null) {
      OPEN.remove();
    } else {
      OPEN.set(outer);
    }
  }

  private static Hook hook(int number) {
    synchronized (HOOKS) {
      while (HOOKS.size() <= number) {
        HOOKS.add(Constants.kept(new Hook(HOOKS.size())));
      }
      return HOOKS.get(number);
    }
  }

  private void run(int number, TensorBase gradient) {
    if (number >= actions.size()) {
      return; // a graph of an earlier pass
    }
    try (PointerScope temporary = new PointerScope()) {
      actions.get(number).accept(Handle.of(new Tensor(gradient)));
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private static final class Hook extends VoidTensorHook {
    private final int number;

    Hook(int number) {
      this.number = number;
    }

    @Override
    public void call(TensorBase gradient) {
      NativeHooks open = OPEN.get();
      if (open != null) {
        open.run(number, gradient);
      }
    }
  }
}
