package org.ockham.train;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Safetensors;

/**
 * Keeps the weights of the epoch that was best in a metric; {@link FitResult#best} has them. With a directory they are also
 * written there, as {@code best.safetensors}, whenever they change.
 */
public final class Checkpoint implements Callback {

  private final Monitor monitor;
  private final @Nullable Path directory;
  private double best;

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

  /** Written into this directory too. */
  public Checkpoint in(Path directory) {
    return new Checkpoint(monitor, directory);
  }

  @Override
  public void onFitStart(Fit fit) {
    monitor.check(fit);
    best = Double.NaN;
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    Double value = metrics.get(monitor.tag());
    if (value != null && monitor.isBetter(value, best)) {
      best = value;
      fit.keepAsBest();
      if (directory != null) {
        Safetensors.write(
            directory.resolve("best.safetensors"),
            fit.module().network().stateDict(),
            Map.of("epoch", Integer.toString(fit.epoch()), monitor.tag(), Double.toString(value)));
      }
    }
  }
}
