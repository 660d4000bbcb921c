package org.ockham.lab.recipe;

import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.train.FloatPrecision;

/**
 * How long the network is trained, and which of its epochs is kept.
 *
 * @param epochs passes over the training data
 * @param batch samples in a batch; default 64
 * @param validateEvery epochs from one validation to the next; default 1
 * @param select the metric of validation in which the kept epoch is best; default auto, what the {@linkplain Task#select task} is judged
 *     by: val/accuracy of a classification
 * @param accumulate batches that make one step; default 1
 * @param minEpochs epochs before which early stopping does not end it; default 0
 * @param maxSteps at most so many steps; default 0, which is no bound
 * @param maxSeconds at most so long; default 0, which is no bound. What a run that time ends comes to depends on the machine
 * @param testCurve whether the test data is measured at every validation too, only to be logged: a curve to look at when all is decided,
 *     which nothing selects by; default false, and the test data is looked at once, at the end
 * @param precision the numbers that are computed with; default float32
 */
public record TrainingPlan(
    int epochs,
    int batch,
    int validateEvery,
    String select,
    int accumulate,
    int minEpochs,
    long maxSteps,
    double maxSeconds,
    boolean testCurve,
    FloatPrecision precision) {

  /** The word for what the task is judged by. */
  static final String AUTO = "auto";

  private static final int MOST_EPOCHS = 10_000_000;

  static final Component<TrainingPlan> COMPONENT = Catalogue.standard()
      .part(new TrainingPlan(10, 64, 1, AUTO))
      .requires("epochs")
      .idle("accumulate", plan -> plan.accumulate == 1)
      .idle("minEpochs", plan -> plan.minEpochs == 0)
      .idle("maxSteps", plan -> plan.maxSteps == 0)
      .idle("maxSeconds", plan -> plan.maxSeconds == 0)
      .idle("testCurve", plan -> !plan.testCurve)
      .idle("precision", plan -> plan.precision == FloatPrecision.FLOAT32);

  public TrainingPlan {
    Check.between("epochs", epochs, 1, MOST_EPOCHS);
    Check.between("batch", batch, 1, 1_000_000);
    Check.between("validateEvery", validateEvery, 1, MOST_EPOCHS);
    Check.between("accumulate", accumulate, 1, 1_000_000);
    Check.between("minEpochs", minEpochs, 0, epochs);
    Check.atLeast("maxSteps", maxSteps, 0);
    Check.notNegative("maxSeconds", maxSeconds);
  }

  /** So many epochs, and no other bound. */
  public TrainingPlan(int epochs, int batch, int validateEvery, String select) {
    this(epochs, batch, validateEvery, select, 1, 0, 0, 0, false);
  }

  /** With single precision. */
  public TrainingPlan(
      int epochs,
      int batch,
      int validateEvery,
      String select,
      int accumulate,
      int minEpochs,
      long maxSteps,
      double maxSeconds,
      boolean testCurve) {
    this(
        epochs,
        batch,
        validateEvery,
        select,
        accumulate,
        minEpochs,
        maxSteps,
        maxSeconds,
        testCurve,
        FloatPrecision.FLOAT32);
  }

  /** The same with this metric. */
  TrainingPlan selecting(String metric) {
    return Copy.of(this, "select", metric);
  }
}
