package org.ockham.nn;

import java.util.function.BiFunction;
import org.jspecify.annotations.NullMarked;
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

  private Wrapped(L layer, BiFunction<L, Tensor, Tensor> function) {
    this.layer = child("layer", layer);
    this.function = function;
  }

  /** The layer is the child {@code layer}. */
  public static <L extends Layer> Wrapped<L> of(L layer, BiFunction<L, Tensor, Tensor> function) {
    return new Wrapped<>(layer, function);
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
  protected String arguments() {
    return layer.describe();
  }
}
