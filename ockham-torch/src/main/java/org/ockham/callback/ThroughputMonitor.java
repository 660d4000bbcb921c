package org.ockham.callback;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.ockham.data.Batch;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Logs after every epoch how fast its steps were: {@code throughput/samples_per_second}, {@code throughput/steps_per_second}, and as
 * {@code throughput/data_wait} the share of the time that was spent waiting for batches. Validations do not count.
 */
public final class ThroughputMonitor implements Callback {

  private final LongSupplier clock;
  private long stepStart;
  private long nanos;
  private long steps;
  private long samples;
  private double dataSecondsBefore;

  ThroughputMonitor(LongSupplier clock) {
    this.clock = clock;
  }

  /** By the machine's clock. */
  public static ThroughputMonitor standard() {
    return new ThroughputMonitor(System::nanoTime);
  }

  @Override
  public List<String> tags(Fit fit) {
    return List.of(
        "throughput/samples_per_second", "throughput/steps_per_second", "throughput/data_wait");
  }

  @Override
  public void onFitStart(Fit fit) {
    begin(fit);
  }

  @Override
  public void onEpochStart(Fit fit) {
    begin(fit);
  }

  private void begin(Fit fit) {
    nanos = 0;
    steps = 0;
    samples = 0;
    dataSecondsBefore = fit.dataSeconds();
  }

  @Override
  public void onStepStart(Fit fit) {
    stepStart = clock.getAsLong();
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    nanos += clock.getAsLong() - stepStart;
    steps++;
    samples += fit.batches().stream().mapToInt(Batch::size).sum();
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    double seconds = nanos / 1e9;
    if (seconds > 0) {
      fit.log(Map.of(
          "throughput/samples_per_second", samples / seconds,
          "throughput/steps_per_second", steps / seconds,
          "throughput/data_wait", Math.min(1, (fit.dataSeconds() - dataSecondsBefore) / seconds)));
    }
  }
}
