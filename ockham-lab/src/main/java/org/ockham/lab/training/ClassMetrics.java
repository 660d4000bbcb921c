package org.ockham.lab.training;

import org.ockham.check.Check;
import org.ockham.metric.Averaging;
import org.ockham.metric.CalibrationError;
import org.ockham.metric.F1;
import org.ockham.metric.Metric;
import org.ockham.metric.Precision;
import org.ockham.metric.Recall;
import org.ockham.metric.TopKAccuracy;

/** Metrics of classes that have settings. */
public final class ClassMetrics {

  private ClassMetrics() {}

  /** What is made of true and false answers. */
  public enum Score {
    /** {@link org.ockham.metric.Precision}. */
    PRECISION,
    /** {@link org.ockham.metric.Recall}. */
    RECALL,
    /** {@link org.ockham.metric.F1}. */
    F1
  }

  /**
   * A score of each class, made one.
   *
   * @param score which
   * @param averaging how they become one; default macro
   * @param threshold above which probability a label counts as said, where there is one output for each; default 0.5
   */
  public record Counted(Score score, Averaging averaging, double threshold) implements MetricPlan {

    public Counted {
      Check.probability("threshold", threshold);
    }

    @Override
    public Metric metric() {
      double logit = Math.log(threshold / (1 - threshold)); // outputs are before the sigmoid
      return switch (score) {
        case PRECISION -> new Precision(averaging, logit);
        case RECALL -> new Recall(averaging, logit);
        case F1 -> new F1(averaging, logit);
      };
    }
  }

  /**
   * How often the right class is among the first: {@link TopKAccuracy}.
   *
   * @param k among how many; default 5
   */
  public record TopK(int k) implements MetricPlan {

    public TopK {
      Check.between("k", k, 1, 1_000_000);
    }

    @Override
    public Metric metric() {
      return new TopKAccuracy(k);
    }
  }

  /**
   * How far confidence is from accuracy: {@link CalibrationError}.
   *
   * @param bins into how many intervals of confidence samples are put; default 15
   */
  public record Calibration(int bins) implements MetricPlan {

    public Calibration {
      Check.between("bins", bins, 1, 10_000);
    }

    @Override
    public Metric metric() {
      return new CalibrationError(bins);
    }
  }
}
