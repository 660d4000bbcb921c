package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element types. */
final class TypesTest {

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeIsTheEnginesOwn(DType type) {
    Tensor two = Tensor.ones(2).to(type);
    assertThat(two.dtype()).isEqualTo(type);
    assertThat(Tensor.zeros(type, 3).dtype()).isEqualTo(type);
    assertThat(two.byteBuffer().capacity()).isEqualTo(2 * type.bytes());
    assertThat(two.toFloats()).containsExactly(1, 1);
    assertThat(type.isFloating()).isEqualTo(type.name().contains("FLOAT"));
    assertThat(DType.of(type.code)).isEqualTo(type);
  }

  @Test
  void typesWithoutCounterpartAreRefused() {
    Tensor one = Tensor.of(1);
    assertThatThrownBy(() -> Operator.named("aten::to.dtype")
            .call(one, 9L, false, false, null)
            .get(0)
            .dtype())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("type number 9 have no counterpart");
  }
}
