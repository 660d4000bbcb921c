package org.ockham.search.trial;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;

/**
 * The trials that one trial may learn from. {@link #finished} of a later trial of the same study starts with the same
 * trials in the same places (one list is a prefix of the other), so that whoever learns from them reads only the new ones.
 */
public final class History {

  private final List<FrozenTrial> finished;
  private final Supplier<List<FrozenTrial>> running;

  /**
   * A history.
   *
   * @param finished trials that ended
   * @param running where to find the others
   */
  public History(List<FrozenTrial> finished, Supplier<List<FrozenTrial>> running) {
    this.finished = finished;
    this.running = running;
  }

  /**
   * A history over the first entries of an array to which more may be added later.
   *
   * @param trials finished trials
   * @param count how many of them belong to the history
   * @param running where to find the others
   * @return the history
   */
  public static History of(FrozenTrial[] trials, int count, Supplier<List<FrozenTrial>> running) {
    return new History(new Prefix(trials, count), running);
  }

  /**
   * The trials that ended, in the order in which they became known.
   *
   * @return an unmodifiable list
   */
  public List<FrozenTrial> finished() {
    return finished;
  }

  /**
   * The other trials under way, as far as they are known, and those that ended since the list of {@link #finished} ones
   * was made; none in ordered mode.
   *
   * @return them as they are now
   */
  public List<FrozenTrial> running() {
    return running.get();
  }

  private static final class Prefix extends AbstractList<FrozenTrial> implements RandomAccess {
    private final FrozenTrial[] trials;
    private final int count;

    Prefix(FrozenTrial[] trials, int count) {
      this.trials = trials;
      this.count = count;
    }

    @Override
    public FrozenTrial get(int index) {
      if (index >= count) {
        throw new IndexOutOfBoundsException(index);
      }
      return trials[index];
    }

    @Override
    public int size() {
      return count;
    }
  }
}
