package org.ockham.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.tensor.Tensor;

final class NetworkStatisticsTest {

  @Test
  void countsAndNorms() {
    Layer network = new Linear(2, 2)
        .load(
            Map.of("weight", Tensor.of(new float[] {3, 0, 0, 4}, 2, 2), "bias", Tensor.of(0, 12)));
    NetworkStatistics before = NetworkStatistics.of(network);
    assertThat(before.sparsity()).isEqualTo(0.5);
    assertThat(before.norm()).isCloseTo(13, within(1e-6));
    assertThat(before.gradientNorm()).isZero();
    NetworkStatistics.OfParameter weight = before.parameters().get("weight");
    assertThat(weight.count()).isEqualTo(4);
    assertThat(weight.sparsity()).isEqualTo(0.5);
    assertThat(weight.norm()).isCloseTo(5, within(1e-6));
    assertThat(weight.gradientNorm()).isNaN();

    network.apply(Tensor.of(new float[] {1, 0}, 1, 2)).sum().backward();
    // ∂/∂w = (1, 0; 1, 0), ∂/∂b = (1, 1)
    assertThat(NetworkStatistics.of(network).gradientNorm()).isCloseTo(2, within(1e-6));
  }
}
