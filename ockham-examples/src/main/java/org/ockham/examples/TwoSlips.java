package org.ockham.examples;

import java.util.List;
import java.util.Locale;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.Glyphs;
import org.ockham.data.Loader;
import org.ockham.data.NamedSet;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.Adam;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Classifier;
import org.ockham.train.Trainer;

/** Two slips of a course: dropout left on in the test, and one batch norm used twice and never in evaluation mode. */
public final class TwoSlips {

  /** The course's network: 784-256-256-10, with something after each hidden linear layer, before its ReLU. */
  private static final class Network extends Layer {
    private final Linear fc1 = child("fc1", new Linear(784, 256));
    private final Linear fc2 = child("fc2", new Linear(256, 256));
    private final Linear fc3 = child("fc3", new Linear(256, 10));
    private final Layer after1;
    private final Layer after2;

    /** The two may be one layer: then it is used twice. */
    Network(Layer after1, Layer after2) {
      this.after1 = child("after1", after1);
      this.after2 = after2 == after1 ? after1 : child("after2", after2);
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor hidden = after1.apply(fc1.apply(x.flatten(1))).relu();
      return fc3.apply(after2.apply(fc2.apply(hidden)).relu());
    }
  }

  /**
   * What a slip costs.
   *
   * @param what was done
   * @param slipped the test's accuracy as it was measured
   * @param right the test's accuracy without the slip
   */
  record Cost(String what, double slipped, double right) {}

  private TwoSlips() {}

  /** Prints both. */
  public static void main(String[] args) {
    for (Cost cost : run(Glyphs.standard().first(5_000, 1_000), 5)) {
      System.out.printf(
          Locale.ROOT,
          "%s: %.2f %%, and %.2f %% without the slip%n",
          cost.what,
          100 * cost.slipped,
          100 * cost.right);
    }
  }

  static List<Cost> run(NamedSet digits, int epochs) {
    DataModule data = digits.split(0.8, 0.2, 1);
    Trainer trainer =
        Trainer.builder().maxEpochs(epochs).batchSize(64).seed(1).threads(1).build();
    // Dropout: one network, tested as in training, and as the trainer tests.
    Layer dropout = trained(new Network(new Dropout(0.2), new Dropout(0.2)), trainer, data);
    double on = inTrainingMode(dropout, data.test());
    double off = tested(dropout, trainer, data);
    // Batch norm: one for two places and statistics of each test batch; one for each place and the
    // statistics of training.
    BatchNorm1d one = BatchNorm1d.of(256).build();
    Layer shared = trained(new Network(one, one), trainer, data);
    Layer own = trained(
        new Network(BatchNorm1d.of(256).build(), BatchNorm1d.of(256).build()), trainer, data);
    return List.of(
        new Cost("dropout left on in the test", on, off),
        new Cost(
            "one batch norm used twice, never in evaluation mode",
            inTrainingMode(shared, data.test()),
            tested(own, trainer, data)),
        new Cost(
            "one batch norm used twice, in evaluation mode",
            tested(shared, trainer, data),
            tested(own, trainer, data)));
  }

  private static Layer trained(Layer network, Trainer trainer, DataModule data) {
    return trainer.fit(task(network), data).best().into(network);
  }

  private static Classifier task(Layer network) {
    return Classifier.of(network).optimizer(Adam.rate(1e-3));
  }

  /** As the trainer does it: it switches to evaluation mode itself, and nobody can forget to. */
  private static double tested(Layer network, Trainer trainer, DataModule data) {
    return trainer.test(task(network), data.test()).get("test/accuracy");
  }

  /** The slip: the loop of one's own that forgets {@code eval()}. */
  private static double inTrainingMode(Layer network, Dataset test) {
    Layer copy = Layer.copyOf(network).train();
    copy.randomize(RandomKey.of(1));
    int right = 0;
    try (NoGrad off = NoGrad.on();
        Epoch epoch = Loader.over(test).batch(64).epoch(0)) {
      while (epoch.hasNext()) {
        try (Scope scope = Scope.open()) {
          Batch batch = epoch.next();
          right +=
              (int) copy.apply(batch.input()).argmax(1).eq(batch.target()).sum().item();
        }
      }
    }
    return (double) right / test.size();
  }
}
