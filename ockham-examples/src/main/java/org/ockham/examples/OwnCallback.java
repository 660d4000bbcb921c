package org.ockham.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.Flatten;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.Trainer;

/** A callback of one's own: it watches the gap between training and validation, and stops when the network overfits. */
public final class OwnCallback {

  /** Stops when the validation loss is this many times the training loss. */
  static final class StopWhenOverfitting implements Callback {
    private final double ratio;
    private final List<Double> gaps = new ArrayList<>();

    StopWhenOverfitting(double ratio) {
      this.ratio = ratio;
    }

    @Override
    public void onFitStart(Fit fit) {
      gaps.clear();
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      double gap = metrics.getOrDefault("val/loss", 0.0) / metrics.getOrDefault("train/loss", 1.0);
      gaps.add(gap);
      if (gap > ratio) {
        fit.stop("the validation loss is more than " + ratio + " times the training loss");
      }
    }
  }

  private OwnCallback() {}

  /** Trains until it overfits and prints how the gap grew. */
  public static void main(String[] args) {
    System.out.println(run());
  }

  static List<Double> run() {
    DataModule data = Glyphs.standard().first(600, 100).split(0.5, 0.5, 1);
    Sequential network =
        new Sequential(new Flatten(), new Linear(784, 100), new ReLU(), new Linear(100, 10));
    StopWhenOverfitting callback = new StopWhenOverfitting(3);
    Trainer.builder()
        .maxEpochs(200)
        .seed(1)
        .callbacks(callback)
        .build()
        .fit(Classifier.of(network), data);
    return callback.gaps;
  }
}
