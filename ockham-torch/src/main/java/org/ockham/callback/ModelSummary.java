package org.ockham.callback;

import java.io.PrintStream;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** Prints before the first step what the network is made of, and what regularisers do to which of its parameters. */
public final class ModelSummary implements Callback {

  private final PrintStream out;

  private ModelSummary(PrintStream out) {
    this.out = out;
  }

  /** Onto this stream. */
  public static ModelSummary to(PrintStream out) {
    return new ModelSummary(out);
  }

  @Override
  public void onFitStart(Fit fit) {
    if (fit.rank() == 0) {
      out.println(fit.summary());
    }
  }
}
