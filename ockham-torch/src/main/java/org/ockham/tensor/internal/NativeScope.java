package org.ockham.tensor.internal;

import java.util.Iterator;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** Frees what was made on this thread since it was opened. */
public final class NativeScope implements AutoCloseable {

  static {
    Natives.load();
  }

  private final @Nullable PointerScope outer = PointerScope.getInnerScope();
  private final PointerScope scope = new PointerScope();
  private final Thread thread = Thread.currentThread();

  /**
   * Moves a tensor of this scope, or of one opened inside it, to the enclosing scope, or to the garbage collector where
   * there is none. A tensor that would outlive this scope anyway stays where it is.
   */
  public void keep(Handle handle) {
    Iterator<PointerScope> open = PointerScope.getScopeIterator();
    while (handle.owner != null && open.hasNext()) {
      PointerScope inner = open.next();
      if (inner == handle.owner) {
        handle.moveTo(outer);
      }
      if (inner == scope) {
        return;
      }
    }
  }

  @Override
  public void close() {
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException("opened on thread " + thread.getName() + " and closed on "
          + Thread.currentThread().getName() + ": close it where it was opened");
    }
    scope.close();
  }
}
