package org.ockham.tensor;

import org.ockham.tensor.internal.NativeScope;

/**
 * The lifetime of tensors: those made on this thread while a scope is open die when it closes, except those it is told to
 * {@linkplain #keep keep}. Scopes nest.
 *
 * <pre>{@code
 * try (Scope step = Scope.open()) {
 *     Tensor loss = criterion.apply(network.apply(x), y);
 *     loss.backward();
 *     optimizer.step();
 * } // every tensor between the braces is gone; parameters are not, they belong to their layer
 * }</pre>
 *
 * <p>Without a scope a tensor lives until the garbage collector finds it unreachable, which is asked to look whenever 256 MiB
 * have been made so: correct, but slower.
 */
public final class Scope implements AutoCloseable {

  private final NativeScope scope = new NativeScope();

  private Scope() {}

  /** Opens a scope on this thread; close it on the same one. */
  public static Scope open() {
    Engine.check();
    return new Scope();
  }

  /**
   * Lets a tensor made in this scope outlive it: the enclosing one frees it, or the garbage collector if there is none. A
   * tensor that is not this scope's (a parameter, say) stays as it is.
   */
  public Tensor keep(Tensor tensor) {
    scope.keep(tensor.handle);
    return tensor;
  }

  /**
   * Puts a tensor that no scope owns, such as one which another thread made outside any, into the innermost open scope of
   * this thread: it dies with it. Nothing changes for a tensor that a scope owns, and where no scope is open.
   */
  public static Tensor adopt(Tensor tensor) {
    tensor.handle.adopt();
    return tensor;
  }

  /**
   * Frees what was made since {@link #open} and not kept.
   *
   * @throws EngineException if another thread opened it
   */
  @Override
  public void close() {
    try {
      scope.close();
    } catch (IllegalStateException e) {
      throw EngineException.of("scope", e);
    }
  }
}
