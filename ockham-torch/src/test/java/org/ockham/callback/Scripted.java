package org.ockham.callback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.FitResult;
import org.ockham.train.Line;
import org.ockham.train.Step;
import org.ockham.train.StepOutput;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/** A module whose validations, and whose epochs of training, measure what is written down for them. Epochs have four steps. */
final class Scripted implements TrainingModule {

  static final DataModule DATA = DataModule.of(new Line(40), new Line(5));

  private final Layer network = new Linear(2, 1);
  private final Map<String, List<Double>> validations = new HashMap<>();
  private List<Double> training = List.of();
  private int validation;
  private int epoch;

  /** Under this tag without its {@code val/}, one after another; of a null nothing is measured, after the last it is the last. */
  Scripted validations(String name, Double... values) {
    validations.put(name, Arrays.asList(values));
    return this;
  }

  /** The training losses of the epochs. */
  Scripted training(Double... losses) {
    training = List.of(losses);
    return this;
  }

  /** Trains with this, and with these callbacks. */
  FitResult fit(Trainer.Builder trainer, Callback... callbacks) {
    List<Callback> all = new ArrayList<>();
    all.add(LambdaCallback.nothing()
        .onEpochStart(fit -> epoch = fit.epoch())
        .onValidationStart(fit -> validation++));
    all.addAll(List.of(callbacks));
    validation = 0;
    epoch = 0;
    return trainer.batchSize(10).callbacks(all.toArray(Callback[]::new)).build().fit(this, DATA);
  }

  private static Double at(List<Double> values, int number) {
    return values.get(Math.max(0, Math.min(values.size(), number) - 1));
  }

  @Override
  public Layer network() {
    return network;
  }

  @Override
  public OptimizerConfig configureOptimizer() {
    return Sgd.rate(1e-3);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    Tensor loss = network.apply(batch.input()).sub(batch.target()).square().mean();
    return StepOutput.of(
        training.isEmpty()
            ? loss
            : loss.sub(loss.detach()).add(Tensor.scalar(at(training, epoch))));
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    Map<String, Double> measured = new HashMap<>();
    validations.forEach((name, values) -> {
      Double value = at(values, validation);
      if (value != null && !name.equals("loss")) {
        measured.put(name, value);
      }
    });
    Double loss = validations.containsKey("loss") ? at(validations.get("loss"), validation) : 1.0;
    return StepOutput.of(Tensor.scalar(loss)).logging(measured);
  }
}
