package org.ockham.lab.catalogue;

import java.util.Collections;
import java.util.List;
import org.ockham.data.DataSampler;
import org.ockham.lab.training.ClassMetrics;
import org.ockham.lab.training.ClassMetrics.Score;
import org.ockham.lab.training.MetricPlan;
import org.ockham.lab.training.SamplingPlan;
import org.ockham.lab.training.WeightedClasses;
import org.ockham.metric.*;
import org.ockham.nn.Selection;
import org.ockham.optim.Adam;
import org.ockham.optim.ParameterGroups;
import org.ockham.regularize.CutMix;
import org.ockham.regularize.Mixup;

/** What a training is measured by, reads and mixes: a line each. */
final class TrainingComponents implements Components {

  @Override
  public void addTo(Catalogue catalogue) {
    metrics(catalogue);
    groups(catalogue);
    sampling(
        catalogue, "shuffled", train -> DataSampler.shuffled(), "all, in a new order each epoch");
    sampling(
        catalogue, "sequential", train -> DataSampler.sequential(), "all, in the data's order");
    sampling(
        catalogue,
        "balanced",
        DataSampler::balanced,
        "drawn with replacement, each class as often as another");
    catalogue
        .add(Kind.SAMPLING, "weighted", new WeightedClasses(Collections.nCopies(10, 1.0)))
        .about("drawn with replacement, by a weight for each class")
        .requires("weights");
    catalogue
        .add(Kind.MIX, "mixup", new Mixup(0.2))
        .about("samples and targets between those of two samples");
    catalogue
        .add(Kind.MIX, "cutmix", new CutMix(1))
        .about("images with a rectangle of another's, targets by area");
  }

  private static void groups(Catalogue catalogue) {
    ParameterGroups.Group biases =
        new ParameterGroups.Group(Selection.biases(), Adam.rate(1e-3), false);
    catalogue
        .optimizer("groups", new ParameterGroups(Adam.rate(1e-3), List.of(biases)))
        .about("some parameters by another optimiser, or other settings, than the others")
        .requires("others", "groups")
        .part(
            "groups",
            catalogue
                .part(biases)
                .requires("selection", "config")
                .idle("mayBeEmpty", group -> !group.mayBeEmpty()));
  }

  private static void sampling(Catalogue catalogue, String word, SamplingPlan plan, String about) {
    catalogue.add(Kind.SAMPLING, word, plan).about(about);
  }

  private static void metrics(Catalogue catalogue) {
    plain(catalogue, "accuracy", Accuracy::new, "how often the class is right");
    plain(catalogue, "auroc", Auroc::new, "the area under the receiver operating characteristic");
    plain(
        catalogue,
        "average-precision",
        AveragePrecision::new,
        "the area under precision by recall");
    plain(catalogue, "output-entropy", OutputEntropy::new, "how unsure the network is, in nats");
    plain(catalogue, "perplexity", Perplexity::new, "e to the cross-entropy");
    plain(
        catalogue, "mean-squared-error", MeanSquaredError::new, "the mean of squared differences");
    plain(
        catalogue,
        "root-mean-squared-error",
        RootMeanSquaredError::new,
        "the root of the mean of squared differences");
    plain(catalogue, "mean-absolute-error", MeanAbsoluteError::new, "the mean of differences");
    plain(catalogue, "r2", R2::new, "the share of the targets' variance that is explained");
    plain(catalogue, "exact-match", ExactMatch::new, "how often all labels are right at once");
    counted(catalogue, "precision", Score.PRECISION, "how often what is said is right");
    counted(catalogue, "recall", Score.RECALL, "how often what is there is said");
    counted(catalogue, "f1", Score.F1, "the harmonic mean of precision and recall");
    catalogue
        .metric("top-k-accuracy", new ClassMetrics.TopK(5))
        .about("how often the class is among the k first");
    catalogue
        .metric("calibration-error", new ClassMetrics.Calibration(15))
        .about("how far confidence is from accuracy");
  }

  private static void plain(Catalogue catalogue, String word, MetricPlan plan, String about) {
    catalogue.metric(word, plan).about(about);
  }

  private static void counted(Catalogue catalogue, String word, Score score, String about) {
    catalogue
        .metric(word, new ClassMetrics.Counted(score, Averaging.MACRO, 0.5))
        .about(about)
        .fixes("score");
  }
}
