/**
 * What keeps a network from learning its training data by heart. A {@link org.ockham.train.Regularizer} acts in every
 * step, on gradients or parameters, and {@code Trainer.builder().regularizers(…)} brings some into a training run: {@link
 * org.ockham.regularize.L1}, {@link org.ockham.regularize.L2} and the other {@link org.ockham.regularize.Penalty penalties},
 * bounds and noise. {@link org.ockham.regularize.Mixing} mixes samples, {@link org.ockham.regularize.WeightAverage} averages
 * weights. What layers do (dropout, normalisation) is in {@code org.ockham.nn}.
 *
 * <p>Factors: penalties are written as in courses, λΣw²; PyTorch's {@code weight_decay} d means d/2 · Σw². Every class says
 * its gradient, so that no one is off by two.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.regularize;
