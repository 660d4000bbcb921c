package org.ockham.callback;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.data.DataModule;
import org.ockham.nn.NetworkSnapshot;
import org.ockham.tensor.EngineException;
import org.ockham.train.Loading;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/**
 * Looks for the largest batch that memory holds: doubles it until a few steps of training run out of memory, then bisects. Meant for
 * the memory of a graphics card; on a processor some systems end the program instead of refusing memory, so set {@link #upTo} there.
 *
 * <pre>{@code
 * int size = BatchSizeFinder.upTo(4096).run(trainer, task, data);
 * }</pre>
 *
 * <p>Afterwards the network is as it was, to the bit, also if the search fails, and the trainer's callbacks and loggers have heard
 * nothing.
 *
 * @param least the first size that is tried; default 2
 * @param most the last, at most; never more than there are training samples
 * @param steps how many steps each is tried for; default 3
 * @see <a href="https://lightning.ai/docs/pytorch/stable/api/lightning.pytorch.callbacks.BatchSizeFinder.html">Lightning's</a>
 */
public record BatchSizeFinder(int least, int most, int steps) {

  public BatchSizeFinder {
    Check.positive("least", least);
    Check.atLeast("most", most, least);
    Check.positive("steps", steps);
  }

  /** From 2 to this. */
  public static BatchSizeFinder upTo(int most) {
    return new BatchSizeFinder(Math.min(2, most), most, 3);
  }

  /** Trying this size first. */
  public BatchSizeFinder least(int least) {
    return Copy.of(this, "least", least);
  }

  /** Trying each for so many steps. */
  public BatchSizeFinder steps(int steps) {
    return Copy.of(this, "steps", steps);
  }

  /**
   * Searches.
   *
   * @return the largest size that training went through with
   * @throws IllegalArgumentException if memory does not even hold the least
   */
  public int run(Trainer trainer, TrainingModule module, DataModule data) {
    int bound = Math.min(most, data.train().size());
    int fits = Math.min(least, bound);
    if (!fits(fits, trainer, module, data)) {
      throw new IllegalArgumentException(
          "memory does not hold a batch of " + fits + ": try a smaller one, or a smaller network");
    }
    int tooLarge = bound + 1;
    while (fits < bound) {
      int next = (int) Math.min(bound, 2L * fits);
      if (!fits(next, trainer, module, data)) {
        tooLarge = next;
        break;
      }
      fits = next;
    }
    while (tooLarge - fits > 1) {
      int middle = fits + (tooLarge - fits) / 2;
      if (fits(middle, trainer, module, data)) {
        fits = middle;
      } else {
        tooLarge = middle;
      }
    }
    return fits;
  }

  private boolean fits(int size, Trainer trainer, TrainingModule module, DataModule data) {
    Loading loading = Copy.of(trainer.settings().loading(), "batchSize", size);
    Trainer trial =
        LearningRateFinder.trial(trainer, steps, Map.of("loading", loading), (fit, loss) -> false);
    NetworkSnapshot before = NetworkSnapshot.of(module.network());
    try {
      trial.fit(module, data);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } catch (EngineException e) {
      if (isOutOfMemory(e)) {
        return false;
      }
      throw e;
    } finally {
      before.restore();
    }
  }

  private static boolean isOutOfMemory(Throwable failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of("out of memory", "not enough memory", "can't allocate memory")
        .anyMatch(text::contains);
  }
}
