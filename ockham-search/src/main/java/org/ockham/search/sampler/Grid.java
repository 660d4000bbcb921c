package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.TrialState;

/**
 * Every combination of listed values, in a shuffled order; the search ends when all were tried. Values that failed are tried
 * again.
 *
 * @param values the values of each parameter
 * @param seed shuffles the order
 */
public record Grid(Map<String, List<@Nullable Object>> values, long seed) implements Sampler {

  private static final String ID = "grid_id";

  /** Copies the values and checks them. */
  public Grid {
    Map<String, List<@Nullable Object>> copy = new LinkedHashMap<>();
    long cells = 1;
    for (Map.Entry<String, List<@Nullable Object>> entry : values.entrySet()) {
      if (entry.getValue().isEmpty()) {
        throw new IllegalArgumentException(
            "parameter \"" + entry.getKey() + "\" has no values: give at least one");
      }
      copy.put(entry.getKey(), Collections.unmodifiableList(new ArrayList<>(entry.getValue())));
      cells *= entry.getValue().size();
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
   * @return the product of the numbers of values
   */
  public int size() {
    int cells = 1;
    for (List<?> list : values.values()) {
      cells *= list.size();
    }
    return cells;
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
      List<@Nullable Object> choices = grid.values().get(name);
      if (choices == null) {
        throw new IllegalArgumentException("parameter \"" + name + "\" is not in the grid of "
            + grid.values().keySet() + ": add its values");
      }
      int cell = cell(ask);
      for (Map.Entry<String, List<@Nullable Object>> entry : grid.values().entrySet()) {
        int size = entry.getValue().size();
        if (entry.getKey().equals(name)) {
          return distribution.toInternal(choices.get(cell % size));
        }
        cell /= size;
      }
      throw new IllegalStateException(name);
    }

    private int cell(Ask ask) {
      if (ask.trial().systemAttributes().get(ID) instanceof Number chosen) {
        return chosen.intValue();
      }
      Set<Integer> done = visited(ask.history().finished());
      done.addAll(visited(ask.history().running()));
      int cell = order.get(ask.trial().number() % order.size());
      for (int i = 0; i < order.size() && done.contains(cell); i++) {
        cell = order.get((ask.trial().number() + i) % order.size());
      }
      ask.remember(ID, cell);
      return cell;
    }

    private static Set<Integer> visited(Collection<FrozenTrial> trials) {
      Set<Integer> visited = new HashSet<>();
      for (FrozenTrial trial : trials) {
        if (trial.state() != TrialState.FAIL
            && trial.systemAttributes().get(ID) instanceof Number cell) {
          visited.add(cell.intValue());
        }
      }
      return visited;
    }

    @Override
    public boolean exhausted(History history) {
      List<FrozenTrial> running = history.running();
      Set<Integer> taken = visited(history.finished());
      taken.addAll(visited(running));
      // A trial that has just begun has no cell yet, but will take one.
      long undecided = running.stream()
          .filter(trial -> !trial.systemAttributes().containsKey(ID))
          .count();
      return taken.size() + undecided >= order.size();
    }
  }
}
