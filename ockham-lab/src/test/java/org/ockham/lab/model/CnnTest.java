package org.ockham.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.nn.Layer;
import org.ockham.tensor.Tensor;

final class CnnTest {

  private static final long[] COLOUR = {3, 32, 32};

  private static Cnn with(Mlp.Norm norm, double dropout) {
    return new Cnn(
        List.of(16, 32),
        5,
        0,
        2,
        List.of(120, 84),
        Mlp.Activation.RELU,
        norm,
        0.1,
        true,
        dropout,
        Mlp.DropoutPlace.AFTER_ACTIVATION);
  }

  @Test
  @DisplayName(
      "The network for CIFAR-10 has 121,182 parameters, under the names that PyTorch's tutorial gives them")
  void parameters() {
    Layer network = Cnn.of(16, 32).build(COLOUR, 10);
    assertThat(network.parameterCount()).isEqualTo(121_182);
    assertThat(network.stateDict().keySet())
        .containsExactly(
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "fc1.weight",
            "fc1.bias",
            "fc2.weight",
            "fc2.bias",
            "fc3.weight",
            "fc3.bias");
    assertThat(network.initialize(0).apply(Tensor.zeros(2, 3, 32, 32)).shape())
        .containsExactly(2, 10);
    assertThat(Cnn.of(16, 32).sizes(COLOUR, 10)).isEqualTo("3x32x32-16c5-32c5-120-84-10");
  }

  @Test
  @DisplayName("Norms and dropout are added without changing what the other layers start from")
  void variants() {
    float[] plain = weights(with(Mlp.Norm.NONE, 0));
    assertThat(weights(with(Mlp.Norm.NONE, 0.2))).isEqualTo(plain);
    assertThat(weights(with(Mlp.Norm.BATCH, 0))).isEqualTo(plain);
    assertThat(weights(with(Mlp.Norm.LAYER, 0))).isEqualTo(plain);
    assertThat(with(Mlp.Norm.BATCH, 0).build(COLOUR, 10).parameterCount())
        .isEqualTo(121_182 + 2 * (16 + 32 + 120 + 84));
    assertThat(with(Mlp.Norm.LAYER, 0.5).build(COLOUR, 10).parameterCount())
        .isEqualTo(121_182 + 2 * (16 + 32 + 120 + 84));
  }

  private static float[] weights(Cnn cnn) {
    return cnn.build(COLOUR, 10).initialize(3).stateDict().get("fc2.weight").toFloats();
  }

  @Test
  @DisplayName(
      "Inputs that are no images, or too small for the windows, are refused with the numbers")
  void refuses() {
    assertThatThrownBy(() -> Cnn.of(16, 32).sizes(new long[] {8}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model is a cnn, which takes images, but an input has the shape [8]: take an mlp");
    assertThatThrownBy(() -> Cnn.of(16, 32).sizes(new long[] {1, 12, 12}, 2))
        .hasMessageStartingWith("model is a cnn whose convolution 2 with a window of 5, padding 0"
            + " and pooling 2 leaves nothing of 4 rows or columns");
    assertThatThrownBy(() -> Cnn.of()).hasMessageContaining("channels has 0 convolutions");
  }
}
