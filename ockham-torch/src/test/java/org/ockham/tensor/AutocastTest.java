package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AutocastTest {

  @Test
  void productsAreHalvedInsideAndWholeOutside() {
    Tensor a = Tensor.ones(4, 4);
    try (Autocast half = Autocast.on(Device.cpu(), DType.BFLOAT16)) {
      assertThat(a.matmul(a).dtype()).isEqualTo(DType.BFLOAT16);
      assertThat(a.dtype()).isEqualTo(DType.FLOAT32);
    }
    assertThat(a.matmul(a).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void gradientsStayWhole() {
    Tensor weight = Tensor.ones(2, 2).requiresGrad(true);
    Tensor loss;
    try (Autocast half = Autocast.on(Device.cpu(), DType.BFLOAT16)) {
      loss = Tensor.ones(1, 2).matmul(weight).sum();
    }
    loss.backward();
    assertThat(weight.grad()).isNotNull().satisfies(gradient -> {
      assertThat(gradient.dtype()).isEqualTo(DType.FLOAT32);
      assertThat(gradient.toFloats()).containsOnly(1f);
    });
  }

  @Test
  void refusesTypesWithoutTheRange() {
    assertThatThrownBy(() -> Autocast.on(Device.cpu(), DType.FLOAT16))
        .hasMessageContaining("use BFLOAT16");
  }
}
