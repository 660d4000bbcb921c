package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OperatorTest {

  private static Tensor first(String name, Object... arguments) {
    return Operator.named(name).call(arguments).get(0);
  }

  @Test
  void everyKindOfArgument() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(first("aten::relu", x).toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(first("aten::add.Tensor", x, x, 2).toFloats()).containsExactly(3, 6, 9, 12);
    assertThat(first("aten::mul.Scalar", x, 0.5f).toFloats()).containsExactly(0.5f, 1, 1.5f, 2);
    assertThat(first("aten::sum.dim_IntList", x, new long[] {0}, false, null).toFloats())
        .containsExactly(4, 6);
    assertThat(first("aten::sum", x, DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(first("aten::cat", List.of(x, x), 1L).shape()).containsExactly(2, 4);
    assertThat(first("aten::gelu", x, "tanh").shape()).containsExactly(2, 2);
    assertThat(first("aten::bernoulli.p", x, 1.0, Generator.seeded(1)).toFloats())
        .containsExactly(1, 1, 1, 1);
    assertThat(first("aten::upsample_nearest2d.vec", x.view(1, 1, 2, 2), null, new double[] {2, 2})
            .shape())
        .containsExactly(1, 1, 4, 4);
  }

  @Test
  void severalResults() {
    Tensor x = Tensor.of(3, 1, 2);
    List<Tensor> sorted = Operator.named("aten::sort").call(x, 0, false);
    assertThat(sorted.get(0).toFloats()).containsExactly(1, 2, 3);
    assertThat(sorted.get(1).toLongs()).containsExactly(1, 2, 0);
    assertThat(Operator.named("aten::split.Tensor").call(x, 2, 0)).hasSize(2);
    assertThat(Operator.named("aten::_foreach_add_.Scalar").call(List.of(x), 1.0))
        .isEmpty();
    assertThat(x.toFloats()).containsExactly(4, 2, 3);
  }

  @Test
  void boxedListsSurviveTheirScope() {
    Tensor x = Tensor.of(1, 2);
    Operator.Tensors list;
    try (Scope scope = Scope.open()) {
      list = Operator.Tensors.of(List.of(x, x.view(2)));
    }
    Operator.named("aten::_foreach_add_.Scalar").call(list, 1.0);
    assertThat(x.toFloats()).containsExactly(3, 4);
  }

  @Test
  void gradientsOrNull() {
    Tensor x = Tensor.of(1).requiresGrad(true);
    assertThat(Operator.Tensors.gradientsOf(List.of(x))).isNull();
    x.mul(3).sum().backward();
    Operator.Tensors gradients = Operator.Tensors.gradientsOf(List.of(x));
    Operator.named("aten::_foreach_mul_.Scalar").call(gradients, 2.0);
    assertThat(x.grad().item()).isEqualTo(6);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> Operator.named("aten::nonsense"))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("operator aten::nonsense: ");
    assertThatThrownBy(() -> first("aten::add.Tensor", Tensor.of(1, 2), Tensor.of(1, 2, 3), 1))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "aten::add.Tensor: The size of tensor a (2) must match the size of tensor b (3) at"
                + " non-singleton dimension 0 (shapes [2] and [3])");
    assertThatThrownBy(() -> first("aten::relu", new Object()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("takes no argument of type Object");
  }
}
