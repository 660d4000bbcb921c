package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;

/**
 * A parameter as a study explored it, conditional ones too.
 *
 * @param name its name
 * @param distribution the smallest that holds those of all trials: bounds may move during a study
 * @param trials how many trials have it
 */
public record Explored(String name, Distribution distribution, int trials) {

  /**
   * All parameters of a study.
   *
   * @param result the study's trials, of any state
   * @return them, in the order in which they were first suggested
   */
  public static List<Explored> of(StudyResult result) {
    Map<String, Explored> found = new LinkedHashMap<>();
    for (FrozenTrial trial : result.trials()) {
      Parameters parameters = trial.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        String name = parameters.name(i);
        found.merge(name, new Explored(name, parameters.distribution(i), 1), Explored::joined);
      }
    }
    return new ArrayList<>(found.values());
  }

  /**
   * All parameters of a study from those of its parts.
   *
   * @param parts what {@link #of} found in stretches of its trials, in their order
   * @return the same as of all trials at once
   */
  public static List<Explored> merged(List<List<Explored>> parts) {
    Map<String, Explored> found = new LinkedHashMap<>();
    for (List<Explored> part : parts) {
      for (Explored each : part) {
        found.merge(each.name, each, Explored::joined);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Explored joined(Explored old, Explored more) {
    return new Explored(
        old.name, hull(old.distribution, more.distribution), old.trials + more.trials);
  }

  /** Choices never change; of two kinds, which a study does not mix, the first is kept. */
  private static Distribution hull(Distribution a, Distribution b) {
    if (a.equals(b) || a instanceof CategoricalDistribution) {
      return a;
    }
    if (a instanceof FloatDistribution x && b instanceof FloatDistribution y) {
      @Nullable Double step = Objects.equals(x.step(), y.step()) ? x.step() : null;
      return new FloatDistribution(
          Math.min(x.low(), y.low()), Math.max(x.high(), y.high()), x.log() && y.log(), step);
    }
    if (a instanceof IntDistribution x && b instanceof IntDistribution y) {
      long step = x.step() == y.step() ? x.step() : 1;
      return new IntDistribution(
          Math.min(x.low(), y.low()), Math.max(x.high(), y.high()), x.log() && y.log(), step);
    }
    return a;
  }

  /**
   * Whether the parameter is a number.
   *
   * @return false for choices
   */
  public boolean numeric() {
    return !(distribution instanceof CategoricalDistribution);
  }
}
