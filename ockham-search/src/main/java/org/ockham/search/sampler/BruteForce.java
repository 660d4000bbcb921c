package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Every combination that the objective can ask for, conditional parameters among them, each once; the search ends when all
 * were tried. All parameters must have finitely many values.
 *
 * @param seed chooses the order
 */
public record BruteForce(long seed) implements Sampler {

  /**
   * With a seed.
   *
   * @param seed chooses the order
   * @return the sampler
   */
  public static BruteForce seeded(long seed) {
    return new BruteForce(seed);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Walk(seed);
  }

  /** A parameter that was asked for after the values above it, or the end of a trial. */
  private static final class Node {
    @Nullable
    Distribution distribution;

    final Map<Double, Node> children = new LinkedHashMap<>();

    Node child(double value, Distribution asked) {
      distribution = asked;
      return children.computeIfAbsent(value, v -> new Node());
    }

    /** Whether every value was tried to its end. */
    boolean exhausted() {
      Distribution asked = distribution;
      return asked == null
          || (children.size() >= asked.cardinality()
              && children.values().stream().allMatch(Node::exhausted));
    }
  }

  private record Walk(long seed) implements Proposer {

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
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
        Node child = node.children.get(value);
        if (child == null || !child.exhausted()) {
          open.add(value);
        }
      }
      double u = Streams.of(seed, ask.trial().number(), name).nextDouble();
      return open.isEmpty() ? distribution.quantile(u) : open.get((int) (u * open.size()));
    }

    /** What trials tried that begin with these parameters. */
    private static Node tree(History history, Parameters prefix) {
      List<FrozenTrial> trials = new ArrayList<>(history.finished());
      trials.addAll(history.running());
      Node root = new Node();
      for (FrozenTrial trial : trials) {
        Parameters tried = trial.parameters();
        if (trial.state() == TrialState.FAIL || !begins(tried, prefix)) {
          continue;
        }
        Node node = root;
        for (int i = prefix.size(); i < tried.size(); i++) {
          node = node.child(tried.internal(i), tried.distribution(i));
        }
      }
      return root;
    }

    private static boolean begins(Parameters tried, Parameters prefix) {
      if (tried.size() < prefix.size()) {
        return false;
      }
      for (int i = 0; i < prefix.size(); i++) {
        if (!tried.name(i).equals(prefix.name(i)) || tried.internal(i) != prefix.internal(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean exhausted(History history) {
      Node root = tree(history, Parameters.NONE);
      return root.distribution != null && root.exhausted();
    }
  }
}
