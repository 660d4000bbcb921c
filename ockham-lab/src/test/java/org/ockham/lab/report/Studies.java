package org.ockham.lab.report;

import static org.ockham.search.space.Scale.LOG;

import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.TrialPruned;
import org.ockham.search.pruner.Percentile;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.TrialState;

/** Small studies to report on. */
final class Studies {

  private Studies() {}

  /** One objective, conditional and mixed parameters, learning curves, pruned and failed trials, one still running. */
  static StudyResult mixed(int trials) {
    Study study = Study.create(
        "mnist",
        Storage.memory(),
        Random.seeded(1),
        Percentile.of(60).withWarmup(10, 4),
        Direction.MINIMIZE);
    study.optimize(
        trial -> {
          double rate = trial.suggestDouble("lr", 1e-5, 1e-1, LOG);
          int units = trial.suggestInt("units", 16, 256, 16);
          String norm = trial.suggestCategorical("norm", "none", "batch", "layer");
          double p = norm.equals("none") ? trial.suggestDouble("dropout", 0, 0.8) : 0.2;
          trial.suggestInt("layers", 1, 4);
          trial.suggestDouble("fixed", 1, 1);
          if (trial.number() % 17 == 16) {
            throw new IllegalStateException("out of memory");
          }
          double end = 0.08
              + 0.05 * Math.pow(Math.log10(rate) + 3, 2)
              + 0.1 * Math.abs(p - 0.3)
              + 2.0 / units
              + (norm.equals("batch") ? 0 : 0.03);
          for (int epoch = 1; epoch <= 12; epoch++) {
            trial.report(epoch, end + 2 * Math.exp(-epoch * (0.3 + Math.sqrt(rate))));
            if (trial.shouldPrune()) {
              throw new TrialPruned();
            }
          }
          trial.setAttribute("checkpoint", "runs/" + trial.number());
          return end;
        },
        Plan.trials(trials).catching(IllegalStateException.class));
    study.ask().suggestDouble("lr", 1e-5, 1e-1, LOG);
    return study.result();
  }

  /** Several objectives, some trials breaking a constraint. */
  static Study several(int objectives, int trials) {
    Direction[] directions = new Direction[objectives];
    for (int i = 0; i < objectives; i++) {
      directions[i] = i == 1 ? Direction.MAXIMIZE : Direction.MINIMIZE;
    }
    Study study =
        Study.create("trade-off", Storage.memory(), Random.seeded(2), Pruner.none(), directions);
    study.optimizeVector(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0.01, 10, LOG);
          double[] values = new double[objectives];
          for (int i = 0; i < objectives; i++) {
            double loss = Math.pow(x - i / (double) objectives, 2) + 0.05 * y;
            values[i] = directions[i].loss(loss);
          }
          trial.report(1, values);
          trial.report(2, values);
          trial.constrain(y - 7);
          return values;
        },
        Plan.trials(trials));
    return study;
  }

  /** So many trials that draw their values from a list, over and over; NaN fails. */
  static StudyResult values(int trials, double... values) {
    Study study = Study.minimize("values", Storage.memory(), Random.seeded(1));
    for (int i = 0; i < trials; i++) {
      var trial = study.ask();
      trial.suggestDouble("x", 0, 1);
      trial.suggestInt("n", 1, 1000, LOG);
      double value = values[i % values.length];
      if (Double.isNaN(value)) {
        trial.report(1, value);
        study.tell(trial, TrialState.FAIL);
      } else {
        trial.report(1, value);
        study.tell(trial, value);
      }
    }
    return study.result();
  }
}
