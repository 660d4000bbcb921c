package org.ockham.lab.baseline;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Copy;
import org.ockham.data.ArrayDataset;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Sample;
import org.ockham.data.Targets;
import org.ockham.lab.Experiment;
import org.ockham.lab.RunResult;
import org.ockham.lab.model.Mlp;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.Task;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.tensor.Tensor;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/**
 * The simplest predictors for what a run is of, on its split and in its measures. One looks at no input: it says the most frequent class or
 * each label's more frequent value ({@code majority}), or the mean ({@code mean}), of the training part. The other is {@code linear}: one
 * linear layer.
 */
public final class Baselines {

  private static final String LINEAR = "linear";

  /** Where the logarithm of a frequency ends: of a class that the training part does not have. */
  private static final double RAREST = 1e-6;

  private Baselines() {}

  /**
   * What {@code majority} or {@code mean} comes to in place of this run: the outputs that have the least loss where all samples of the
   * training part get the same. Nothing is trained, and no input is read.
   */
  public static RunResult constant(Experiment experiment) {
    Variant variant = experiment.variant();
    DataModule data = experiment.data();
    float[] answer = answer(variant.task(), data.train().untransformed());
    TrainingModule module =
        variant.completed(experiment.module(network(answer), data), answer.length);
    Trainer trainer = Trainer.builder().seed(experiment.seed()).threads(1).build();
    return new RunResult(
        variant.task() == Task.REGRESSION ? "mean" : "majority",
        experiment.seed(),
        0,
        List.of(),
        0,
        trainer.validate(module, unseen(data.validation().untransformed())),
        trainer.test(module, unseen(data.test().untransformed())),
        false,
        null,
        0,
        experiment.fold(),
        Double.NaN);
  }

  /** A variant with one linear layer in place of its network and without its regularisers; null if its network is one already. */
  public static @Nullable Variant linear(Variant variant) {
    Mlp model = Mlp.of();
    return variant.model().equals(model)
        ? null
        : Copy.of(variant, Map.of("name", LINEAR, "model", model, "regularizers", Map.of()));
  }

  /** Gives the same outputs whatever its one input is. */
  private static Layer network(float[] answer) {
    Layer network = new Linear(1, answer.length).initialize(0);
    Tensor weight = requireNonNull(network.stateDict().get("weight"));
    try (Tensor zeros = Tensor.zerosLike(weight);
        Tensor bias = Tensor.of(answer)) {
      network.load(Map.of("weight", zeros, "bias", bias));
    }
    return network;
  }

  /** The outputs that have the least loss where all samples get the same. */
  private static float[] answer(Task task, Dataset train) {
    double[] mean = new double[DataPlan.outputs(train.targets())];
    for (int i = 0; i < train.size(); i++) {
      if (task == Task.CLASSIFICATION) {
        mean[train.label(i)] += 1.0 / train.size();
      } else {
        float[] target = Sample.read(train, i).target();
        for (int k = 0; k < mean.length; k++) {
          mean[k] += (double) target[k] / train.size();
        }
      }
    }
    float[] answer = new float[mean.length];
    for (int k = 0; k < mean.length; k++) {
      answer[k] = (float)
          switch (task) {
            case REGRESSION -> mean[k];
            case CLASSIFICATION -> logarithm(mean[k]);
            case MULTILABEL -> logarithm(mean[k]) - logarithm(1 - mean[k]);
          };
    }
    return answer;
  }

  private static double logarithm(double frequency) {
    return StrictMath.log(Math.max(frequency, RAREST));
  }

  /** The same targets, with nothing to tell them by. */
  private static Dataset unseen(Dataset samples) {
    int size = samples.size();
    if (samples.targets() instanceof Targets.Classes classes) {
      int[] labels = IntStream.range(0, size).map(samples::label).toArray();
      return ArrayDataset.of(new float[size][1], labels, classes);
    }
    float[][] values = new float[size][];
    Arrays.setAll(values, i -> Sample.read(samples, i).target());
    return ArrayDataset.of(new float[size][1], values);
  }
}
