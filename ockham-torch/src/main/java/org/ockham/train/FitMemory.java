package org.ockham.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ockham.checkpoint.CheckpointContents;
import org.ockham.nn.Layer;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/**
 * All that a fit's next steps depend on: what is saved of it in a checkpoint, and how another one takes that up. Nothing random is in it,
 * since that follows from the seed and the step.
 *
 * @param fit which one
 * @param settings its settings
 * @param schedule its schedule at work
 * @param fingerprint what it is a function of beside its memory
 * @param drawn the parameters that were drawn from the seed
 */
record FitMemory(
    Fit fit,
    TrainerSettings settings,
    RateSchedule.Course schedule,
    Fingerprint fingerprint,
    List<String> drawn) {

  private static final String FROZEN = "frozen";
  private static final String DRAWN = "drawn";
  private static final String LAYOUT = "layout";
  private static final String DEVICE = "device";

  /** A copy of everything, with what the epoch under way has measured so far. */
  CheckpointContents save(Averages averages) {
    Map<String, SavedState> parts = new LinkedHashMap<>();
    parts.put("run", fingerprint.state());
    parts.put(LAYOUT, fit.parallelism().state());
    parts.put(DEVICE, SavedState.of(Map.of(DEVICE, fit.device().toString())));
    parts.put("progress", fit.progress().state());
    parts.put("averages", averages.state());
    parts.put("schedule", schedule.state());
    parts.put("network", SavedState.of(Map.of(DRAWN, drawn, FROZEN, frozen(network()))));
    WeightAveraging average = settings.average();
    if (average != null) {
      parts.put("average", average.state());
    }
    parts.put("modules", SavedState.join(states(modules())));
    parts.put("callbacks", SavedState.join(states(byKey(settings.callbacks()))));
    fit.loggers()
        .between(() -> parts.put("loggers", SavedState.join(states(byKey(settings.loggers())))));
    return new CheckpointContents(
        fit.step(), network().stateDict(), fit.optimizer().state(), SavedState.join(parts));
  }

  private static Map<String, SavedState> states(Map<String, ? extends Stateful> each) {
    Map<String, SavedState> states = new LinkedHashMap<>();
    each.forEach((key, one) -> states.put(key, one.state()));
    return states;
  }

  /** Which parameters had been drawn from the seed. */
  static List<String> drawn(CheckpointContents saved) {
    return saved.rest().part("network").texts(DRAWN);
  }

  /** Before the callbacks are told of the start, so that they see where the fit stands. */
  void restoreProgress(CheckpointContents saved, Averages averages) {
    checkParts(saved);
    fit.progress().restore(saved.rest().part("progress"));
    averages.restore(saved.rest().part("averages"));
  }

  /** After loggers have been started. */
  void restoreLoggers(CheckpointContents saved) {
    SavedState loggers = saved.rest().part("loggers");
    fit.loggers().between(() -> restore(loggers, byKey(settings.loggers())));
  }

  /** After callbacks have been told of the start: they may add groups to the optimiser, which is last therefore. */
  void restore(CheckpointContents saved) {
    SavedState rest = saved.rest();
    restore(rest.part("callbacks"), byKey(settings.callbacks()));
    restore(rest.part("modules"), modules());
    WeightAveraging average = settings.average();
    if (average != null) {
      average.restore(rest.part("average"));
    }
    Set<String> frozen = Set.copyOf(rest.part("network").texts(FROZEN));
    network().parameters().forEach((name, parameter) -> {
      if (frozen.contains(name)) {
        parameter.freeze();
      } else {
        parameter.unfreeze();
      }
    });
    schedule.restore(rest.part("schedule"));
    fit.optimizer().restore(saved.optimizer());
  }

  private static void restore(SavedState saved, Map<String, ? extends Stateful> each) {
    each.forEach((key, one) -> {
      SavedState part = saved.part(key);
      if (!part.isEmpty()) {
        one.restore(part);
      }
    });
  }

  /**
   * The layout must be the same, since the last bits depend on it; on another device they are others anyway. So must those that remember something: one that is missing would have
   * done something, as would a new one.
   */
  private void checkParts(CheckpointContents saved) {
    if (saved.rest().part(DEVICE).text(DEVICE).equals(fit.device().toString())) {
      fit.parallelism().check(saved.rest().part(LAYOUT));
    }
    checkSame("callbacks", saved, byKey(settings.callbacks()));
    checkSame("modules", saved, modules());
  }

  private static void checkSame(
      String part, CheckpointContents saved, Map<String, ? extends Stateful> each) {
    List<String> there = saved.rest().part(part).parts();
    for (String key : there) {
      if (!each.containsKey(key)) {
        throw new IllegalArgumentException("it has the state of " + key
            + ", which is not among this" + " fit's " + part + ": go on with the same");
      }
    }
    each.forEach((key, one) -> {
      if (!there.contains(key) && !one.state().isEmpty()) {
        throw new IllegalArgumentException("it has no state of " + key
            + ", which is among this fit's " + part + ": go on with the same");
      }
    });
  }

  private Layer network() {
    return fit.module().network();
  }

  private static List<String> frozen(Layer network) {
    return network.parameters().entrySet().stream()
        .filter(each -> !each.getValue().isTrained())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The module and those that it wraps, if they remember something. */
  private Map<String, Stateful> modules() {
    Map<String, Stateful> found = new LinkedHashMap<>();
    TrainingModule each = fit.module();
    while (true) {
      if (each instanceof Stateful stateful) {
        found.put(each.getClass().getName(), stateful);
      }
      if (!(each instanceof ModuleWrapper wrapper)) {
        return found;
      }
      each = wrapper.module();
    }
  }

  /** Each under the name of its class, and its number among those of this class. */
  private static <T> Map<String, T> byKey(List<T> listed) {
    Map<String, Integer> counts = new HashMap<>();
    return listed.stream()
        .collect(Collectors.toMap(
            each -> each.getClass().getName() + "#"
                + counts.merge(each.getClass().getName(), 1, Integer::sum),
            Function.identity(),
            (a, b) -> b,
            LinkedHashMap::new));
  }
}
