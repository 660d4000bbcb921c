package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;

/** Writes what runs, comparisons and searches write, a piece at a time. */
final class Made {

  private Made() {}

  /** A run that has begun and logged nothing. */
  static Path run(Path directory, String recipe) throws IOException {
    Files.createDirectories(directory);
    status(directory, recipe, "running");
    Files.writeString(directory.resolve("metrics.csv"), "step,epoch,train/loss,val/loss\n");
    return directory;
  }

  static void status(Path directory, String recipe, String status) throws IOException {
    Files.writeString(
        directory.resolve("run.json"),
        RunDirectory.json(
            Map.of("status", status, "recipe", recipe, "variant", recipe, "seed", 3)));
  }

  static void log(Path run, long step, double train, double validation) throws IOException {
    Files.writeString(
        run.resolve("metrics.csv"),
        step + ",1," + train + "," + validation + "\n",
        StandardOpenOption.APPEND);
  }

  /** A comparison of which no run has finished. */
  static Path comparison(Path directory, String base, String other, int seeds) throws IOException {
    Files.createDirectories(directory.resolve("parts"));
    Files.writeString(
        directory.resolve("plan.json"),
        RunDirectory.json(Map.of(
            "work",
            "comparison",
            "recipe",
            base,
            "variants",
            List.of(base, other),
            "folds",
            0,
            "trials",
            0,
            "seeds",
            IntStream.range(0, seeds).boxed().toList(),
            "looks",
            "at the end",
            "metric",
            "test/accuracy",
            "margin",
            0.001,
            "confidence",
            0.95)));
    return directory;
  }

  static void finish(Path comparison, int number, String variant, long seed, double accuracy)
      throws IOException {
    RunResult result = new RunResult(
        variant,
        seed,
        10,
        List.of(
            new EpochResult(1, 10, Map.of("train/loss", 1.0, "val/loss", 1.1), 0.1),
            new EpochResult(2, 20, Map.of("train/loss", 0.5, "val/loss", 0.9), 0.1)),
        2,
        new Metrics(Map.of("val/accuracy", accuracy)),
        new Metrics(Map.of("test/accuracy", accuracy)),
        false,
        null,
        0.2);
    Path part = comparison.resolve("parts").resolve(number + "-part-" + seed + ".json");
    Path draft = comparison.resolve("draft");
    Files.writeString(draft, result.json());
    Files.move(draft, part);
  }

  /** A study of so many trials; its file is left as Optuna's would be. */
  static Path study(Path file, String name, String parameter, int trials) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (Storage storage = Storage.of("sqlite:///" + file.toAbsolutePath())) {
      Study study = Study.minimize(name, storage, Random.seeded(1));
      study.optimize(
          trial -> {
            double x = trial.suggestDouble(parameter, -1, 1);
            return x * x;
          },
          trials);
    }
    return file;
  }

  /** A named pipe, from which whoever reads waits for a writer; false where the system has none. */
  static boolean pipe(Path file) throws IOException, InterruptedException {
    return new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0;
  }
}
