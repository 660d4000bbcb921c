package org.ockham.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.report.StudyReport;
import org.ockham.lab.tune.Tuning;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/** What a search keeps up to date for people while it runs: {@code best.yaml} and {@code report.html}. */
final class StudyFiles {

  /** The report is set anew when the search has gone on for so many times as long as setting it took. */
  private static final int PATIENCE = 50;

  private final OutputDirectory directory;
  private final Tuning tuning;
  private final SearchPlan plan;
  private @Nullable FrozenTrial written;
  private long due = System.nanoTime();

  StudyFiles(OutputDirectory directory, Tuning tuning, SearchPlan plan) {
    this.directory = directory;
    this.tuning = tuning;
    this.plan = plan;
  }

  OutputDirectory directory() {
    return directory;
  }

  Path report() {
    return directory.path().resolve("report.html");
  }

  Path best() {
    return directory.path().resolve("best.yaml");
  }

  /**
   * After a trial: the best settings at once, the page as often as it costs little. Where they cannot be written the search
   * goes on; {@link #write} says it at the end.
   */
  void update(Optional<FrozenTrial> best, Supplier<StudyResult> study) {
    try {
      writeBest(best);
      long start = System.nanoTime();
      if (start - due >= 0) {
        writeReport(study.get());
        due = System.nanoTime() + PATIENCE * (System.nanoTime() - start);
      }
    } catch (LabException unwritable) {
      due = System.nanoTime();
    }
  }

  /**
   * All of it.
   *
   * @throws LabException if it cannot be written
   */
  void write(StudyResult result) {
    writeBest(result.findBest());
    writeReport(result);
  }

  private void writeBest(Optional<FrozenTrial> best) {
    if (best.isPresent() && !best.get().equals(written)) {
      directory.write("best.yaml", tuning.variant(best.get()).yaml(tuning.seed()));
      written = best.get();
    }
  }

  private void writeReport(StudyResult result) {
    directory.write(
        "report.html",
        StudyReport.of(result).withObjectives(List.of(plan.objective())).html());
  }
}
