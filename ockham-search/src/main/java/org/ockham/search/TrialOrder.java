package org.ockham.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;

/**
 * Finished trials in an order that grows at its end only, and the proposer that meets them in this order, each once. What a
 * proposer remembers belongs to the order in which it met the trials: another order has another proposer.
 */
final class TrialOrder {

  private final Supplier<Proposer> sampler;
  private @Nullable Proposer proposer;
  private FrozenTrial[] trials = new FrozenTrial[16];
  private int count;
  private boolean byNumber = true;

  /** An empty order; the sampler is opened for it when it is first asked. */
  TrialOrder(Supplier<Proposer> sampler) {
    this.sampler = sampler;
  }

  Proposer proposer() {
    Proposer opened = proposer == null ? sampler.get() : proposer;
    proposer = opened;
    return opened;
  }

  void add(FrozenTrial trial) {
    byNumber &= count == 0 || trials[count - 1].number() < trial.number();
    if (count == trials.length) {
      trials = Arrays.copyOf(trials, 2 * count);
    }
    trials[count++] = trial;
  }

  int size() {
    return count;
  }

  /** The first trials; what is added later does not change them. */
  Sampling first(int size, Supplier<List<FrozenTrial>> running) {
    return new Sampling(proposer(), History.of(trials, size, running));
  }

  List<FrozenTrial> all() {
    return new ArrayList<>(since(0));
  }

  /** Those after the first so many. */
  List<FrozenTrial> since(int first) {
    return Arrays.asList(trials).subList(first, count);
  }

  /** Whether each trial came after all of smaller numbers, as it does where a study is read from its storage. */
  boolean isByNumber() {
    return byNumber;
  }

  /** The same trials by number, and a proposer that has met none of them. */
  TrialOrder sorted() {
    TrialOrder sorted = new TrialOrder(sampler);
    List<FrozenTrial> all = all();
    all.sort(Comparator.comparingInt(FrozenTrial::number));
    all.forEach(sorted::add);
    return sorted;
  }
}
