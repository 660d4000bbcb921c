package org.ockham.lab.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;

/** Who makes the runs of a comparison; may be called from many threads at once. */
interface Runner {

  /**
   * Opens the data of all that will be run.
   *
   * @param isFolded whether training images are tested on
   * @return what is wrong with it, in sentences
   */
  List<String> open(List<Variant> variants, boolean isFolded);

  /**
   * One run, which goes on where it was left if it was begun.
   *
   * @param part where its result will be kept, beside which it may keep what it can go on from; null for nowhere
   * @param progress is told the share of it that is done
   * @return null if it was cut short
   */
  @Nullable
  RunResult run(Task task, @Nullable Path part, DoubleConsumer progress);

  /** What a predictor that looks at no input comes to in place of a run; null if there is nothing to be predicted. */
  default @Nullable RunResult constant(Task task) {
    return null;
  }

  /** A variant with the simplest network in place of its own; null if it has that itself. */
  default @Nullable Variant linear(Variant variant) {
    return null;
  }

  /** The result of a run is kept. */
  default void kept(Task task, Path part) {}

  /** Cuts short what is under way, and all that comes. */
  void interrupt();
}
