/**
 * Training as a whole: a {@link org.ockham.train.TrainingModule} says what is trained and how ({@link
 * org.ockham.train.Classifier} and {@link org.ockham.train.Regressor} are ready made), a {@link org.ockham.train.Trainer}
 * runs it over data and says in which order. {@link org.ockham.train.Regularizer Regularisers} change gradients and parameters
 * beside the optimiser, a {@link org.ockham.train.RateSchedule} the learning rate; {@link org.ockham.train.Callback callbacks} look
 * on and may stop, {@link org.ockham.logger.Logger loggers} write the numbers down. What is drawn or depends on time follows from the
 * {@link org.ockham.train.Step}; what comes out is a {@link org.ockham.train.FitResult}. Batches may be cut into {@linkplain
 * org.ockham.train.Trainer.Builder#shards shards} for several cores, and into those of several {@linkplain
 * org.ockham.train.Trainer.Builder#ranks processes}.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.train;
