package org.ockham.tensor.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the tensors made outside any scope. The garbage collector frees them, but it sees only their small Java side and
 * would let native memory grow to many times the heap. So every {@link #LIMIT} bytes it is asked to run, as the JDK does
 * for direct buffers.
 */
final class Unscoped {

  /** Native bytes made outside scopes between two requested collections. */
  static final long LIMIT = 256L << 20;

  private static final AtomicLong BYTES = new AtomicLong();

  private Unscoped() {}

  static void allocated(long bytes) {
    if (BYTES.addAndGet(bytes) > LIMIT && BYTES.getAndSet(0) > LIMIT) {
      System.gc();
    }
  }

  static void adopted(long bytes) {
    BYTES.addAndGet(-bytes);
  }
}
