package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.data.DataModule;
import org.ockham.metric.Accuracy;
import org.ockham.metric.Metric;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;

/** Numbers that are not finite end training in one sentence, wherever they are met first. */
final class DivergenceTest {

  private static final DataModule DIGITS = Toys.digits();

  private static Layer deep() {
    return new Sequential(
        new Flatten(),
        new Linear(784, 64),
        new ReLU(),
        new Linear(64, 64),
        new ReLU(),
        new Linear(64, 10));
  }

  private static Trainer trainer(int batch) {
    return Trainer.builder().maxEpochs(4).batchSize(batch).seed(1).build();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e6, 1e8, 1e9, 1e10, 1e11, 1e12, 1e20, 1e30})
  void aRateThatIsFarTooLargeIsNamed(double rate) {
    for (int batch :
        new int[] {50, 300}) { // with 300, validation is the first to see the new weights
      assertThatThrownBy(
              () -> trainer(batch).fit(Classifier.of(deep()).optimizer(Sgd.rate(rate)), DIGITS))
          .as("batch %d", batch)
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "the (loss is (NaN|Infinity)|output is not finite) (at step \\d+|in validation after"
                  + " step \\d+) \\(epoch \\d\\): try a learning rate below " + rate
                  + ", clip the gradients, or look at the data");
    }
  }

  @Test
  void laterEvaluationsOfAStepAreLookedAtToo() {
    assertThatThrownBy(() -> trainer(50)
            .fit(Classifier.of(deep()).optimizer(Sam.around(Sgd.rate(0.1)).rho(1e30)), DIGITS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the loss is NaN at step 1 (epoch 1)");
  }

  @Test
  void outputsThatAreNotNumbersEndTrainingThoughTheLossIsOne() {
    assertThatThrownBy(() -> trainer(50).fit(new Diverging(), DIGITS))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the output is not finite at step 1 (epoch 1), before any weight has moved:"
            + " look at the network, the loss and the data");
  }

  /** Its loss does not look at its output. */
  private static final class Diverging implements TrainingModule {
    private final Layer network = deep();

    @Override
    public Layer network() {
      return network;
    }

    @Override
    public Sgd configureOptimizer() {
      return Sgd.rate(0.1);
    }

    @Override
    public StepOutput trainingStep(org.ockham.data.Batch batch, Step step) {
      Tensor output = network.apply(batch.input());
      return StepOutput.of(Tensor.scalar(1), output.mul(Double.NaN), batch.target());
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new Accuracy());
    }
  }

  @Test
  void dataThatIsNotFiniteIsTheCauseThatIsNamed() {
    Samples broken = Samples.of(20, i -> new float[] {i, i == 13 ? Float.NaN : 1}, i -> i % 3, 3);
    Samples whole = Samples.threeClasses(10);
    Classifier task = Classifier.of(new Linear(2, 3)).optimizer(Sgd.rate(1e-3));
    assertThatThrownBy(() -> trainer(4).fit(task, DataModule.of(broken, whole)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the loss is NaN at step ")
        .hasMessageEndingWith(
            ": the input of its batch has values that are not finite, look at the data");
    assertThatThrownBy(() -> trainer(4).fit(task, DataModule.of(whole, broken)))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the loss is NaN in validation before the first step: the input of its"
            + " batch has values that are not finite, look at the data");
  }

  @Test
  void gradientsThatCannotBeClippedEndTrainingToo() {
    Regressor task = Regressor.of(new Linear(2, 1))
        .optimizer(Sgd.rate(0.1))
        // 0 with the gradient 0 · ∞
        .loss((output, target) -> output.sub(output).sqrt().mul(0).sum());
    Trainer clipping = Trainer.builder().clip(GradientClipping.norm(1)).build();
    assertThatThrownBy(() -> clipping.fit(task, DataModule.of(new Line(10), new Line(5))))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("at step 1 \\(epoch 1\\) the gradient of 'weight' of .* holds NaN.*");
  }

  @Test
  void anEvaluationOfBrokenWeightsSaysSo() {
    Linear broken = new Linear(2, 3);
    broken.load(java.util.Map.of("weight", Tensor.full(Double.NaN, 3, 2), "bias", Tensor.zeros(3)));
    Samples data = Samples.threeClasses(10);
    assertThatThrownBy(() -> trainer(4).test(Classifier.of(broken), data))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the output is not finite in the test: the network has weights that are not"
            + " finite, train it anew");
    // Without a metric that refuses it the loss is what it is.
    Regressor regressor = Regressor.of(new Linear(2, 1).initialize(0))
        .loss((output, target) -> output.sum().mul(Double.NaN));
    assertThat(trainer(4).test(regressor, new Line(10)).get("test/loss")).isNaN();
  }

  @Test
  void aLossOfManyNumbersIsRefusedBeforeTheFirstStep() {
    assertThatThrownBy(() -> trainer(4)
            .fit(
                Regressor.of(new Linear(2, 1)).loss((output, target) -> output.sub(target)),
                DataModule.of(new Line(10), new Line(5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the loss has shape [4, 1] where the trainer needs one number: take the"
            + " reduction MEAN or SUM");
  }
}
