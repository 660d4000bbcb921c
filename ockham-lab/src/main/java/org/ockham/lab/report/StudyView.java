package org.ockham.lab.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Fanova;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** A study as its charts see it: which trials are drawn, in which order parameters stand, what objectives are called. */
final class StudyView {

  /** So many trials are drawn in a chart; the page would grow without bound. */
  static final int DRAWN = 1000;

  /** How trials that break their constraints are called, and drawn. */
  static final String BROKEN = "breaks its constraints";

  static final Look BROKEN_LOOK = Look.plain("@poor", "emptyTriangle");

  /** How the best is drawn, everywhere. */
  static final Look BEST_LOOK = Look.plain("@s1", "none");

  /** So many trials say where a surface is, and what the best have in common, as well as more do. */
  private static final int SOME = 4000;

  /** So few complete trials say nothing of importance. */
  static final int LEAST = 10;

  /** Trials times parameters that a random forest takes a second or so for. */
  private static final int FOREST = 20_000;

  private final StudyResult result;
  private final List<StudyPart> parts;
  private final List<FrozenTrial> complete;
  private final List<List<FrozenTrial>> finite = new ArrayList<>();
  private final StudyPart.Tally tally;
  private final List<String> names;
  private final List<Explored> parameters;
  private final List<FrozenTrial> best;
  private final int sample;
  private final Map<Integer, Map<String, Double>> fanova = new HashMap<>();

  StudyView(StudyResult result, List<String> names) {
    this(result, names, new StudyParts());
  }

  /** The same where some of it may be known. */
  StudyView(StudyResult result, List<String> names, StudyParts known) {
    this.result = result;
    this.names = names;
    this.parts = known.of(result);
    this.complete = joined(StudyPart::complete);
    for (int i = 0; i < result.directions().size(); i++) {
      int objective = i;
      finite.add(joined(part -> part.objectives().get(objective).finite()));
    }
    this.tally =
        parts.stream().map(StudyPart::tally).reduce(StudyPart.Tally::plus).orElseThrow();
    this.parameters = Explored.merged(parts.stream().map(StudyPart::parameters).toList());
    this.best = StudyPart.best(with(joined(StudyPart::best)));
    this.sample = Math.max(100, Math.min(DRAWN, FOREST / Math.max(1, parameters.size())));
  }

