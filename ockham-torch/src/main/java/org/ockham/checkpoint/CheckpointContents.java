package org.ockham.checkpoint;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/**
 * What a checkpoint holds.
 *
 * @param step optimiser steps done, by which one checkpoint is later than another
 * @param model the network's state dict
 * @param optimizer the state of the optimiser
 * @param rest what everything else remembers
 */
public record CheckpointContents(
    long step, Map<String, Tensor> model, Map<String, Tensor> optimizer, SavedState rest) {

  public CheckpointContents {
    Check.atLeast("step", step, 0);
  }
}
