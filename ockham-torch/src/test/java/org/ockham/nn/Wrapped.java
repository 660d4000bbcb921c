package org.ockham.nn;

import java.util.function.BiFunction;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * A layer that takes or gives more than one tensor, as one of one input and one output: a function takes the input apart, applies
 * the layer and joins what it gives.
 *
 * @param <L> the layer's class
 */
@NullMarked
public final class Wrapped<L extends Layer> extends Layer {

  private final L layer;
  private final BiFunction<L, Tensor, Tensor> function;
  private final @Nullable BiFunction<L, Value, Value> onnx;

  private Wrapped(
      L layer, BiFunction<L, Tensor, Tensor> function, @Nullable BiFunction<L, Value, Value> onnx) {
    this.layer = child("layer", layer);
    this.function = function;
    this.onnx = onnx;
  }

  /** The layer is the child {@code layer}. */
  public static <L extends Layer> Wrapped<L> of(L layer, BiFunction<L, Tensor, Tensor> function) {
    return new Wrapped<>(layer, function, null);
  }

  /** The same with what it is in ONNX. */
  public static <L extends Layer> Wrapped<L> of(
      L layer, BiFunction<L, Tensor, Tensor> function, BiFunction<L, Value, Value> onnx) {
    return new Wrapped<>(layer, function, onnx);
  }

  /** Whether it says what it is in ONNX. */
  boolean hasOnnx() {
    return onnx != null;
  }

  /** A row of a value. */
  static Value row(Value x, long at) {
    return x.narrow(0, at, 1).squeeze(0);
  }

  /** What pooling took, put back, to this size if one is given. */
  public static Wrapped<Sequential> unpooled(MaxPool pool, MaxUnpool unpool, long... outputSize) {
    return of(new Sequential(pool, unpool), (both, x) -> {
      MaxPool.Result pooled = ((MaxPool) both.children().get("0")).applyWithIndices(x);
      MaxUnpool back = (MaxUnpool) both.children().get("1");
      return outputSize.length == 0
          ? back.apply(pooled.output(), pooled.indices())
          : back.apply(pooled.output(), pooled.indices(), outputSize);
    });
  }

  @Override
  protected Tensor forward(Tensor x) {
    return function.apply(layer, x);
  }

  @Override
  protected Value forward(Value x) {
    return onnx == null ? super.forward(x) : onnx.apply(layer, x);
  }

  @Override
  protected String arguments() {
    return layer.describe();
  }
}
