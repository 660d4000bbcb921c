package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.Generator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** What the layers that draw at random draw. */
final class DroppingTest {

  private static double zeros(Tensor tensor) {
    return (double) tensor.eq(0).sum().itemLong() / tensor.numel();
  }

  @Test
  void dropoutKeepsTheMean() {
    Layer dropout = new Dropout(0.3).initialize(1);
    Tensor y = dropout.apply(Tensor.ones(200, 200));
    assertThat(zeros(y)).isCloseTo(0.3, within(0.01));
    assertThat(y.max().item()).isCloseTo(1 / 0.7, within(1e-6));
    assertThat(y.mean().item()).isCloseTo(1, within(0.02));
    assertThat(dropout.eval().apply(Tensor.ones(3)).toFloats()).containsExactly(1, 1, 1);
  }

  @Test
  void theKeyTellsTheMask() {
    Layer dropout = new Dropout().initialize(1);
    Tensor x = Tensor.ones(100);
    dropout.randomize(RandomKey.of(3).fold(7));
    Tensor first = dropout.apply(x);
    Tensor second = dropout.apply(x);
    assertThat(first.equal(second)).isFalse();
    dropout.randomize(RandomKey.of(3).fold(7));
    assertThat(dropout.apply(x).equal(first)).isTrue();
    dropout.randomize(RandomKey.of(3).fold(8));
    assertThat(dropout.apply(x).equal(first)).isFalse();
  }

  @Test
  void layersOfOneNetworkDrawFromStreamsOfTheirOwn() {
    Dropout one = new Dropout();
    Dropout other = new Dropout();
    new Sequential(one, other).initialize(1);
    Tensor x = Tensor.ones(100);
    assertThat(one.apply(x).equal(other.apply(x))).isFalse();
  }

  @Test
  void nothingAndAllCanBeDropped() {
    Tensor x = Tensor.of(1, -2);
    assertThat(new Dropout(0).apply(x)).isSameAs(x);
    assertThat(new Dropout(1).apply(x).abs().sum().item()).isZero();
    assertThat(new AlphaDropout(0).apply(x)).isSameAs(x);
    assertThat(new AlphaDropout(1).apply(x).abs().sum().item()).isZero();
    assertThat(new GaussianNoise(0).apply(x)).isSameAs(x);
    assertThatThrownBy(() -> new Dropout(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p is 1.5: a probability lies between 0 and 1");
  }

  @Test
  void withoutASourceTheRemedyIsNamed() {
    assertThatThrownBy(() -> new Dropout().apply(Tensor.ones(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("initialize(seed)");
  }

  @Test
  void channelsDropWhole() {
    Tensor y = new Dropout2d().initialize(2).apply(Tensor.ones(50, 20, 3, 3));
    Tensor sums = y.flatten(2).sum(2);
    assertThat(sums.eq(0).add(sums.eq(18)).gt(0).all().itemLong()).isEqualTo(1);
    assertThat(zeros(sums)).isCloseTo(0.5, within(0.05));
    Tensor single = new Dropout1d().initialize(2).apply(Tensor.ones(40, 5));
    assertThat(zeros(single.sum(1))).isCloseTo(0.5, within(0.3));
    assertThat(new Dropout3d().initialize(1).apply(Tensor.ones(2, 3, 2, 2, 2)).shape())
        .containsExactly(2, 3, 2, 2, 2);
  }

  @Test
  void samplesOrBatchesDropWhole() {
    Tensor rows = new StochasticDepth(0.25).initialize(1).apply(Tensor.ones(400, 3));
    assertThat(zeros(rows.sum(1))).isCloseTo(0.25, within(0.06));
    assertThat(rows.max().item()).isCloseTo(1 / 0.75, within(1e-6));
    Layer batch = new StochasticDepth(0.5, StochasticDepth.Mode.BATCH).initialize(1);
    for (int i = 0; i < 5; i++) {
      assertThat(zeros(batch.apply(Tensor.ones(4, 3)))).isIn(0.0, 1.0);
    }
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Tensor x = Tensor.randn(Generator.seeded(1), 300, 300);
    Tensor y = new AlphaDropout(0.2).initialize(1).apply(x);
    assertThat(y.mean().item()).isCloseTo(0, within(0.02));
    assertThat(y.std().item()).isCloseTo(1, within(0.02));
  }

  @Test
  void dropConnectDropsWeights() {
    Layer layer = new DropConnect(50, 40, 0.5, false).initialize(1);
    Tensor x = Tensor.eye(50);
    assertThat(zeros(layer.apply(x))).isCloseTo(0.5, within(0.05));
    Layer linear = new Linear(50, 40, false).load(layer.stateDict());
    assertThat(layer.eval().apply(x).equal(linear.apply(x))).isTrue();
    assertThat(new DropConnect(3, 2).describe()).contains("p=0.5");
  }

  @Test
  void noiseHasItsDeviation() {
    Tensor y = new GaussianNoise(0.3).initialize(1).apply(Tensor.zeros(200, 200));
    assertThat(y.mean().item()).isCloseTo(0, within(0.01));
    assertThat(y.std().item()).isCloseTo(0.3, within(0.01));
  }

  @Test
  void randomSlopesLieBetweenTheirBounds() {
    Tensor y = new RReLU(0.2, 0.4).initialize(1).apply(Tensor.full(-1, 100, 100));
    assertThat(y.max().item()).isLessThanOrEqualTo(-0.2);
    assertThat(y.min().item()).isGreaterThanOrEqualTo(-0.4);
    assertThat(y.mean().item()).isCloseTo(-0.3, within(0.005));
  }
}