  private List<FrozenTrial> joined(Function<StudyPart, List<FrozenTrial>> of) {
    if (parts.size() == 1) {
      return of.apply(parts.get(0));
    }
    List<FrozenTrial> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(of.apply(part)));
    return Collections.unmodifiableList(all);
  }

  private Ascending ascending(Function<StudyPart, Ascending> of) {
    return Ascending.of(parts.stream().map(of).toList());
  }

  StudyResult result() {
    return result;
  }

  /** How many trials there are in a state. */
  int count(TrialState state) {
    return parts.stream().mapToInt(part -> part.states().getOrDefault(state, 0)).sum();
  }

  /** How many complete trials there are of a kind. */
  StudyPart.Tally tally() {
    return tally;
  }

  /** When the trials were evaluated. */
  StudyPart.Times times() {
    List<StudyPart.Times> all = parts.stream().map(StudyPart::times).toList();
    Instant last = StudyPart.latest(all.stream().map(StudyPart.Times::last));
    boolean isOpen = all.stream().anyMatch(StudyPart.Times::isOpen);
    return new StudyPart.Times(
        joined(part -> part.times().started()),
        StudyPart.earliest(all.stream().map(StudyPart.Times::begin)),
        isOpen ? last : StudyPart.latest(all.stream().map(StudyPart.Times::end)),
        last,
        isOpen,
        ascending(part -> part.times().seconds()),
        all.stream()
            .map(StudyPart.Times::about)
            .filter(about -> !about.isEmpty())
            .findFirst()
            .orElse(""));
  }

  /** The values of the complete trials that can be drawn. */
  Ascending values(int objective) {
    return ascending(part -> part.objectives().get(objective).values());
  }

  /** Those of trials whose parameters lie in their ranges. */
  Ascending within(int objective) {
    return ascending(part -> part.objectives().get(objective).within());
  }

  /** The trials that were better than all before them and keep their constraints. */
  List<FrozenTrial> records(int objective) {
    return StudyPart.records(
        joined(part -> part.objectives().get(objective).records()),
        trial -> trial.values().get(objective),
        direction(objective));
  }

  /** The trials that reported a value on their way. */
  List<FrozenTrial> reporting(int objective) {
    return joined(part -> part.objectives().get(objective).reporting());
  }

  /** The best hundred trials that keep their constraints, where there is one objective. */
  List<FrozenTrial> leaders() {
    return StudyPart.leaders(joined(StudyPart::leaders), direction(0));
  }

  int objectives() {
    return names.size();
  }

  /** What an objective is called. */
  String name(int objective) {
    return names.get(objective);
  }

  Direction direction(int objective) {
    return result.directions().get(objective);
  }

  List<Explored> parameters() {
    return parameters;
  }

  /** The best trial, or the Pareto front. */
  List<FrozenTrial> best() {
    return best;
  }

  /** How many complete trials {@link #fanova} takes into account at the most. */
  int sample() {
    return sample;
  }

  /** The importances by variance, from a sample of the complete trials; its forest grows when it is first asked for. */
  Map<String, Double> fanova(int objective) {
    return fanova.computeIfAbsent(
        objective,
        i -> finite(i).size() < LEAST
            ? Map.of()
            : Fanova.standard().of(with(spread(complete, sample, List.of())), i));
  }

  /** Some thousands of the complete trials, for what would take long from all: evenly spaced ones and the best. */
  StudyResult some() {
    return with(spread(complete, SOME, best));
  }

  /** {@code From 4,000 of the 100,000 complete trials, evenly spaced, and the best.} with a space before it; nothing where it is all. */
  String ofSome() {
    return complete.size() <= SOME
        ? ""
        : " From " + Numeral.count(SOME) + " of the " + Numeral.count(complete.size())
            + " complete trials, evenly spaced, and the best.";
  }

  /** The study with some of its trials only. */
  StudyResult with(List<FrozenTrial> trials) {
    return new StudyResult(result.name(), result.directions(), trials);
  }

  /** Parameters with more than one value: the most important first, then in the order of suggestion. */
  List<Explored> ranked(int objective) {
    Map<String, Double> importance = fanova(objective);
    return parameters.stream()
        .filter(parameter -> !parameter.distribution().single())
        .sorted(Comparator.comparingDouble(
            parameter -> -importance.getOrDefault(parameter.name(), 0.0)))
        .toList();
  }

  /** The complete trials whose value can be drawn. */
  List<FrozenTrial> finite(int objective) {
    return finite.get(objective);
  }

  /** The complete trials. */
  List<FrozenTrial> complete() {
    return complete;
  }

  /** Those of them that are drawn: all, or evenly spaced ones and the best. */
  List<FrozenTrial> drawn(int objective) {
    return spread(finite(objective), DRAWN, best);
  }

  /** Evenly spaced trials of a list that is in the order of their numbers, and those that must be among them. */
  static List<FrozenTrial> spread(List<FrozenTrial> trials, int most, List<FrozenTrial> musts) {
    if (trials.size() <= most) {
      return trials;
    }
    Set<Integer> chosen = new TreeSet<>(spread(trials.size(), most));
    // By number: to compare trials is to compare all that is known of them.
    musts.stream()
        .limit(most)
        .mapToInt(trial ->
            Collections.binarySearch(trials, trial, Comparator.comparingInt(FrozenTrial::number)))
        .filter(place -> place >= 0)
        .forEach(chosen::add);
    return chosen.stream().map(trials::get).toList();
  }

  /** Evenly spaced places of a list, the first and the last among them. */
  static List<Integer> spread(int size, int most) {
    List<Integer> places = new ArrayList<>();
    int count = Math.min(size, most);
    for (int i = 0; i < count; i++) {
      places.add(count == 1 ? 0 : (int) ((long) i * (size - 1) / (count - 1)));
    }
    return places;
  }

  /** Colours by how good a value is, the best strong. */
  Tones tones(int objective) {
    return new Tones(
        finite(objective).stream().map(trial -> -loss(trial, objective)).toList());
  }

  double loss(FrozenTrial trial, int objective) {
    return direction(objective).loss(trial.values().get(objective));
  }

  /** {@code trial 7: 0.25}, and that it breaks its constraints where it does. */
  static String title(FrozenTrial trial, double value) {
    return "trial " + trial.number() + ": " + Numeral.of(value)
        + (trial.violation() > 0 ? ", breaks constraints" : "");
  }

  /** Whether any trial broke its constraints. */
  boolean violations() {
    return tally.broken() > 0;
  }

  /** Why there is nothing to draw of an objective. */
  String nothing(int objective) {
    return complete.isEmpty()
        ? "No trial is complete."
        : "No complete trial has a finite " + name(objective) + ".";
  }
}
