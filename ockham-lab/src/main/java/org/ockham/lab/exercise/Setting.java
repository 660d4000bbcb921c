package org.ockham.lab.exercise;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.ockham.check.Check;
import org.ockham.data.Source;

/**
 * Where and how an exercise is done.
 *
 * @param source where data comes from
 * @param isQuick whether it is done small, on data that Ockham draws itself, to be seen rather than to be measured: then what a finding
 *     expects is only what must hold at any size
 * @param directory where its pictures and runs go
 * @param jobs runs at a time
 * @param seeds over how many seeds a comparison runs; 0 for those that its recipe names, or the first of them where it is quick
 * @param progress is told in a line now and then what is being done
 */
public record Setting(
    Source source,
    boolean isQuick,
    Path directory,
    int jobs,
    int seeds,
    Consumer<String> progress) {

  public Setting {
    Check.atLeast("jobs", (long) jobs, 1);
    Check.atLeast("seeds", (long) seeds, 0);
  }

  /** What does an exercise in this way. */
  public String command(String exercise) {
    return "ockham exercise " + exercise
        + (isQuick ? " --quick" : "")
        + (seeds > 0 ? " --seeds " + seeds : "");
  }

  /** Over the seeds that recipes name. */
  public Setting(
      Source source, boolean isQuick, Path directory, int jobs, Consumer<String> progress) {
    this(source, isQuick, directory, jobs, 0, progress);
  }
}
