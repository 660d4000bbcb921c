package org.ockham.nn;

import java.util.function.Function;

/**
 * Builds a layer of many arguments: each is named, and {@link #build} ends it. It may be called again, for one more of the kind.
 *
 * @param <L> the layer's class
 * @param <B> the builder's own class, which every setter returns
 */
public abstract class LayerBuilder<L extends Layer, B extends LayerBuilder<L, B>> {

  private final Function<B, L> layer;

  /** To be built by this constructor of the layer, which reads the builder's fields. */
  protected LayerBuilder(Function<B, L> layer) {
    this.layer = layer;
  }

  /** The layer. */
  public final L build() {
    return layer.apply(self());
  }

  /** What a setter returns. */
  @SuppressWarnings("unchecked")
  protected final B self() {
    return (B) this;
  }
}
