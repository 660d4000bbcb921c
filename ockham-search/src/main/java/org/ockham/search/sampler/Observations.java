package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Hypervolume;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * The finished trials of a study as columns of numbers, kept in order as they come, so that asking costs one pass over
 * them and no sort.
 */
final class Observations {

  /** One parameter's values: by trial, NaN where it lacks, and the trials that have it by value. */
  static final class Column {
    double[] values = new double[0];
    int[] sorted = new int[0];
    int count;

    /** The trial's place in the order, by value and then by trial. */
    private void insert(int trial) {
      if (count == sorted.length) {
        sorted = Arrays.copyOf(sorted, Math.max(16, 2 * count));
      }
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (values[sorted[middle]] <= values[trial]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      System.arraycopy(sorted, low, sorted, low + 1, count - low);
      sorted[low] = trial;
      count++;
    }
  }

  private static final int COMPLETE = 0;
  private static final int PRUNED = 1;
  private static final int INFEASIBLE = 2;
  private static final int IGNORED = 3;

  private final List<Direction> directions;
  private final Map<String, Column> columns = new HashMap<>();
  private final Spaces spaces;

  private int size;
  private byte[] kinds = new byte[16];
  private double[] first = new double[16];
  private double[] second = new double[16];
  private double[][] losses = new double[16][];
  private int[] usable = new int[17];
  private int[] ranked = new int[16];
  private int rankedCount;

  Observations(List<Direction> directions, boolean grouped) {
    this.directions = directions;
    this.spaces = new Spaces(grouped);
  }

  Spaces spaces() {
    return spaces;
  }

  /** Reads the trials that are new. */
  void catchUp(List<FrozenTrial> finished) {
    while (size < finished.size()) {
      add(finished.get(size));
    }
  }

  private void add(FrozenTrial trial) {
    int at = size++;
    if (at == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * at);
      first = Arrays.copyOf(first, 2 * at);
      second = Arrays.copyOf(second, 2 * at);
      losses = Arrays.copyOf(losses, 2 * at);
      usable = Arrays.copyOf(usable, 2 * at + 1);
    }
    rate(trial, at);
    boolean counts = kinds[at] != IGNORED;
    usable[at + 1] = usable[at] + (counts ? 1 : 0);
    if (!counts) {
      return;
    }
    rank(at);
    spaces.add(at, trial);
    Parameters parameters = trial.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Column column = columns.computeIfAbsent(parameters.name(i), name -> new Column());
      if (column.values.length <= at) {
        int from = column.values.length;
        column.values = Arrays.copyOf(column.values, kinds.length);
        Arrays.fill(column.values, from, column.values.length, Double.NaN);
      }
      double value = parameters.internal(i);
      column.values[at] = parameters.distribution(i).log() ? Math.log(value) : value;
      column.insert(at);
    }
  }

  /** How good a trial is: kind first, then two numbers, smaller is better. */
  private void rate(FrozenTrial trial, int at) {
    if (trial.state() == TrialState.FAIL || !trial.parameters().within()) {
      kinds[at] = IGNORED;
    } else if (trial.violation() > 0) {
      kinds[at] = INFEASIBLE;
      first[at] = trial.violation();
    } else if (trial.state() == TrialState.COMPLETE) {
      kinds[at] = COMPLETE;
      losses[at] = Dominance.losses(trial, directions);
      first[at] = losses[at][0];
    } else {
      kinds[at] = PRUNED;
      Integer step = trial.lastStep();
      double value = step == null ? 0 : trial.intermediateValues().getOrDefault(step, 0.0);
      first[at] = step == null ? 1 : -step;
      second[at] =
          Double.isNaN(value) ? Double.POSITIVE_INFINITY : directions.get(0).loss(value);
    }
  }

  private boolean better(int a, int b) {
    if (kinds[a] != kinds[b]) {
      return kinds[a] < kinds[b];
    }
    int order = Double.compare(first[a], first[b]);
    return order != 0 ? order < 0 : second[a] < second[b];
  }

  private void rank(int trial) {
    if (rankedCount == ranked.length) {
      ranked = Arrays.copyOf(ranked, 2 * rankedCount);
    }
    int low = 0;
    int high = rankedCount;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (better(trial, ranked[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    System.arraycopy(ranked, low, ranked, low + 1, rankedCount - low);
    ranked[low] = trial;
    rankedCount++;
  }

  /** How many of the first trials ended with something to learn from. */
  int usable(int trials) {
    return usable[trials];
  }

  /**
   * The best of the first trials: complete ones that keep their constraints, then pruned ones by how far they came, then
   * those that break constraints least.
   */
  boolean[] best(int trials, int count) {
    boolean[] best = new boolean[trials];
    int left = directions.size() == 1 ? count : count - front(trials, count, best);
    for (int i = 0; i < rankedCount && left > 0; i++) {
      int trial = ranked[i];
      if (trial < trials && (directions.size() == 1 || kinds[trial] != COMPLETE)) {
        best[trial] = true;
        left--;
      }
    }
    return best;
  }

  /** With several objectives: by non-domination rank, the last one cut by hypervolume. */
  private int front(int trials, int count, boolean[] best) {
    ArrayList<double[]> points = new ArrayList<>();
    int[] places = new int[trials];
    for (int i = 0; i < trials; i++) {
      if (kinds[i] == COMPLETE) {
        places[points.size()] = i;
        double[] point = losses[i].clone();
        for (int k = 0; k < point.length; k++) {
          point[k] = Math.max(-1e100, Math.min(1e100, point[k]));
        }
        points.add(point);
      }
    }
    int wanted = Math.min(count, points.size());
    int[] ranks = Dominance.ranks(points, wanted);
    int taken = 0;
    for (int rank = 0; taken < wanted; rank++) {
      ArrayList<double[]> layer = new ArrayList<>();
      ArrayList<Integer> members = new ArrayList<>();
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          layer.add(points.get(i));
          members.add(places[i]);
        }
      }
      List<Integer> chosen = members.size() <= wanted - taken
          ? IntStream.range(0, members.size()).boxed().toList()
          : Hypervolume.greedySubset(layer, reference(layer), wanted - taken);
      for (int i : chosen) {
        best[members.get(i)] = true;
      }
      taken += chosen.size();
    }
    return taken;
  }

  private static double[] reference(List<double[]> layer) {
    double[] worst = layer.get(0).clone();
    for (double[] point : layer) {
      for (int k = 0; k < worst.length; k++) {
        worst[k] = Math.max(worst[k], point[k]);
      }
    }
    for (int k = 0; k < worst.length; k++) {
      double corner = Math.max(1.1 * worst[k], 0.9 * worst[k]);
      worst[k] = corner == 0 ? 1e-12 : corner;
    }
    return worst;
  }

  /** Whether a trial is one to learn from. */
  boolean counts(int trial) {
    return kinds[trial] != IGNORED;
  }

  /** The column of a parameter, long enough for all trials; null if none has it. */
  @Nullable
  Column column(String name) {
    Column column = columns.get(name);
    if (column != null && column.values.length < kinds.length) {
      int from = column.values.length;
      column.values = Arrays.copyOf(column.values, kinds.length);
      Arrays.fill(column.values, from, column.values.length, Double.NaN);
    }
    return column;
  }

  /** The value of a running trial's parameter as the columns have it. */
  static double value(Parameters parameters, String name, Distribution distribution) {
    double value = parameters.internal(name);
    return distribution.log() ? Math.log(value) : value;
  }
}
