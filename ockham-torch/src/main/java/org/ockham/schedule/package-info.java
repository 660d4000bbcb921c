/**
 * How the learning rate changes as training goes on. A {@link org.ockham.schedule.Schedule} is a value; over an optimiser it
 * becomes a {@link org.ockham.schedule.Scheduler}, which is told of every step (or of every epoch: the trainer's choice, and
 * the schedule's unit). Most are a {@link org.ockham.schedule.Curve}, a function of the step alone, which can be drawn; {@link
 * org.ockham.schedule.ReduceLROnPlateau} watches a metric. The names and numbers are PyTorch's.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.schedule;
