package org.ockham.train;

import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.state.Stateful;

/**
 * Averages the weights that training goes through: {@link org.ockham.regularize.WeightAverage}, or one of your own. It is no callback,
 * because it changes what is validated; {@link Trainer.Builder#average} brings one into a fit.
 */
public interface WeightAveraging extends Stateful {

  /** Before the first step of a fit: forgets what it has averaged. */
  void begin();

  /** After a step of the optimiser. */
  void afterStep(Layer network);

  /**
   * After the last step of an epoch, before its validation.
   *
   * @param epoch from 1
   */
  void afterEpoch(Layer network, int epoch);

  /** Whether there is an average yet; until then the weights themselves are validated. */
  boolean isReady();

  /**
   * Puts the averages into the network, and what must go with them. Whoever calls it puts back what was there.
   *
   * @param training the training data, for what has to be measured with the averages
   */
  void into(Layer network, Loader training);
}
