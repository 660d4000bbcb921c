package org.ockham.callback;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Terminal;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** Shows a bar an epoch with rate, time left and loss, and leaves a line behind: for terminals. */
public final class ProgressBars implements Callback {

  private static final int USUAL_WIDTH = 80;

  private final PrintStream out;
  private final int width;
  private @Nullable ProgressBar bar;
  private long epochStart;
  private double smoothedLoss;

  private ProgressBars(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** Onto this stream, for a terminal of 80 columns. */
  public static ProgressBars to(PrintStream out) {
    return to(out, USUAL_WIDTH);
  }

  /**
   * Onto this stream, for a terminal of so many columns. The library would find them out itself, but opens the terminal for
   * that, which resets what the program does on Ctrl-C.
   */
  public static ProgressBars to(PrintStream out, int width) {
    return new ProgressBars(out, width);
  }

  /** Bars where standard output is a terminal, {@linkplain ProgressLines lines} where it is not. */
  public static Callback auto(PrintStream out) {
    return Terminal.isInteractive() ? to(out) : ProgressLines.to(out);
  }

  /** An epoch that is gone on with has no start, and no bar. */
  @Override
  public void onFitStart(Fit fit) {
    epochStart = System.nanoTime();
  }

  @Override
  public void onEpochStart(Fit fit) {
    if (fit.rank() > 0) {
      return;
    }
    epochStart = System.nanoTime();
    smoothedLoss = Double.NaN;
    bar = new ProgressBarBuilder()
        .setTaskName("epoch " + fit.epoch() + "/" + fit.maxEpochs())
        .setInitialMax(fit.stepsPerEpoch())
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(200)
        .setUnit(" steps", 1)
        .showSpeed()
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(out, width))
        .build();
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (!Double.isNaN(loss)) {
      smoothedLoss = Double.isNaN(smoothedLoss) ? loss : 0.98 * smoothedLoss + 0.02 * loss;
    }
    if (bar != null) {
      bar.step();
      if (fit.step() % 16 == 0) {
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", smoothedLoss));
      }
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    closeBar();
    if (fit.rank() == 0) {
      double seconds = (System.nanoTime() - epochStart) / 1e9;
      out.println(ProgressLines.line(fit.epoch(), fit.maxEpochs(), metrics, seconds));
    }
  }

  @Override
  public void onFitEnd(Fit fit) {
    closeBar();
    String reason = fit.stopReason();
    if (reason != null && fit.rank() == 0) {
      out.println("stopped after epoch " + fit.epoch() + ": " + reason);
    }
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
