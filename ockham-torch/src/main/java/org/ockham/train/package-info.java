/**
 * Training as a whole: a {@link org.ockham.train.TrainingModule} says what is trained and how ({@link
 * org.ockham.train.Classifier} and {@link org.ockham.train.Regressor} are ready made), a {@link org.ockham.train.Trainer}
 * runs it over data, {@link org.ockham.train.Callback callbacks} look on and decide when to stop, {@link
 * org.ockham.train.Logger loggers} write the numbers down.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.train;
