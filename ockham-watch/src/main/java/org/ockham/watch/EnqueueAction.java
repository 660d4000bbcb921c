package org.ockham.watch;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Queues a trial of a study: whoever searches evaluates it next. */
final class EnqueueAction {

  private EnqueueAction() {}

  /**
   * For a study.
   *
   * @param study its trials
   * @param best the best of them
   */
  static Action of(StudySource source, StudyResult study, List<FrozenTrial> best) {
    return new Action(
        "enqueue",
        "Queue a trial",
        "Whoever searches evaluates it next, Optuna too; parameters that are left out are the sampler's.",
        "Its parameters, as JSON",
        example(best),
        text -> queue(source, study, parameters(text)));
  }

  private static String example(List<FrozenTrial> best) {
    return best.isEmpty()
        ? "{}"
        : JsonMapper.shared().writeValueAsString(best.get(0).params());
  }

  private static Map<String, @Nullable Object> parameters(String text) {
    try {
      Map<String, @Nullable Object> read =
          JsonMapper.shared().readValue(text, new TypeReference<>() {});
      if (read == null || read.isEmpty()) {
        throw new IllegalArgumentException(
            "That names no parameter: give at least one, as {\"rate\": 0.01}.");
      }
      read.forEach((name, value) -> {
        if (value instanceof Collection || value instanceof Map) {
          throw new IllegalArgumentException(
              name + " is no single value: give a number, a text, true, false or null.");
        }
      });
      return read;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "That is no JSON object: give parameters by name, as {\"rate\": 0.01}.", e);
    }
  }

  private static String queue(
      StudySource source, StudyResult study, Map<String, @Nullable Object> parameters) {
    Map<String, @Nullable Object> checked = checked(distributions(study), parameters);
    FrozenTrial queued = source.changed(storage ->
        Study.open(study.name(), storage, Random.seeded(0), Pruner.none()).enqueue(checked));
    return "Trial " + queued.number() + " is queued.";
  }

  /**
   * These values as the trials have them; Optuna ends a search at a queued value of another kind, and takes what is near for what was meant.
   *
   * @throws IllegalArgumentException if no trial has such a parameter, or it cannot have such a value
   */
  private static Map<String, @Nullable Object> checked(
      Map<String, Distribution> known, Map<String, @Nullable Object> parameters) {
    Map<String, @Nullable Object> unknown = new LinkedHashMap<>(parameters);
    unknown.keySet().removeAll(known.keySet());
    if (!known.isEmpty() && !unknown.isEmpty()) {
      throw new IllegalArgumentException("No trial has a parameter "
          + String.join(", ", unknown.keySet()) + ": there are "
          + String.join(", ", known.keySet()) + ".");
    }
    Map<String, @Nullable Object> checked = new LinkedHashMap<>(parameters);
    checked.replaceAll((name, value) -> {
      Distribution distribution = known.get(name);
      return distribution == null
          ? value
          : distribution.toExternal(distribution.toInternal(name, value));
    });
    return checked;
  }

  /** Where each parameter lay in the newest trial that has it: bounds may change as a search goes on. */
  private static Map<String, Distribution> distributions(StudyResult study) {
    Map<String, Distribution> distributions = new TreeMap<>();
    for (FrozenTrial trial : study.trials()) {
      Parameters parameters = trial.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        distributions.put(parameters.name(i), parameters.distribution(i));
      }
    }
    return distributions;
  }
}
