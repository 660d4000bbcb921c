package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Series;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * What is found out of some trials of a study that follow each other, such that what all of its trials show can be found out from its parts.
 *
 * @param trials the trials
 * @param complete the complete ones
 * @param best the best of them, or their Pareto front
 * @param leaders where there is one objective the best hundred that keep their constraints, the best first
 * @param objectives what there is of each objective
 * @param parameters what was suggested
 * @param states how many there are in each state
 * @param tally how many of the complete ones there are of a kind
 * @param times when they were evaluated
 */
record StudyPart(
    List<FrozenTrial> trials,
    List<FrozenTrial> complete,
    List<FrozenTrial> best,
    List<FrozenTrial> leaders,
    List<OfObjective> objectives,
    List<Explored> parameters,
    Map<TrialState, Integer> states,
    Tally tally,
    Times times) {

  static final int LEADERS = 100;

  /**
   * What there is of an objective.
   *
   * @param finite the complete trials whose value is finite
   * @param values their values
   * @param within those of trials whose parameters lie in their ranges
   * @param records the trials that were better than all before them and keep their constraints
   * @param reporting the trials that reported a value on their way
   */
  record OfObjective(
      List<FrozenTrial> finite,
      Ascending values,
      Ascending within,
      List<FrozenTrial> records,
      List<FrozenTrial> reporting) {}

  /**
   * How many complete trials there are of a kind.
   *
   * @param broken those that break their constraints
   * @param infinite those with a value that is not finite
   * @param constrained those that have constraints
   * @param kept those of them that keep them
   */
  record Tally(int broken, int infinite, int constrained, int kept) {

    Tally plus(Tally other) {
      return new Tally(
          broken + other.broken,
          infinite + other.infinite,
          constrained + other.constrained,
          kept + other.kept);
    }
  }

  /**
   * When trials were evaluated.
   *
   * @param started the trials that began
   * @param begin when the first did; null if none did
   * @param end when the last of those that began and ended did; null if there are none
   * @param last the last moment known of any; null if there is none
   * @param isOpen whether some began and did not end
   * @param seconds how long those took that ended
   * @param about what the reader must know of the times, or nothing
   */
  record Times(
      List<FrozenTrial> started,
      @Nullable Instant begin,
      @Nullable Instant end,
      @Nullable Instant last,
      boolean isOpen,
      Ascending seconds,
      String about) {}

  static StudyPart of(List<FrozenTrial> trials, List<Direction> directions) {
    StudyResult result = new StudyResult("", directions, trials);
    List<FrozenTrial> complete = result.complete();
    List<FrozenTrial> sound = some(complete, trial -> trial.violation() == 0);
    boolean one = directions.size() == 1;
    return new StudyPart(
        result.trials(),
        complete,
        best(result),
        one ? leaders(sound, directions.get(0)) : List.of(),
        IntStream.range(0, directions.size())
            .mapToObj(objective -> objective(result, complete, sound, objective))
            .toList(),
        List.copyOf(Explored.of(result)),
        states(trials),
        tally(complete, sound.size()),
        times(result));
  }

  /** How many of these trials there are in each state that one is in. */
  static Map<TrialState, Integer> states(List<FrozenTrial> trials) {
    Map<TrialState, Integer> states = new EnumMap<>(TrialState.class);
    trials.forEach(trial -> states.merge(trial.state(), 1, Integer::sum));
    return states;
  }

  /** The best trial, if there is one, or the Pareto front. */
  static List<FrozenTrial> best(StudyResult result) {
    return result.directions().size() == 1
        ? result.findBest().map(List::of).orElse(List.of())
        : result.front();
  }

  /** The best of trials that keep their constraints, by the only objective. */
  static List<FrozenTrial> leaders(List<FrozenTrial> sound, Direction direction) {
    ToDoubleFunction<FrozenTrial> loss = trial -> direction.loss(trial.value());
    // Sorting numbers is quick, sorting many trials is not.
    double[] losses = sound.stream().mapToDouble(loss).sorted().limit(LEADERS).toArray();
    return sound.stream()
        .filter(trial -> Double.compare(loss.applyAsDouble(trial), losses[losses.length - 1]) <= 0)
        .sorted(Comparator.comparingDouble(loss))
        .limit(LEADERS)
        .toList();
  }

  private static OfObjective objective(
      StudyResult result, List<FrozenTrial> complete, List<FrozenTrial> sound, int objective) {
    ToDoubleFunction<FrozenTrial> value = trial -> trial.values().get(objective);
    List<FrozenTrial> finite = some(complete, trial -> Double.isFinite(value.applyAsDouble(trial)));
    List<FrozenTrial> within = some(finite, trial -> trial.parameters().within());
    Ascending values = Ascending.of(finite.stream().mapToDouble(value));
    Map<Integer, ?> curves = Series.intermediate(result, objective);
    return new OfObjective(
        finite,
        values,
        within.size() == finite.size() ? values : Ascending.of(within.stream().mapToDouble(value)),
        records(sound, value, result.directions().get(objective)),
        some(result.trials(), trial -> curves.containsKey(trial.number())));
  }

  /** The trials that are better than all before them. */
  static List<FrozenTrial> records(
      List<FrozenTrial> sound, ToDoubleFunction<FrozenTrial> value, Direction direction) {
    List<FrozenTrial> records = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (FrozenTrial trial : sound) {
      double loss = direction.loss(value.applyAsDouble(trial));
      if (loss < best) {
        best = loss;
        records.add(trial);
      }
    }
    return records;
  }

  private static Tally tally(List<FrozenTrial> complete, int sound) {
    List<FrozenTrial> constrained = some(complete, trial -> !trial.constraints().isEmpty());
    return new Tally(
        complete.size() - sound,
        some(complete, trial -> !trial.values().stream().allMatch(Double::isFinite))
            .size(),
        constrained.size(),
        some(constrained, trial -> trial.violation() == 0).size());
  }

  private static Times times(StudyResult result) {
    List<FrozenTrial> trials = result.trials();
    List<FrozenTrial> started = some(trials, trial -> trial.start() != null);
    List<FrozenTrial> ended = some(started, trial -> trial.complete() != null);
    return new Times(
        started,
        earliest(started.stream().map(FrozenTrial::start)),
        latest(ended.stream().flatMap(StudyPart::moments)),
        latest(trials.stream().flatMap(StudyPart::moments)),
        ended.size() < started.size(),
        Ascending.of(ended.stream()
            .map(FrozenTrial::duration)
            .filter(Objects::nonNull)
            .mapToDouble(StudyPart::seconds)),
        result.aboutTimes().orElse(""));
  }

  private static Stream<@Nullable Instant> moments(FrozenTrial trial) {
    return Stream.of(trial.start(), trial.complete());
  }

  /** The first of these moments, of which some may be missing. */
  static @Nullable Instant earliest(Stream<@Nullable Instant> moments) {
    return moments.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }

  /** The last of these moments, of which some may be missing. */
  static @Nullable Instant latest(Stream<@Nullable Instant> moments) {
    return moments.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Mostly all of them, which then need no list of their own. */
  private static List<FrozenTrial> some(List<FrozenTrial> all, Predicate<FrozenTrial> which) {
    List<FrozenTrial> some = all.stream().filter(which).toList();
    return some.size() == all.size() ? all : some;
  }
}
