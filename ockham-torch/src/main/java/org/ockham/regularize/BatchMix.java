package org.ockham.regularize;

import org.ockham.data.Batch;
import org.ockham.tensor.RandomKey;

/** Makes a batch of mixed samples, with targets that are probabilities, out of one of plain samples. */
public sealed interface BatchMix permits Mixup, CutMix {

  /**
   * The mixed batch.
   *
   * @param batch targets are classes [n] or probabilities [n, K]
   * @param classes K
   * @param key what is drawn follows from it alone
   */
  Batch apply(Batch batch, long classes, RandomKey key);

  /** In one line, for summaries. */
  String describe();
}
