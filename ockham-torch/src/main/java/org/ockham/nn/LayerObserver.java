package org.ockham.nn;

import org.ockham.tensor.Tensor;

/** Is told what goes into a layer and what comes out: for summaries, histograms, gradients at a layer's input. */
@FunctionalInterface
public interface LayerObserver {

  /** The layer has been applied. */
  void applied(Layer layer, Tensor input, Tensor output);
}
