/**
 * How the learning rate changes as training goes on. A {@link org.ockham.schedule.Schedule} is a value; over an optimiser it
 * becomes a {@link org.ockham.schedule.Scheduler}, which is told of every step (or of every epoch: the trainer's choice, and
 * the schedule's unit). Most are a {@link org.ockham.schedule.Curve}, a function of the step alone, which can be drawn; {@link
 * org.ockham.schedule.ReduceLROnPlateau} watches a metric. What is a rate of their own ({@code maxRate}) is one for all groups of
 * parameters, or one a group.
 *
 * <p>Names, defaults and numbers are PyTorch's, {@link org.ockham.schedule.Warmup} apart, which PyTorch has not. Its argument
 * names are written out: {@code max_lr} is {@code maxRate}, {@code eta_min} is {@code minRate}, {@code total_iters} and {@code
 * T_max} are {@code totalSteps}.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.schedule;
