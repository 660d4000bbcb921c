package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.tensor.Tensor;

final class MultiplyAddsTest {

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new Linear(10, 3), new long[] {4, 10}, 4L * 10 * 3),
        Arguments.of(new Linear(10, 3), new long[] {4, 5, 10}, 4L * 5 * 10 * 3),
        // each of 2 · 6 · 5 · 5 outputs sums over 3 · 4 · 4 products
        Arguments.of(new Conv2d(3, 6, 4), new long[] {2, 3, 8, 8}, 2L * 6 * 25 * 48),
        Arguments.of(
            Conv2d.of(4, 6, 3).groups(2).padding(1).build(),
            new long[] {2, 4, 8, 8},
            2L * 6 * 64 * 2 * 9),
        // each of 2 · 3 · 4 inputs goes into 6 · 3 products
        Arguments.of(new ConvTranspose1d(3, 6, 3), new long[] {2, 3, 4}, 2L * 4 * 3 * 6 * 3),
        Arguments.of(
            new Sequential(new Linear(10, 3), new BatchNorm1d(3), new ReLU(), new Dropout(0.5)),
            new long[] {4, 10},
            4L * 10 * 3));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfMatricesAndKernels(Layer network, long[] shape, long expected) {
    network.initialize(1);
    assertThat(MultiplyAdds.of(network, () -> network.apply(Tensor.ones(shape))))
        .isEqualTo(expected);
    assertThat(MultiplyAdds.of(network, () -> {})).as("observers are gone").isZero();
  }
}
