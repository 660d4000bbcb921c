package org.ockham.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.data.*;
import org.ockham.nn.*;
import org.ockham.optim.*;
import org.ockham.train.*;

/**
 * Going on from other weights: the body of a network that reads ten digits learns from sixty samples whether a digit is even. First a new
 * head alone, on the frozen body; then both, the body at a tenth of the head's rate.
 */
public final class FineTuning {
  private static final Selection BODY = Selection.named("body.*");

  /** Prints the accuracy with what was learnt before, and without. */
  public static void main(String[] args) {
    System.out.println(run(true) + ", from nothing " + run(false));
  }

  static double run(boolean isPretrained) {
    Layer body = new Sequential(new Flatten(), new Linear(784, 64), new ReLU());
    if (isPretrained) { // or body.load(file)
      DataModule digits = Glyphs.standard().first(3_000, 100).split(0.9, 0.1, 1);
      trainer(10).fit(Classifier.of(network(body, 10)), digits);
    }
    DataModule few =
        DataModule.of(even(Glyphs.of(5, 60)), even(Glyphs.of(6, 100)), even(Glyphs.of(7, 500)));
    Layer network = network(body, 2);
    Classifier task = Classifier.of(network);

    if (isPretrained) {
      BODY.of(network.parameters()).values().forEach(Parameter::freeze);
      trainer(20).fit(task.optimizer(Adam.rate(1e-2)), few); // draws the head, and moves it alone
      BODY.of(network.parameters()).values().forEach(Parameter::unfreeze);
    }
    OptimizerConfig gentle = Adam.rate(1e-3).group(BODY, Adam.rate(1e-4));
    FitResult fit = trainer(20).fit(task.optimizer(isPretrained ? gentle : Adam.rate(1e-3)), few);
    return trainer(1).test(fit.last(), few.test()).get("test/accuracy");
  }

  private static Trainer trainer(int epochs) {
    return Trainer.builder().maxEpochs(epochs).batchSize(20).seed(1).build();
  }

  private static Layer network(Layer body, int classes) {
    Map<String, Layer> parts = new LinkedHashMap<>();
    parts.put("body", body);
    parts.put("head", new Linear(64, classes));
    return new Sequential(parts);
  }

  private static Dataset even(Dataset digits) {
    float[][] inputs = new float[digits.size()][];
    int[] labels = new int[digits.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = digits.sample(i).input();
      labels[i] = digits.label(i) % 2;
    }
    return ArrayDataset.of(inputs, labels, Targets.classes(2));
  }
}
