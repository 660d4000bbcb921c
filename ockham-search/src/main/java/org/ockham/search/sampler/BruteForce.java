package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Every combination that the objective can ask for, conditional parameters among them, each once; the search ends when all
 * were tried. All parameters must have finitely many values. A combination that fails is tried once more.
 *
 * <p>What the objective asks for is known when it asks. A study that goes on makes at least one trial, therefore, since
 * ranges may have moved, unless it is told that they have not.
 *
 * <p>Threads of one process never try a combination together. Processes may, as in Optuna, where they begin trials in the same
 * moment: what one chooses is not known to the others before it is stored.
 *
 * @param seed chooses the order
 * @param sameSpace whether the objective asks for what it asked for whenever the study was worked on before
 */
public record BruteForce(long seed, boolean sameSpace) implements Sampler {

  /** How often a combination may fail. */
  static final int ATTEMPTS = 2;

  /**
   * With a seed.
   *
   * @param seed chooses the order
   * @return the sampler
   */
  public static BruteForce seeded(long seed) {
    return new BruteForce(seed, false);
  }

  /**
   * For an objective that asks for what it always asked for in its study: one that is done then stays as it is.
   *
   * @return a copy
   */
  public BruteForce withSameSpace() {
    return new BruteForce(seed, true);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Walk(seed, new AtomicBoolean(sameSpace), new HashMap<>());
  }

  /** A parameter that was asked for after the values above it, or the end of a trial. */
  private static final class Node {
    @Nullable
    String name;

    @Nullable
    Distribution distribution;

    boolean tried;
    int failures;
    int underWay;
    final Map<Double, Node> children = new LinkedHashMap<>();

    /** The node of a value; null if a newer trial asked for another parameter here. */
    @Nullable
    Node child(String asked, Distribution range, double value) {
      if (name == null) {
        name = asked;
        distribution = range;
      }
      return asked.equals(name)
          ? children.computeIfAbsent(onGrid(range, value), v -> new Node())
          : null;
    }

    /** How many combinations may be asked for now that nobody has tried or will, as far as they are known. */
    long open() {
      Distribution asked = distribution;
      if (asked == null) {
        return tried || failures >= ATTEMPTS ? 0 : 1;
      }
      long open = asked.cardinality() - underWay; // who is here has more to choose
      for (Map.Entry<Double, Node> child : children.entrySet()) {
        if (asked.contains(child.getKey())) {
          open += child.getValue().open() - 1;
        }
      }
      return Math.max(0, open);
    }
  }

  /** Others may have stored 0.30000000000000004 for a grid's 0.3. */
  private static double onGrid(Distribution distribution, double value) {
    return distribution instanceof FloatDistribution range && range.contains(value)
        ? range.nearest(value)
        : value;
  }

  /** With what trials chose, from when they chose it: a trial has it a moment later. */
  private record Walk(long seed, AtomicBoolean knowsSpace, Map<Integer, Parameters> chosen)
      implements Proposer {

    @Override
    public synchronized double single(Ask ask, String name, Distribution distribution) {
      knowsSpace.set(true);
      long count = distribution.cardinality();
      if (count > 1_000_000) {
        throw new IllegalArgumentException("parameter \"" + name + "\" of " + distribution
            + " has too many values to try them all: give it a step");
      }
      Parameters before = ask.trial().parameters();
      Node node = tree(ask.history(), before);
      List<Double> open = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        double value = distribution.log()
            ? i + distribution.quantile(0)
            : distribution.quantile((i + 0.5) / count);
        Node child = name.equals(node.name) ? node.children.get(value) : null;
        if (child == null || child.open() > 0) {
          open.add(value);
        }
      }
      double u = Streams.of(seed, ask.trial().number(), name).nextDouble();
      double value = open.isEmpty() ? distribution.quantile(u) : open.get((int) (u * open.size()));
      chosen.put(ask.trial().number(), before.with(name, distribution, value));
      return value;
    }

    /** What trials tried that begin with these parameters; the newest say what is asked for. */
    private Node tree(History history, Parameters prefix) {
      List<FrozenTrial> trials = new ArrayList<>(history.finished());
      trials.addAll(history.running());
      trials.sort(Comparator.comparing(FrozenTrial::number).reversed());
      Node root = new Node();
      for (FrozenTrial trial : trials) {
        Parameters tried = tried(trial);
        if (!begins(tried, prefix)) {
          continue;
        }
        Node node = root;
        for (int i = prefix.size(); i < tried.size() && node != null; i++) {
          node = node.child(tried.name(i), tried.distribution(i), tried.internal(i));
        }
        if (node != null && trial.state() == TrialState.FAIL) {
          node.failures++;
        } else if (node != null) {
          node.tried = true;
          node.underWay += trial.state().finished() ? 0 : 1;
        }
      }
      return root;
    }

    private Parameters tried(FrozenTrial trial) {
      if (trial.state().finished()) {
        chosen.remove(trial.number());
      }
      Parameters now = chosen.getOrDefault(trial.number(), Parameters.NONE);
      return now.size() > trial.parameters().size() ? now : trial.parameters();
    }

    private static boolean begins(Parameters tried, Parameters prefix) {
      if (tried.size() < prefix.size()) {
        return false;
      }
      for (int i = 0; i < prefix.size(); i++) {
        if (!tried.name(i).equals(prefix.name(i))
            || onGrid(tried.distribution(i), tried.internal(i)) != prefix.internal(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public synchronized boolean exhausted(History history) {
      Node root = tree(history, Parameters.NONE);
      return knowsSpace.get() && root.distribution != null && root.open() == 0;
    }
  }
}
