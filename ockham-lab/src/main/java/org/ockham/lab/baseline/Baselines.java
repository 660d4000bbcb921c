package org.ockham.lab.baseline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.NamedSet;
import org.ockham.data.Sample;
import org.ockham.data.Targets;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.callback.EarlyStop;
import org.ockham.lab.model.Mlp;
import org.ockham.lab.recipe.Task;
import org.ockham.lab.recipe.TrainingPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.tensor.Tensor;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/**
 * Simple predictors on the split of a run, the same for its variant, data and seed. One looks at no input: the most frequent class
 * ({@code majority}), each label's more frequent value (the same name), or the mean of the training part ({@code mean}). The other is
 * {@code linear}: a logistic or linear regression, trained by the same trainer until its validation loss has not fallen for {@value
 * #PATIENCE} epochs.
 */
public final class Baselines {

  static final int PATIENCE = 5;
  private static final int EPOCHS = 200;
  private static final int BATCH = 128;
  private static final long STEPS = 20_000;

  /** Where the logarithm of a frequency ends: of a class that the training part does not have. */
  private static final double RAREST = 1e-6;

  private Baselines() {}

  /**
   * Both of them.
   *
   * @param images the data, opened by the variant's {@link org.ockham.lab.recipe.DataPlan}
   */
  public static List<Baseline> of(Variant variant, NamedSet images, long seed) {
    return List.of(constant(variant, images, seed), linear(variant, images, seed));
  }

  /** The one that looks at no input. */
  public static Baseline constant(Variant variant, NamedSet images, long seed) {
    Variant linear = linear(variant);
    Experiment experiment = Experiment.of(linear, seed, images);
    DataModule data = experiment.data();
    Layer network = linear.network(data).initialize(seed);
    float[] answer = answer(variant.task(), data.train().untransformed());
    Tensor weight = requireNonNull(network.stateDict().get("fc1.weight"));
    try (Tensor zeros = Tensor.zerosLike(weight);
        Tensor bias = Tensor.of(answer)) {
      network.load(Map.of("fc1.weight", zeros, "fc1.bias", bias));
    }
    Trainer trainer = Trainer.builder().seed(seed).threads(1).build();
    TrainingModule module = experiment.module(network, data);
    return new Baseline(
        variant.task() == Task.REGRESSION ? "mean" : "majority",
        trainer.validate(module, data.validation()),
        trainer.test(module, data.test()));
  }

  /** The outputs that have the least loss where all samples get the same. */
  private static float[] answer(Task task, Dataset train) {
    double[] mean = new double
        [train.targets() instanceof Targets.Classes classes
            ? classes.count()
            : ((Targets.Values) train.targets()).width()];
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
            case CLASSIFICATION -> StrictMath.log(Math.max(mean[k], RAREST));
            case MULTILABEL ->
              StrictMath.log(Math.max(mean[k], RAREST))
                  - StrictMath.log(Math.max(1 - mean[k], RAREST));
          };
    }
    return answer;
  }

  /** The linear model. */
  public static Baseline linear(Variant variant, NamedSet images, long seed) {
    RunResult result = new Run(Experiment.of(linear(variant), seed, images)).execute();
    return new Baseline("linear", result.validation(), requireNonNull(result.test()));
  }

  private static Variant linear(Variant variant) {
    return new Variant(
        variant.recipe(),
        "linear",
        "",
        variant.data(),
        Mlp.of(),
        Adam.rate(0.01),
        new TrainingPlan(EPOCHS, BATCH, 1, "val/loss", 1, 0, STEPS, 0, false),
        null,
        Map.of(),
        null,
        variant.task().loss(),
        Map.of("early-stopping", new EarlyStop("val/loss", PATIENCE, 0, null, null)),
        null,
        Map.of(),
        null,
        null,
        null,
        variant.asked());
  }
}
