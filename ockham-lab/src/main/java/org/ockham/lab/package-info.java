/**
 * Experiments: {@link org.ockham.lab.Experiment} is a recipe's variant with a seed and its data, a {@link org.ockham.lab.Run}
 * trains and judges it under the protocol (selection sees validation only, the test set is looked at once, at the end),
 * a {@link org.ockham.lab.RunDirectory} keeps what came of it, and a {@link org.ockham.lab.TrainedModel} is read back from
 * its model file.
 */
@NullMarked
package org.ockham.lab;

import org.jspecify.annotations.NullMarked;
