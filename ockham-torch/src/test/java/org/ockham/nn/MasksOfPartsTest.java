package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** A batch that is cut in parts gets the masks and the noise of the whole. */
final class MasksOfPartsTest {

  private static final RandomKey KEY = RandomKey.of(3).fold("mask").fold(17);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Example(String name, Supplier<Layer> layer, int batchDimension, long[] shape) {}

  private static Example of(String name, Supplier<Layer> layer, long... shape) {
    return new Example(name, layer, 0, shape);
  }

  /** Of 24 samples each. Numbers are so simple that rows are the same bits whatever the batch. */
  private static List<Example> examples() {
    return List.of(
        of("Dropout", () -> new Dropout(0.3), 24, 50),
        of("Dropout of few", () -> new Dropout(0.5), 24, 1),
        of("Dropout of images", () -> new Dropout(0.5), 24, 3, 9, 11),
        of("Dropout1d", () -> new Dropout1d(0.5), 24, 7, 3),
        of("Dropout2d", () -> new Dropout2d(0.5), 24, 5, 3, 3),
        of("Dropout3d", () -> new Dropout3d(0.5), 24, 5, 2, 2, 2),
        of("AlphaDropout", () -> new AlphaDropout(0.3), 24, 31),
        of("FeatureAlphaDropout", () -> new FeatureAlphaDropout(0.3), 24, 6, 5),
        of("GaussianNoise", () -> new GaussianNoise(0.5), 24, 100),
        of("RReLU", () -> new RReLU(), 24, 40),
        of("StochasticDepth", () -> new StochasticDepth(0.5), 24, 6),
        of(
            "StochasticDepth of batches",
            () -> new StochasticDepth(0.5, StochasticDepth.Mode.BATCH),
            24,
            6),
        of("DropConnect", () -> new DropConnect(4, 3, 0.5, true), 24, 4),
        of(
            "several",
            () -> new Sequential(new Dropout(0.2), new GaussianNoise(1), new RReLU()),
            24,
            30),
        of("applied twice", Twice::new, 24, 30),
        of(
            "in a branch",
            () -> new Residual(new Sequential(new Dropout(0.4), new StochasticDepth(0.5))),
            24,
            30),
        new Example(
            "dropout with the batch second", () -> new Dropout(0.3, true), 1, new long[] {40, 24, 5
            }),
        new Example(
            "RNN", () -> RNN.of(3, 4).numLayers(3).dropout(0.5).build(), 1, new long[] {40, 24, 3}),
        of(
            "RNN with the batch first",
            () -> RNN.of(3, 4).numLayers(3).dropout(0.5).batchFirst(true).build(),
            24,
            6,
            3),
        of(
            "TransformerEncoderLayer with the batch first",
            () -> TransformerEncoderLayer.of(8, 2).dropout(0.3).batchFirst(true).build(),
            24,
            5,
            8),
        new Example(
            "TransformerEncoderLayer",
            () -> TransformerEncoderLayer.of(8, 2).dropout(0.3).build(),
            1,
            new long[] {30, 24, 8}));
  }

  /** A layer that is applied twice draws anew. */
  private static final class Twice extends Layer {
    private final Dropout drop = child("drop", new Dropout(0.3));

    @Override
    protected Tensor forward(Tensor x) {
      return drop.apply(drop.apply(x).add(1));
    }
  }

  private static Tensor input(long... shape) {
    return Tensor.randn(RandomKey.of(5).generator(), shape);
  }

  @TestFactory
  Stream<DynamicTest> aPartGetsTheRowsOfTheWhole() {
    return examples().stream()
        .map(example -> DynamicTest.dynamicTest(example.name(), () -> partsAreRows(example)));
  }

  private static void partsAreRows(Example example) {
    Layer layer = example.layer().get().initialize(1);
    Tensor x = input(example.shape());
    int batch = example.batchDimension();
    long n = x.size(batch);
    layer.randomize(KEY);
    Tensor whole = layer.apply(x);
    SplittableRandom random = new SplittableRandom(9);
    for (int round = 0; round < 6; round++) {
      List<Tensor> outputs = new ArrayList<>();
      for (long from = 0; from < n; ) {
        // Of one sample, of some, of nearly all.
        long size = Math.min(n - from, 1 + RandomKey.below(random, round % 3 == 0 ? 2 : 24));
        Layer copy = round % 2 == 0 ? layer : Layer.copyOf(layer);
        copy.randomize(KEY, from);
        outputs.add(copy.apply(x.narrow(batch, from, size)));
        from += size;
      }
      Tensor joined = Tensor.cat(outputs, batch);
      assertThat(joined.allclose(whole, 1e-5, 1e-6)).isTrue();
      assertThat(joined.eq(0).equal(whole.eq(0))).isTrue();
    }
  }

  /** Else the test above could not fail. */
  @TestFactory
  Stream<DynamicTest> otherPlacesOfTheBatchGetOtherDraws() {
    return examples().stream()
        .filter(example -> !example.name().equals("DropConnect")
            && !example.name().equals("StochasticDepth of batches"))
        .map(example -> DynamicTest.dynamicTest(example.name(), () -> {
          Layer layer = example.layer().get().initialize(1);
          Tensor x = input(example.shape());
          layer.randomize(KEY);
          Tensor whole = layer.apply(x);
          layer.randomize(KEY, 24);
          assertThat(layer.apply(x).allclose(whole, 1e-5, 1e-6)).isFalse();
        }));
  }

  @Test
  void samplesWithoutABatchGetTheirOwnChannels() {
    Layer layer = new Dropout2d(0.5).initialize(1);
    layer.randomize(KEY);
    Tensor batch = layer.apply(Tensor.ones(6, 5, 2, 2));
    for (int i = 0; i < 6; i++) {
      layer.randomize(KEY, i);
      assertThat(layer.apply(Tensor.ones(5, 2, 2)).equal(batch.select(0, i))).isTrue();
    }
  }

  @Test
  void packedSequencesOfTwoPartsHaveMasksOfTheirOwn() {
    RNN rnn = RNN.of(3, 4).numLayers(2).dropout(0.5).build();
    rnn.initialize(1);
    Tensor x = input(5, 2, 3);
    rnn.randomize(KEY, 0);
    Tensor one = rnn.run(x, null, 5, 3).output();
    rnn.randomize(KEY, 2);
    Tensor other = rnn.run(x, null, 5, 3).output();
    assertThat(other.equal(one)).isFalse();
    rnn.randomize(KEY, 2);
    assertThat(rnn.run(x, null, 5, 3).output().equal(other)).isTrue();
  }

  /** A user's layer that draws from the engine's generator. */
  private static final class Exponential extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(Tensor.empty(x.dtype(), x.shape()).exponential_(1, generator()));
    }
  }

  @Test
  void theEnginesGeneratorGivesPartsStreamsOfTheirOwn() {
    Layer layer = new Exponential().initialize(1);
    Tensor x = Tensor.ones(50);
    layer.randomize(KEY);
    Tensor begin = layer.apply(x);
    layer.randomize(KEY, 50);
    Tensor end = layer.apply(x);
    assertThat(end.equal(begin)).isFalse();
    layer.randomize(KEY, 50);
    assertThat(layer.apply(x).equal(end)).isTrue();
    layer.randomize(KEY, 0);
    assertThat(layer.apply(x).equal(begin)).isTrue();
  }

  @Test
  void samplesAreCountedFromZero() {
    assertThatThrownBy(() -> new Dropout().randomize(KEY, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("firstSample is -1: it must be at least 0");
  }
}
