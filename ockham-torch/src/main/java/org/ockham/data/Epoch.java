package org.ockham.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Scope;

/**
 * One pass over a data set, batch by batch. Use it on one thread, and close it: that ends its threads and frees the batches
 * that were read ahead. A sample that cannot be read ends the epoch at its batch, whatever was read ahead.
 */
public final class Epoch implements Iterator<Batch>, AutoCloseable {
  private final Loader loader;
  private final long epoch;
  private final int batches;
  private final BatchReader reader;
  private final @Nullable Prefetch prefetch;
  private int position;
  private boolean closed;

  Epoch(Loader loader, long epoch, int first) {
    this.loader = loader;
    this.epoch = epoch;
    batches = loader.batches();
    if (first < 0 || first > batches) {
      throw new DataException("An epoch is to go on at batch " + first
          + ", but it has batches 0 to " + (batches - 1) + ".");
    }
    position = first;
    EpochOrder order = EpochOrder.of(loader, epoch);
    reader = new BatchReader(loader, order, () -> false);
    prefetch =
        loader.prefetch() == 0 || first == batches ? null : new Prefetch(loader, order, first);
  }

  /** How many batches have been taken, counted from the beginning of the pass: where to go on after an interruption. */
  public int position() {
    return position;
  }

  /** Where the loader is: to be saved, and given to {@link Loader#epoch(LoaderState)}. After the last batch it is the next epoch. */
  public LoaderState state() {
    return position == batches
        ? new LoaderState(epoch + 1, 0, loader.describe())
        : new LoaderState(epoch, position, loader.describe());
  }

  @Override
  public boolean hasNext() {
    return !closed && position < batches;
  }

  /**
   * The next batch; its tensors belong to this thread's current scope.
   *
   * @throws NoSuchElementException if there is none, or the epoch was closed
   * @throws DataException if one of its samples cannot be read; the sentence names the sample
   * @throws java.util.concurrent.CancellationException if this thread is interrupted while it waits
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          closed ? "the epoch is closed" : "the epoch has only " + batches + " batches");
    }
    boolean taken = false;
    try {
      Batch batch = prefetch == null ? reader.read(position) : prefetch.take();
      if (batch == null) {
        throw new NoSuchElementException("the epoch is closed");
      }
      if (prefetch != null) {
        Scope.adopt(batch.input());
        Scope.adopt(batch.target());
      }
      taken = true;
      position++;
      return batch;
    } finally {
      if (!taken) {
        close();
      }
    }
  }

  /** Ends the threads, waiting for the samples they are reading, and frees what was read ahead. */
  @Override
  public void close() {
    closed = true;
    if (prefetch != null) {
      prefetch.close();
    }
  }
}
