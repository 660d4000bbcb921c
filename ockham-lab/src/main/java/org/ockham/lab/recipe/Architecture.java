package org.ockham.lab.recipe;

import java.util.Map;
import org.ockham.nn.Layer;

/**
 * A network as a recipe describes it: the section {@code model}, whose key {@code kind} says which one it is. A new kind is
 * a record that implements this, and a line in {@link Architectures}.
 */
public sealed interface Architecture permits Mlp {

  /** The network, without values yet, for inputs of this shape (without the batch) and so many outputs. */
  Layer build(long[] inputShape, int outputs);

  /** The keys and values that describe it, the kind first. */
  Map<String, Object> settings();

  /** The sizes in one word: {@code 784-256-256-10}. */
  String sizes(long[] inputShape, int outputs);
}
