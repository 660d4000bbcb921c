package org.ockham.lab.layer;

import org.ockham.nn.Layer;

/** A layer as a recipe describes it: all but the sizes that follow from the shape that arrives. */
@FunctionalInterface
public interface LayerPlan {

  /** The widest that a layer may be, and the most of what is counted. */
  int MOST = 1 << 20;

  /**
   * The layer, without values yet.
   *
   * @param input the shape of a sample that arrives, without the batch
   * @param outputs how many numbers the network gives in the end
   * @throws IllegalArgumentException if it takes no samples of this shape
   */
  Layer build(long[] input, int outputs);
}
