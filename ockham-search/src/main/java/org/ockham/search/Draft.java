package org.ockham.search;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.Json;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * A trial's content while it grows, and which of it the storage does not have yet. Its lock is held for moments only, so
 * that samplers may look at any trial while others are being asked.
 */
final class Draft {

  private static final long LATE = 1_000_000_000L;

  private TrialState state = TrialState.RUNNING;
  private List<Double> values = List.of();
  private Parameters parameters;
  private final TreeMap<Integer, Double> steps;
  private Map<String, @Nullable Object> user;
  private Map<String, @Nullable Object> system;
  private @Nullable Instant complete;

  private Parameters newParameters = Parameters.NONE;
  private NavigableMap<Integer, Double> newSteps = new TreeMap<>();
  private Map<String, @Nullable Object> newUser = new LinkedHashMap<>();
  private Map<String, @Nullable Object> newSystem = new LinkedHashMap<>();
  private long lastWrite = System.nanoTime();

  Draft(FrozenTrial trial) {
    parameters = trial.parameters();
    steps = new TreeMap<>(trial.intermediateValues());
    user = trial.userAttributes();
    system = trial.systemAttributes();
  }

  synchronized Parameters parameters() {
    return parameters;
  }

  NavigableMap<Integer, Double> steps() {
    return steps;
  }

  synchronized void add(String name, Distribution distribution, double value) {
    parameters = parameters.with(name, distribution, value);
    newParameters = newParameters.size() == 0 && parameters.size() == 1
        ? parameters
        : newParameters.with(name, distribution, value);
  }

  synchronized void report(int step, double value) {
    steps.put(step, value);
    newSteps.put(step, value);
  }

  synchronized void noteUser(String key, @Nullable Object value) {
    Json.write(value); // refuses here, where the user sees it, what no storage takes
    user = put(user, key, value);
    newUser.put(key, value);
  }

  synchronized void noteSystem(String key, @Nullable Object value) {
    Json.write(value);
    system = put(system, key, value);
    newSystem.put(key, value);
  }

  private static Map<String, @Nullable Object> put(
      Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }

  synchronized void end(TrialState how, List<Double> result) {
    state = how;
    values = List.copyOf(result);
    complete = Instant.now();
  }

  synchronized boolean pending() {
    return newParameters.size() > 0
        || !newSteps.isEmpty()
        || !newUser.isEmpty()
        || !newSystem.isEmpty();
  }

  /** Whether something has waited for long enough. */
  synchronized boolean late() {
    return System.nanoTime() - lastWrite > LATE && pending();
  }

  /** Hands out what the storage does not have yet; what comes meanwhile is kept for the next time. */
  synchronized TrialWrite take() {
    TrialWrite taken = new TrialWrite(null, List.of(), newParameters, newSteps, newUser, newSystem);
    newParameters = Parameters.NONE;
    newSteps = new TreeMap<>();
    newUser = new LinkedHashMap<>();
    newSystem = new LinkedHashMap<>();
    lastWrite = System.nanoTime();
    return taken;
  }

  /** Takes back what the storage did not take; what came meanwhile is newer. */
  synchronized void giveBack(TrialWrite taken) {
    Parameters parameters = taken.parameters();
    for (int i = 0; i < newParameters.size(); i++) {
      parameters = parameters.with(
          newParameters.name(i), newParameters.distribution(i), newParameters.internal(i));
    }
    newParameters = parameters;
    taken.intermediateValues().forEach(newSteps::putIfAbsent);
    taken.userAttributes().forEach((key, value) -> restore(newUser, key, value));
    taken.systemAttributes().forEach((key, value) -> restore(newSystem, key, value));
  }

  private static void restore(
      Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    if (!map.containsKey(key)) {
      map.put(key, value);
    }
  }

  synchronized FrozenTrial freeze(
      long id, int number, @Nullable Instant start, SortedMap<Integer, Double> intermediate) {
    return new FrozenTrial(
        id,
        number,
        state,
        values,
        parameters,
        steps.isEmpty() ? TrialWrite.NOTHING.intermediateValues() : intermediate,
        user,
        system,
        start,
        complete);
  }

  /** The trial as it is now, for good. */
  synchronized FrozenTrial snapshot(long id, int number, @Nullable Instant start) {
    return freeze(id, number, start, Collections.unmodifiableSortedMap(new TreeMap<>(steps)));
  }
}
