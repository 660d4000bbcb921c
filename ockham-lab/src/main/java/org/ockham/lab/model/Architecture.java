package org.ockham.lab.model;

import org.ockham.nn.Layer;

/** A network as a recipe describes it, in the section {@code model}: a record of its settings. */
public interface Architecture {

  /** The network, without values yet, for inputs of this shape (without the batch) and so many outputs. */
  Layer build(long[] inputShape, int outputs);

  /**
   * The sizes in one word: {@code 784-256-256-10}.
   *
   * @throws IllegalArgumentException if it takes no inputs of this shape; the message begins with {@code model}
   */
  String sizes(long[] inputShape, int outputs);
}
