package org.ockham.callback;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** Prints a line an epoch: for logs, files and pipes. */
public final class ProgressLines implements Callback {

  private final PrintStream out;
  private long epochStart;

  private ProgressLines(PrintStream out) {
    this.out = out;
  }

  /** Onto this stream. */
  public static ProgressLines to(PrintStream out) {
    return new ProgressLines(out);
  }

  /** An epoch that is gone on with has no start. */
  @Override
  public void onFitStart(Fit fit) {
    epochStart = System.nanoTime();
  }

  @Override
  public void onEpochStart(Fit fit) {
    epochStart = System.nanoTime();
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (fit.rank() == 0) {
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      out.println(line(fit.epoch(), fit.maxEpochs(), metrics, seconds));
    }
  }

  @Override
  public void onFitEnd(Fit fit) {
    String reason = fit.stopReason();
    if (reason != null && fit.rank() == 0) {
      out.println("stopped after epoch " + fit.epoch() + ": " + reason);
    }
  }

  /** {@code epoch 2/5  train/loss 0.1012  val/loss 0.0934  val/accuracy 0.9721  (0.7 s)}. */
  public static String line(int epoch, int maxEpochs, Map<String, Double> metrics, double seconds) {
    String width = Integer.toString(Integer.toString(maxEpochs).length());
    return String.format(Locale.ROOT, "epoch %" + width + "d/%d  ", epoch, maxEpochs)
        + metrics.entrySet().stream()
            .map(entry -> entry.getKey() + String.format(Locale.ROOT, " %.4f", entry.getValue()))
            .collect(Collectors.joining("  "))
        + String.format(Locale.ROOT, "  (%.1f s)", seconds);
  }
}
