package org.ockham.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.Trial;
import org.ockham.state.SavedState;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Reports each epoch's validation to a trial, and ends its training where the trial says so. Where training goes on that an earlier
 * trial of the same settings began, that one's epochs are reported first; what the same trial reported from a machine that was lost is not
 * reported again, for it would be the same.
 */
public final class TrialReports implements Callback {

  /** The trial's attribute that says how many epochs it took. */
  public static final String EPOCHS = "epochs";

  private static final String PRUNED = "pruned";

  private final Trial trial;
  private final String objective;
  private final SortedMap<Integer, Double> values = new TreeMap<>(); // by epoch
  private final int reported;
  private int epoch;
  private boolean isPruned;

  /** @param objective the metric that is reported */
  public TrialReports(Trial trial, String objective) {
    this.trial = trial;
    this.objective = objective;
    Integer last = trial.lastStep();
    this.reported = last == null ? 0 : last;
  }

  /** Whether the trial said that the training should end which came to this: here, or before it went on here. */
  public boolean isPruned(RunResult result) {
    return isPruned || PRUNED.equals(result.stopReason());
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    epoch = fit.epoch();
    trial.setAttribute(EPOCHS, epoch);
    Double value = metrics.get(objective);
    if (value == null) {
      return;
    }
    values.put(epoch, value);
    if (epoch > reported) {
      trial.report(epoch, value);
    }
    if (epoch >= reported && epoch < fit.maxEpochs() && trial.shouldPrune()) {
      isPruned = true;
      fit.stop(PRUNED);
    }
  }

  @Override
  public SavedState state() {
    Map<String, @Nullable Object> reported = new LinkedHashMap<>();
    values.forEach((at, value) -> reported.put(Integer.toString(at), value));
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("epoch", (long) epoch);
    all.put("values", reported);
    return SavedState.of(all);
  }

  @Override
  public void restore(SavedState saved) {
    values.clear();
    saved
        .numbersOf("values")
        .forEach((at, value) -> values.put(Integer.parseInt(at), value)); // 10 comes after 9
    values.tailMap(reported + 1).forEach(trial::report);
    epoch = (int) saved.whole("epoch");
    trial.setAttribute(EPOCHS, epoch);
  }
}
