package org.ockham.callback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.state.SavedState;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Writes whole checkpoints, from which training goes on as if it had never stopped: after every so many epochs, steps or seconds, when
 * training is interrupted, and if asked for when it fails. The last of them are kept.
 *
 * <pre>{@code
 * PeriodicCheckpoint.in(directory)                                  // after every epoch, the last one
 * PeriodicCheckpoint.in(directory).everySteps(500).keep(3)          // the last three
 * PeriodicCheckpoint.in(directory).every(Duration.ofMinutes(10)).filename("last")
 * }</pre>
 *
 * @see Checkpoint
 */
public final class PeriodicCheckpoint implements Callback {

  private static final String AT_FAILURE = "exception";

  /**
   * The settings.
   *
   * @param everyEpochs epochs from one to the next; 0 for none; default 1
   * @param everySteps steps from one to the next; 0, the default, for none
   * @param everySeconds seconds from one to the next; 0, the default, for none
   * @param keep how many are kept, at least 1; default 1
   * @param filename what they are called, in the words of {@link Checkpoint.Config}; default {@code {epoch}-{step}}. Under a name
   *     without numbers each replaces the one before
   * @param onInterrupt whether one is written when training is interrupted; default true
   * @param onException whether one is written when training fails, as {@code exception}, with the weights as they are; default false
   */
  public record Config(
      int everyEpochs,
      long everySteps,
      double everySeconds,
      int keep,
      String filename,
      boolean onInterrupt,
      boolean onException) {

    public Config {
      Check.atLeast("everyEpochs", everyEpochs, 0);
      Check.atLeast("everySteps", everySteps, 0);
      Check.notNegative("everySeconds", everySeconds);
      Check.positive("keep", keep);
    }
  }

  private final Config config;
  private final Path directory;
  private final CheckpointFolder folder;
  private long lastStep = -1;
  private double lastSeconds;

  /** With these settings, writing into this directory. */
  public PeriodicCheckpoint(Config config, Path directory) {
    this.config = config;
    this.directory = directory;
    folder = new CheckpointFolder(directory, config.filename);
  }

  /** After every epoch, the last one kept; the directory is made before the first step if it is not there, or refused. */
  public static PeriodicCheckpoint in(Path directory) {
    return new PeriodicCheckpoint(new Config(1, 0, 0, 1, "{epoch}-{step}", true, false), directory);
  }

  private PeriodicCheckpoint with(Map<String, ?> changes) {
    return new PeriodicCheckpoint(Copy.of(config, changes), directory);
  }

  /** After every so many epochs, and not by steps or time. */
  public PeriodicCheckpoint everyEpochs(int epochs) {
    return with(Map.of("everyEpochs", epochs, "everySteps", 0L, "everySeconds", 0.0));
  }

  /** After every so many steps, and not by epochs or time. */
  public PeriodicCheckpoint everySteps(long steps) {
    return with(Map.of("everyEpochs", 0, "everySteps", steps, "everySeconds", 0.0));
  }

  /** After the step that ends so much time since the last, and not by epochs or steps. */
  public PeriodicCheckpoint every(Duration time) {
    return with(Map.of("everyEpochs", 0, "everySteps", 0L, "everySeconds", time.toMillis() / 1e3));
  }

  /** Keeps the last so many. */
  public PeriodicCheckpoint keep(int checkpoints) {
    return with(Map.of("keep", checkpoints));
  }

  /** Calls them so: {@code {epoch:02d}-{step}} gives {@code epoch=07-step=700}. */
  public PeriodicCheckpoint filename(String pattern) {
    return with(Map.of("filename", pattern));
  }

  /** Whether one is written when training is interrupted; default true. */
  public PeriodicCheckpoint onInterrupt(boolean onInterrupt) {
    return with(Map.of("onInterrupt", onInterrupt));
  }

  /** Whether one is written when training fails; default false. */
  public PeriodicCheckpoint onException(boolean onException) {
    return with(Map.of("onException", onException));
  }

  /** The settings. */
  public Config config() {
    return config;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void onFitStart(Fit fit) {
    folder.start(fit, List.of());
    lastStep = -1;
    lastSeconds = 0;
  }

  @Override
  public void onStepStart(Fit fit) {
    folder.sweep();
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    boolean isTime = config.everySeconds > 0 && fit.seconds() - lastSeconds >= config.everySeconds;
    if (isTime || (config.everySteps > 0 && fit.step() % config.everySteps == 0)) {
      write(fit);
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (config.everyEpochs > 0 && fit.epoch() % config.everyEpochs == 0) {
      write(fit);
    }
  }

  @Override
  public void onInterrupt(Fit fit) {
    if (config.onInterrupt && fit.step() != lastStep) {
      write(fit);
    }
  }

  @Override
  public void onException(Fit fit, Throwable failure) {
    if (config.onException) {
      fit.checkpoint(directory.resolve(AT_FAILURE));
    }
  }

  @Override
  public void onFitEnd(Fit fit) {
    folder.sweep();
  }

  private void write(Fit fit) {
    lastStep = fit.step();
    lastSeconds = fit.seconds();
    folder.addOrReplace(fit);
    if (folder.size() > config.keep) {
      folder.drop(0);
    }
  }

  @Override
  public SavedState state() {
    Map<String, @Nullable Object> state = new HashMap<>(folder.state());
    state.put("lastStep", lastStep);
    state.put("lastSeconds", lastSeconds);
    return SavedState.of(state);
  }

  @Override
  public void restore(SavedState saved) {
    long lastStep = saved.whole("lastStep");
    double lastSeconds = saved.number("lastSeconds");
    folder.restore(saved);
    this.lastStep = lastStep;
    this.lastSeconds = lastSeconds;
  }
}
