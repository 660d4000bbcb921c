package org.ockham.callback;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.data.DataModule;
import org.ockham.nn.NetworkSnapshot;
import org.ockham.schedule.Curve;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Interval;
import org.ockham.train.Limits;
import org.ockham.train.RateSchedule;
import org.ockham.train.Trainer;
import org.ockham.train.TrainerSettings;
import org.ockham.train.TrainingException;
import org.ockham.train.TrainingModule;
import org.ockham.train.Validation;

/**
 * Looks for a learning rate by training for some steps while the rate grows exponentially, and watching the loss (Smith 2017, <a
 * href="https://arxiv.org/abs/1506.01186">arXiv:1506.01186</a>). It ends early when the smoothed loss is over so many times the
 * least one.
 *
 * <pre>{@code
 * LearningRateCurve curve = LearningRateFinder.between(1e-6, 1).run(trainer, task, data);
 * curve.png(file);
 * task = task.optimizer(Adam.rate(curve.suggestion()));
 * }</pre>
 *
 * <p>The trainer's settings apply, but for its schedule, callbacks, loggers and averages, which hear nothing of it; nothing is
 * validated. Afterwards the network is as it was, to the bit, also if the search fails: weights, statistics, gradients and random draws. So
 * a second search gives the same curve.
 *
 * @param minRate the first rate; default 1e-8
 * @param maxRate the last; default 1
 * @param steps how many steps; default 100
 * @param smoothing the share of the mean loss that stays from step to step; default 0.98
 * @param divergence how many times the least smoothed loss ends the search; default 4
 * @see <a href="https://lightning.ai/docs/pytorch/stable/api/lightning.pytorch.callbacks.LearningRateFinder.html">Lightning's</a>
 */
public record LearningRateFinder(
    double minRate, double maxRate, int steps, double smoothing, double divergence) {

  public LearningRateFinder {
    Check.positive("minRate", minRate);
    Check.positive("maxRate", maxRate);
    if (minRate >= maxRate) {
      throw new IllegalArgumentException(
          "minRate is " + minRate + ": it must be below maxRate, " + maxRate);
    }
    Check.atLeast("steps", steps, 2);
    Check.decay("smoothing", smoothing);
    Check.atLeast("divergence", divergence, 1.0);
  }

  /** From 1e-8 to 1. */
  public static LearningRateFinder standard() {
    return between(1e-8, 1);
  }

  /** Between these rates, in 100 steps. */
  public static LearningRateFinder between(double minRate, double maxRate) {
    return new LearningRateFinder(minRate, maxRate, 100, 0.98, 4);
  }

  /** In so many steps. */
  public LearningRateFinder steps(int steps) {
    return Copy.of(this, "steps", steps);
  }

  /** With this share of the mean loss staying from step to step. */
  public LearningRateFinder smoothing(double smoothing) {
    return Copy.of(this, "smoothing", smoothing);
  }

  /** Ended by a loss so many times the least one. */
  public LearningRateFinder divergence(double divergence) {
    return Copy.of(this, "divergence", divergence);
  }

  /**
   * Searches.
   *
   * @throws RuntimeException whatever training throws, but for a loss that is no longer finite, which ends the search
   */
  public LearningRateCurve run(Trainer trainer, TrainingModule module, DataModule data) {
    Search search = new Search();
    double first = module.configureOptimizer().rate();
    Curve ramp = (step, initial) -> rate(step) * (first == 0 ? 1 : initial / first);
    Trainer trial =
        trial(trainer, steps, Map.of("schedule", RateSchedule.perStep(ramp)), search::isOver);
    NetworkSnapshot before = NetworkSnapshot.of(module.network());
    try {
      trial.fit(module, data);
    } catch (TrainingException e) {
      if (search.losses.isEmpty()) { // it is not the rate's fault
        throw e;
      }
      search.isDiverged = true;
    } finally {
      before.restore();
    }
    return LearningRateCurve.of(search.rates, search.losses, search.isDiverged);
  }

  /** The rate of the step after so many. */
  private double rate(long step) {
    return minRate * StrictMath.pow(maxRate / minRate, step / (steps - 1.0));
  }

  /**
   * A trainer whose callbacks and loggers hear nothing: another one for some steps, with these settings changed.
   *
   * @param isOver asked after each step, with its loss, whether it is the last
   */
  static Trainer trial(
      Trainer trainer, int steps, Map<String, ?> changes, BiPredicate<Fit, Double> isOver) {
    AtomicReference<@Nullable Trainer> trial = new AtomicReference<>();
    Callback ending = LambdaCallback.nothing().onStepEnd((fit, loss) -> {
      if (isOver.test(fit, loss) || fit.step() >= steps) {
        requireNonNull(trial.get()).interrupt();
      }
    });
    TrainerSettings settings = trainer.settings();
    Map<String, @Nullable Object> all = new HashMap<>();
    all.put("limits", new Limits(Limits.NO_EPOCHS, 0, steps, 0, null));
    all.put(
        "validation",
        new Validation(Interval.steps(steps + 1L), settings.validation().sanityBatches()));
    all.put("schedule", RateSchedule.none());
    all.put("callbacks", List.of(ending));
    all.put("loggers", List.of());
    all.put("average", null);
    all.putAll(changes);
    Trainer brief = Trainer.of(Copy.of(settings, all));
    trial.set(brief);
    return brief;
  }

  private final class Search {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private double mean;
    private double weight;
    private double least = Double.POSITIVE_INFINITY;
    private boolean isDiverged;

    boolean isOver(Fit fit, double loss) {
      if (!Double.isNaN(loss)) { // something in the batch counts
        mean = smoothing * mean + (1 - smoothing) * loss;
        weight = smoothing * weight + (1 - smoothing);
        double smoothed = mean / weight;
        rates.add(fit.rate());
        losses.add(smoothed);
        least = Math.min(least, smoothed);
        isDiverged = least > 0 && smoothed > divergence * least;
      }
      return isDiverged;
    }
  }
}
