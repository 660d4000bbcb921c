package org.ockham.lab.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.lab.Environment;
import org.ockham.lab.RunResult;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.Design;
import org.ockham.lab.evidence.AugmentedImage;
import org.ockham.lab.evidence.Bins;
import org.ockham.lab.evidence.Classification;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.LabelScore;
import org.ockham.lab.evidence.Regression;
import org.ockham.lab.evidence.Series;
import org.ockham.lab.evidence.WeightHistogram;
import org.ockham.lab.evidence.WorstSample;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.metric.CalibrationError;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;

/** A comparison and what was kept beside its runs, without any training. */
final class MadeUpComparison {

  static final String PNG = "data:image/png;base64,"
      + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private MadeUpComparison() {}

  /** Every variant but the first is better by ten points and more. */
  static ComparisonResult result(Path folder) throws IOException {
    Recipe recipe = TinyRecipe.in(folder);
    List<Long> seeds = List.of(0L, 1L, 2L, 3L);
    List<RunResult> runs = new ArrayList<>();
    for (long seed : seeds) {
      int place = 0;
      for (Variant variant : recipe.variants()) {
        double accuracy = 0.7 + 0.1 * place++ + 0.001 * seed * place;
        List<EpochResult> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= 5; epoch++) {
          epochs.add(new EpochResult(
              epoch,
              10L * epoch,
              Map.of(
                  "train/loss",
                  1.0 / epoch,
                  "val/loss",
                  1.2 / epoch + 0.01 * seed,
                  "train/accuracy",
                  accuracy + 0.05,
                  "val/accuracy",
                  accuracy),
              1));
        }
        runs.add(new RunResult(
            variant.name(),
            seed,
            100,
            epochs,
            4,
            new Metrics(Map.of("val/accuracy", accuracy, "val/loss", 0.3)),
            new Metrics(Map.of("test/accuracy", accuracy, "test/loss", 0.3)),
            false,
            null,
            1));
      }
    }
    return new ComparisonResult(
        recipe.name(),
        "Made up.",
        recipe.variants(),
        seeds,
        runs,
        List.of(),
        false,
        Environment.here("1", "ockham compare made-up '<b>'"),
        4,
        Design.of(recipe).withSeeds(seeds),
        List.of(),
        List.of(),
        List.of("A <notice>."));
  }

  static Evidence evidence(String variant) {
    Bins bins = new Bins(0, StrictMath.log(2), List.of(1L, 2L, 1L));
    return new Evidence(
        variant,
        0,
        List.of(new WeightHistogram("fc1.weight", 4, 1, bins, bins)),
        new Series(List.of(1L, 10L), Map.of("fc1.weight", List.of(1.0, 0.1))),
        new Series(List.of(1L, 10L), Map.of("rate", List.of(0.1, 0.01))),
        new Classification(
            List.of("cat", "<dog>"),
            List.of(List.of(9L, 1L), List.of(2L, 8L)),
            List.of(new CalibrationError.Bin(10, 6, 0.65), new CalibrationError.Bin(10, 9, 0.95)),
            0.05,
            bins,
            bins),
        new Regression(1, List.of(1.0, 2.0), List.of(1.5, 2.5), bins),
        List.of(new LabelScore("sunny", 3, 0.5, 0.5, 0.5)),
        List.of(
            new WorstSample(7, "cat", "<dog>", 0.99, 4.6, PNG, List.of()),
            new WorstSample(8, "cat", "dog", 0.9, 2.3, "https://x.org/a.png", List.of(1.0))),
        List.of(new AugmentedImage("cat", PNG, PNG)));
  }
}
