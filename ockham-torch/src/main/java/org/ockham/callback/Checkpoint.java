package org.ockham.callback;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.state.SavedState;
import org.ockham.tensor.Safetensors;
import org.ockham.train.Fit;
import org.ockham.train.Monitor;
import org.ockham.train.WeightSelector;
import org.ockham.train.Weights;

/**
 * Keeps the weights that were best in a metric, as they were when it was measured; {@link org.ockham.train.FitResult#best(String)}
 * has them. With a directory they are also written there, as {@code best.safetensors}, whenever they change, and if asked for the whole
 * checkpoints of the k best, from which training can go on. Several, of several metrics, keep each its own.
 *
 * <pre>{@code
 * Trainer.builder().callbacks(
 *     Checkpoint.best("val/accuracy"),
 *     Checkpoint.best("val/loss").in(directory).topK(3).filename("{epoch:02d}-{val/loss:.3f}"));
 * }</pre>
 *
 * @see PeriodicCheckpoint
 * @see <a
 *     href="https://lightning.ai/docs/pytorch/stable/api/lightning.pytorch.callbacks.ModelCheckpoint.html">Lightning's ModelCheckpoint</a>
 */
public final class Checkpoint implements WeightSelector {

  private static final String FILE = "best.safetensors";

  /**
   * The settings.
   *
   * @param monitor what it keeps the best in
   * @param topK how many whole checkpoints are kept, those of the best; default 0
   * @param filename what they are called: {@code {epoch}}, {@code {step}} and metrics that are measured together with the one that is
   *     monitored, in Python's formats; default {@code {epoch}-{step}}. Whatever the names, they are legal everywhere, and none hides
   *     another
   */
  public record Config(Monitor monitor, int topK, String filename) {

    public Config {
      Check.atLeast("topK", topK, 0);
    }
  }

  private final Config config;
  private final @Nullable Path directory;
  private final @Nullable CheckpointFolder folder;
  private final Measured measured;
  private final List<Double> values = new ArrayList<>();
  private @Nullable Fit fit;
  private @Nullable Weights best;
  private long bestStep = -1;

  /** With these settings, writing into this directory, or keeping in memory alone. */
  public Checkpoint(Config config, @Nullable Path directory) {
    this.config = config;
    this.directory = directory;
    folder = directory == null ? null : new CheckpointFolder(directory, config.filename);
    measured = new Measured(config.monitor.tag());
  }

  /** The best in this tag; whether less or more is better follows from its name. The first of equals is kept. */
  public static Checkpoint best(String tag) {
    return best(Monitor.of(tag));
  }

  /** The best in this. */
  public static Checkpoint best(Monitor monitor) {
    return new Checkpoint(new Config(monitor, 0, "{epoch}-{step}"), null);
  }

  /** Written into this directory too, which is made before the first step if it is not there, or refused. */
  public Checkpoint in(Path directory) {
    return new Checkpoint(config, directory);
  }

  /** Keeps so many whole checkpoints in the directory, of the best. */
  public Checkpoint topK(int checkpoints) {
    return new Checkpoint(Copy.of(config, "topK", checkpoints), directory);
  }

  /** Calls them so: {@code {epoch:02d}-{val/loss:.3f}} gives {@code epoch=07-val_loss=0.123}. */
  public Checkpoint filename(String pattern) {
    return new Checkpoint(Copy.of(config, "filename", pattern), directory);
  }

  /** The settings. */
  public Config config() {
    return config;
  }

  /** What it has kept of the fit under way, or of the last: which epoch's, and how good; null if nothing was measured. */
  @Override
  public @Nullable Weights best() {
    return best;
  }

  /** What it keeps the best in. */
  @Override
  public Monitor monitor() {
    return config.monitor;
  }

  @Override
  public @Nullable Path directory() {
    return directory;
  }

