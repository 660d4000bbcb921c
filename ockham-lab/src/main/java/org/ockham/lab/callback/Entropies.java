package org.ockham.lab.callback;

import org.ockham.callback.OutputEntropy;
import org.ockham.train.Callback;

/**
 * Logs the entropy of the output distributions, beside that of the untrained network and of the uniform one: {@link OutputEntropy}.
 *
 * @param most how many histograms there are at most in a run; default 20
 */
public record Entropies(int most) implements CallbackPlan {

  public Entropies {
    OutputEntropy.of(most); // which judges
  }

  @Override
  public Callback callback() {
    return OutputEntropy.of(most);
  }
}
