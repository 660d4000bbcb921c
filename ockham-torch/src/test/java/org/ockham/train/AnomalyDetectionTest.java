package org.ockham.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.data.DataModule;
import org.ockham.loss.Loss;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.tensor.Tensor;

final class AnomalyDetectionTest {

  private static final DataModule LINE = DataModule.of(new Line(40), new Line(10));

  /** √(−|x|): not a number, unless x is 0. */
  private static final class Root extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.abs().neg().sqrt();
    }
  }

  /** √|x| · 0: always 0, and at 0 the slope is 0 · ∞. */
  private static final class Steep extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(0).abs().sqrt();
    }
  }

  private static Layer network(Layer middle) {
    Map<String, Layer> inner = new LinkedHashMap<>();
    inner.put("middle", middle);
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("fc1", new Linear(2, 4));
    layers.put("block", new Sequential(inner));
    layers.put("fc2", new Linear(4, 1));
    return new Sequential(layers);
  }

  private static void fit(TrainingModule module) {
    Trainer.builder().maxEpochs(1).batchSize(10).detectAnomaly(true).build().fit(module, LINE);
  }

  @Test
  void namesTheLayerThatMakesTheFirstNumberThatIsNone() {
    assertThatThrownBy(() -> fit(Regressor.of(network(new Root()))))
        .isInstanceOf(TrainingException.class)
        .hasMessage("at step 1 (epoch 1) the first values that are not finite come out of"
            + " block.middle = Root()");
  }

  @Test
  void namesTheLayerThatMakesTheFirstGradientThatIsNone() {
    assertThatThrownBy(() -> fit(Regressor.of(network(new Steep()))))
        .isInstanceOf(TrainingException.class)
        .hasMessage("at step 1 (epoch 1) the first gradient that is not finite is made by"
            + " block.middle = Steep()");
  }

  @Test
  void aLossThatMakesItIsToldFromALayer() {
    Loss root = (output, target) -> output.sub(output).square().sum().sqrt();
    Layer network = network(new Linear(4, 4));
    assertThatThrownBy(() -> fit(Regressor.of(network).loss(root)))
        .hasMessageMatching("at step 1 \\(epoch 1\\) the first gradient that is not finite comes"
            + " back to the output of Sequential\\(\\), from what is computed of it");
  }

  @Test
  void changesNoNumber() {
    Trainer.Builder trainer =
        Trainer.builder().maxEpochs(2).batchSize(50).seed(3).accumulate(2);
    Tensor plain = weight(trainer.build());
    assertThat(weight(trainer.detectAnomaly(true).build()).equal(plain)).isTrue();
  }

  private static Tensor weight(Trainer trainer) {
    FitResult fit = trainer.fit(Classifier.of(Toys.network()), Toys.digits());
    return requireNonNull(fit.last().network().stateDict().get("fc1.weight"));
  }
}
