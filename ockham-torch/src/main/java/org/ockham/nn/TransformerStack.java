package org.ockham.nn;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * {@link TransformerLayer}s one after the other and, if asked for, a layer norm at the end.
 *
 * @param <L> the layers' class
 */
public abstract sealed class TransformerStack<L extends TransformerLayer> extends Layer
    permits TransformerEncoder, TransformerDecoder {

  private final List<L> layers;
  private final @Nullable LayerNorm norm;

  TransformerStack(TransformerLayer.Builder<L> layer, int numLayers, @Nullable LayerNorm norm) {
    layers = Stream.generate(layer::build)
        .limit(Check.positive("num_layers", numLayers))
        .toList();
    child("layers", new Sequential(layers.toArray(Layer[]::new)));
    this.norm = norm == null ? null : child("norm", norm);
  }

  /** Applies all. */
  final Tensor through(Tensor x, BiFunction<L, Tensor, Tensor> step) {
    Tensor y = x;
    for (L layer : layers) {
      y = step.apply(layer, y);
    }
    return norm == null ? y : norm.apply(y);
  }

  /** The same in ONNX. */
  final Value through(Value x, BiFunction<L, Value, Value> step) {
    Value y = x;
    for (L layer : layers) {
      y = step.apply(layer, y);
    }
    return norm == null ? y : norm.apply(y);
  }
}
