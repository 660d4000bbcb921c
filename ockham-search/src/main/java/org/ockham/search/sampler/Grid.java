package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Every combination of listed values, in a shuffled order; the search ends when all were tried, whoever chose them: trials
 * count by their values, so that a study may go on with another grid. A combination that fails is tried once more.
 *
 * @param values the values of each parameter; equal ones count once
 * @param seed shuffles the order
 */
public record Grid(Map<String, List<@Nullable Object>> values, long seed) implements Sampler {

  /** What a trial chose: for others before it ends, and where the objective does not ask for all of it. */
  private static final String CELL = "ockham:grid_cell";

  /** Copies the values and checks them. */
  public Grid {
    Map<String, List<@Nullable Object>> copy = new LinkedHashMap<>();
    long cells = 1;
    for (Map.Entry<String, List<@Nullable Object>> entry : values.entrySet()) {
      Check.notEmpty("grid of parameter \"" + entry.getKey() + "\"", entry.getValue());
      List<@Nullable Object> different = new ArrayList<>();
      for (Object value : new CategoricalDistribution(entry.getValue()).choices()) {
        if (indexOf(different, value) < 0) {
          different.add(value);
        }
      }
      copy.put(entry.getKey(), Collections.unmodifiableList(different));
      cells *= different.size();
      if (cells > 10_000_000) {
        throw new IllegalArgumentException(
            "a grid of more than 10 million combinations: give fewer values");
      }
    }
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * A grid with the order of seed 0.
   *
   * @param values the values of each parameter
   * @return the sampler
   */
  public static Grid of(Map<String, List<@Nullable Object>> values) {
    return new Grid(values, 0);
  }

  /**
   * How many combinations there are.
   *
   * @return the product of the numbers of different values
   */
  public int size() {
    int cells = 1;
    for (List<?> list : values.values()) {
      cells *= list.size();
    }
    return cells;
  }

  /** The place of a value, or -1. What was computed otherwise, as 0.1 + 0.2, is the same number. */
  private static int indexOf(List<@Nullable Object> values, @Nullable Object value) {
    for (int i = 0; i < values.size(); i++) {
      Object here = values.get(i);
      boolean same = (here instanceof Number a && value instanceof Number b)
          ? Math.abs(a.doubleValue() - b.doubleValue()) <= 1e-12 * Math.abs(a.doubleValue())
          : Objects.equals(here, value);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Proposer open(List<Direction> directions) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      order.add(i);
    }
    var random = Streams.of(seed, 0, "grid");
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return new Walk(this, order);
  }

  private record Walk(Grid grid, List<Integer> order) implements Proposer {

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      if (!grid.values().containsKey(name)) {
        throw new IllegalArgumentException("parameter \"" + name + "\" is not in the grid of "
            + grid.values().keySet() + ": give it values there");
      }
      return distribution.toInternal(name, cell(ask).get(name));
    }

    /**
     * The combination of a trial: as it chose before, else one that was not tried and agrees with what is given. One trial
     * chooses after the other, each seeing what the others of this process took.
     */
    private synchronized Map<?, ?> cell(Ask ask) {
      if (ask.trial().systemAttributes().get(CELL) instanceof Map<?, ?> chosen) {
        return chosen;
      }
      Set<Integer> done = visited(ask.history().finished(), ask.history().running());
      Map<String, @Nullable Object> given = ask.trial().params();
      Map<String, @Nullable Object> chosen = null;
      for (int i = 0; i < order.size(); i++) {
        int cell = order.get((ask.trial().number() + i) % order.size());
        Map<String, @Nullable Object> values = values(cell);
        boolean open = !done.contains(cell) && agree(values, given);
        if (chosen == null || open) {
          chosen = values;
        }
        if (open) {
          break;
        }
      }
      ask.remember(CELL, chosen);
      return Objects.requireNonNull(chosen);
    }

    private static boolean agree(Map<String, ?> cell, Map<String, ?> given) {
      return cell.entrySet().stream()
          .allMatch(entry -> !given.containsKey(entry.getKey())
              || indexOf(Collections.singletonList(entry.getValue()), given.get(entry.getKey()))
                  == 0);
    }

    private Map<String, @Nullable Object> values(int cell) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      int rest = cell;
      for (Map.Entry<String, List<@Nullable Object>> entry : grid.values().entrySet()) {
        int size = entry.getValue().size();
        values.put(entry.getKey(), entry.getValue().get(rest % size));
        rest /= size;
      }
      return values;
    }

    /** The cells that need no trial: those that did not fail, and those that failed too often. */
    private Set<Integer> visited(List<FrozenTrial> finished, List<FrozenTrial> running) {
      Set<Integer> visited = new HashSet<>();
      Map<Integer, Integer> failures = new HashMap<>();
      for (List<FrozenTrial> trials : List.of(finished, running)) {
        for (FrozenTrial trial : trials) {
          int cell = cell(trial);
          if (cell >= 0
              && (trial.state() != TrialState.FAIL
                  || failures.merge(cell, 1, Integer::sum) >= BruteForce.ATTEMPTS)) {
            visited.add(cell);
          }
        }
      }
      return visited;
    }

    /** The cell that a trial tries or tried, or -1. */
    private int cell(FrozenTrial trial) {
      Parameters params = trial.parameters();
      Map<?, ?> chosen =
          trial.systemAttributes().get(CELL) instanceof Map<?, ?> map ? map : Map.of();
      int cell = 0;
      int stride = 1;
      for (Map.Entry<String, List<@Nullable Object>> entry : grid.values().entrySet()) {
        String name = entry.getKey();
        Distribution asked = params.distribution(name);
        int index = asked == null && !chosen.containsKey(name)
            ? -1
            : indexOf(
                entry.getValue(),
                asked == null ? chosen.get(name) : asked.toExternal(params.internal(name)));
        if (index < 0) {
          return -1;
        }
        cell += index * stride;
        stride *= entry.getValue().size();
      }
      return cell;
    }

    @Override
    public boolean exhausted(History history) {
      List<FrozenTrial> running = history.running(); // once: a trial may take its cell meanwhile
      // A trial that has just begun has no cell yet, but will take one.
      long undecided = running.stream()
          .filter(trial ->
              trial.parameters().size() == 0 && !trial.systemAttributes().containsKey(CELL))
          .count();
      return visited(history.finished(), running).size() + undecided >= order.size();
    }
  }
}
