package org.ockham.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;
import org.ockham.file.WritableDirectory;
import org.ockham.tensor.Safetensors;
import org.ockham.train.Fit;
import org.ockham.train.Monitor;
import org.ockham.train.WeightSelector;
import org.ockham.train.Weights;

/**
 * Keeps the weights of the epoch that was best in a metric; {@link org.ockham.train.FitResult#best(String)} has them. With a directory they are also
 * written there, as {@code best.safetensors}, whenever they change. Several, of several metrics, keep each its own.
 */
public final class Checkpoint implements WeightSelector {

  private static final String FILE = "best.safetensors";

  private final Monitor monitor;
  private final @Nullable Path directory;
  private @Nullable Weights best;

  private Checkpoint(Monitor monitor, @Nullable Path directory) {
    this.monitor = monitor;
    this.directory = directory;
  }

  /** The best in this tag; whether less or more is better follows from its name. The first of equals is kept. */
  public static Checkpoint best(String tag) {
    return best(Monitor.of(tag));
  }

  public static Checkpoint best(Monitor monitor) {
    return new Checkpoint(monitor, null);
  }

  /** Written into this directory too, which is made before the first step if it is not there, or refused. */
  public Checkpoint in(Path directory) {
    return new Checkpoint(monitor, directory);
  }

  /** What it has kept of the fit under way, or of the last: which epoch's, and how good; null if nothing was measured. */
  @Override
  public @Nullable Weights best() {
    return best;
  }

  /** What it keeps the best in. */
  @Override
  public Monitor monitor() {
    return monitor;
  }

  @Override
  public @Nullable Path directory() {
    return directory;
  }

  @Override
  public void onFitStart(Fit fit) {
    monitor.check(fit);
    best = null;
    if (directory != null) {
      prepare(directory);
    }
  }

  private static void prepare(Path directory) {
    try {
      WritableDirectory.make(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoints cannot be written into " + directory + ": " + FileProblem.reason(e), e);
    }
    if (Files.isDirectory(directory.resolve(FILE))) {
      throw new UncheckedIOException(
          "the checkpoint " + directory.resolve(FILE) + " cannot be written: it is a directory",
          new FileAlreadyExistsException(directory.resolve(FILE).toString()));
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    Double value = metrics.get(monitor.tag());
    if (value != null && monitor.isBetter(value, best == null ? Double.NaN : best.value())) {
      best = fit.weights(metrics, monitor);
      if (directory != null) {
        Safetensors.write(
            directory.resolve(FILE),
            fit.module().network().stateDict(),
            Map.of("epoch", Integer.toString(fit.epoch()), monitor.tag(), Double.toString(value)));
      }
    }
  }
}
