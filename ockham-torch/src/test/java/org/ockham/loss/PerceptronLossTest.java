package org.ockham.loss;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.nn.Init;
import org.ockham.nn.Linear;
import org.ockham.optim.Sgd;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

final class PerceptronLossTest {

  @Test
  @DisplayName("With two classes it is max(0, −y · f), f the difference of the outputs")
  void twoClasses() {
    Tensor output = Tensor.of(new float[] {1, 3, 3, 1, -2, -2.5f}, 3, 2); // f = 2, −2, −0.5
    Tensor target = Tensor.ofLongs(1, 1, 0); // y = 1, 1, −1
    assertThat(new PerceptronLoss(Reduction.NONE).apply(output, target).toFloats())
        .containsExactly(0, 2, 0);
    assertThat(new PerceptronLoss(Reduction.SUM).apply(output, target).item()).isEqualTo(2);
    assertThat(new PerceptronLoss().apply(output, target).item()).isEqualTo(2 / 3f);
  }

  @Test
  @DisplayName("With several it is the lead of the strongest of the others")
  void severalClasses() {
    Tensor output = Tensor.of(new float[] {1, 4, 3, 1, 4, 3}, 2, 3);
    assertThat(new PerceptronLoss(Reduction.NONE)
            .apply(output, Tensor.ofLongs(2, 1))
            .toFloats())
        .containsExactly(1, 0);
  }

  @Test
  @DisplayName(
      "Its gradient is −1 at the right class and 1 at the leading one; a tie has it too, and what is right has none")
  void gradient() {
    Tensor output = Tensor.of(new float[] {1, 4, 3, 1, 4, 3, 2, 0, 2}, 3, 3).requiresGrad(true);
    new PerceptronLoss(Reduction.SUM).apply(output, Tensor.ofLongs(2, 1, 0)).backward();
    assertThat(requireNonNull(output.grad()).toFloats())
        .containsExactly(0, 1, -1, 0, 0, 0, -1, 0, 1);
  }

  @Test
  @DisplayName("A step of SGD on one point, from weights of 0, is Rosenblatt's rule")
  void rule() {
    Linear network = new Linear(2, 2);
    network.parameters().values().forEach(parameter -> parameter.init(Init.zeros()));
    network.initialize(0);
    new PerceptronLoss()
        .apply(network.apply(Tensor.of(new float[] {3, -2}, 1, 2)), Tensor.ofLongs(1))
        .backward();
    Sgd.rate(0.5).over(network).step();
    float[] weights = requireNonNull(network.stateDict().get("weight")).toFloats();
    float[] biases = requireNonNull(network.stateDict().get("bias")).toFloats();
    assertThat(new float[] {weights[2] - weights[0], weights[3] - weights[1]})
        .containsExactly(3, -2);
    assertThat(biases[1] - biases[0]).isEqualTo(1);
  }

  @Test
  @DisplayName("One output is refused: there is no other class to lead")
  void refuses() {
    assertThatThrownBy(
            () -> new PerceptronLoss().apply(Tensor.zeros(3, 1), Tensor.ofLongs(0, 0, 0)))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "PerceptronLoss: the output has shape [3, 1]: it must be [n, classes] with at least two classes");
  }
}