  @Override
  public void onFitStart(Fit fit) {
    config.monitor.check(fit);
    if (measured.isLogged()) {
      throw new IllegalArgumentException("'" + config.monitor.tag()
          + "' is logged by a callback, at steps of its own: a checkpoint keeps the weights with which a"
          + " metric was measured, so monitor one of training or validation");
    }
    if (config.topK > 0 && folder == null) {
      throw new IllegalArgumentException("topK is " + config.topK
          + ", but there is no directory for the checkpoints: say which with in(directory)");
    }
    this.fit = fit;
    best = null;
    bestStep = -1;
    values.clear();
    if (directory != null && folder != null) {
      folder.start(
          fit,
          fit.tags().stream()
              .filter(tag -> new Measured(tag).isTogetherWith(measured))
              .toList());
      if (Files.isDirectory(directory.resolve(FILE))) {
        throw new UncheckedIOException(
            "the checkpoint " + directory.resolve(FILE) + " cannot be written: it is a directory",
            new FileAlreadyExistsException(directory.resolve(FILE).toString()));
      }
    }
  }

  @Override
  public void onStepStart(Fit fit) {
    sweep();
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    measured.atValidation(fit, metrics, value -> judge(fit, metrics, value));
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    measured.atEpoch(fit, metrics, value -> judge(fit, metrics, value));
    if (best != null && bestStep == fit.step()) {
      best = best.measuring(metrics); // the epoch's other numbers are those of the same weights
    }
  }

  @Override
  public void onFitEnd(Fit fit) {
    sweep();
  }

  private void judge(Fit fit, Map<String, Double> metrics, double value) {
    if (config.monitor.isBetter(value, best == null ? Double.NaN : best.value())) {
      best = fit.weights(metrics, config.monitor);
      bestStep = fit.step();
      write(fit, best);
    }
    if (folder != null && config.topK > 0 && !Double.isNaN(value)) {
      keep(folder, fit, metrics, value);
    }
  }

  private void write(Fit fit, Weights weights) {
    if (directory != null && fit.rank() == 0) {
      Safetensors.write(
          directory.resolve(FILE),
          weights.stateDict(),
          Map.of(
              "epoch",
              Integer.toString(weights.epoch()),
              config.monitor.tag(),
              Double.toString(weights.value())));
    }
  }

  /** Takes a checkpoint in if it is one of the best; of equals the first stays. */
  private void keep(CheckpointFolder folder, Fit fit, Map<String, Double> metrics, double value) {
    int worst = 0;
    for (int i = 1; i < values.size(); i++) {
      if (!config.monitor.isBetter(values.get(i), values.get(worst))) {
        worst = i;
      }
    }
    if (values.size() == config.topK) {
      if (!config.monitor.isBetter(value, values.get(worst))) {
        return;
      }
      values.remove(worst);
      folder.drop(worst);
    }
    values.add(value);
    folder.add(fit, metrics);
  }

  private void sweep() {
    if (folder != null) {
      folder.sweep();
    }
  }

  @Override
  public SavedState state() {
    Map<String, @Nullable Object> state = new HashMap<>();
    state.put("bestStep", bestStep);
    state.put("values", List.copyOf(values));
    if (folder != null) {
      state.putAll(folder.state());
    }
    if (best == null) {
      return SavedState.of(state);
    }
    SavedState weights = best.state();
    state.put("best", weights.values());
    return new SavedState(state, weights.tensors());
  }

  @Override
  public void restore(SavedState saved) {
    long bestStep = saved.whole("bestStep");
    List<Double> values = saved.numberList("values");
    Fit fit = requireNonNull(this.fit);
    Weights best = saved.values().containsKey("best")
        ? fit.weights(new SavedState(saved.map("best"), saved.tensors()), config.monitor)
        : null;
    if (folder != null) {
      folder.restore(saved);
    }
    this.bestStep = bestStep;
    this.best = best;
    this.values.clear();
    this.values.addAll(values);
    if (best != null) { // a run that went on from here, and was killed, may have written a later one
      write(fit, best);
    }
  }
}
