package org.ockham.nn;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Generator;
import org.ockham.tensor.Tensor;

/**
 * A layer for the contract tests, with an input that fits and one that does not.
 *
 * @param name what the test is called
 * @param layer makes a new one
 * @param input makes an input that fits, the same every time
 * @param wrong makes an input that does not fit; null if every input fits
 * @param smooth whether finite differences tell the gradient of the input
 */
record LayerSample(
    String name,
    Supplier<? extends Layer> layer,
    Supplier<Tensor> input,
    @Nullable Supplier<Tensor> wrong,
    boolean smooth) {

  static LayerSample of(Supplier<? extends Layer> layer, long... shape) {
    Layer example = layer.get();
    return new LayerSample(
        example.describe(), layer, () -> Tensor.randn(Generator.seeded(7), shape), null, true);
  }

  LayerSample refuses(long... shape) {
    return new LayerSample(
        name, layer, input, () -> Tensor.randn(Generator.seeded(8), shape), smooth);
  }

  LayerSample takes(Supplier<Tensor> other) {
    return new LayerSample(name, layer, other, wrong, false);
  }
}
