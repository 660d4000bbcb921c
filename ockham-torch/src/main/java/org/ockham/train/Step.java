package org.ockham.train;

import org.ockham.tensor.RandomKey;

/**
 * Where a training run stands: what everything reads that needs time or chance, and no clock or generator beside it. The trainer
 * hands one to each {@linkplain TrainingModule#trainingStep training step} and {@linkplain Regularizer regulariser}; in a loop of
 * your own it is made of the seed and a count:
 *
 * <pre>{@code
 * for (long number = 0; number < steps; number++) {
 *   Step now = Step.of(seed, number);
 *   network.randomize(now.key("mask"));                     // what the trainer's masks are drawn from
 *   optimizer.zeroGrad();
 *   task.trainingStep(batch, now).loss().backward();
 *   optimizer.step();
 * }
 * }</pre>
 *
 * @param seed the run's
 * @param number the optimiser steps before this one, from 0
 * @param epoch from 1
 * @param batch which of the batches that make this step, from 0; above it only where some are accumulated
 * @param shard which part of that batch, from 0; above it only where it is cut into some
 */
public record Step(long seed, long number, int epoch, int batch, int shard) {

  /** Of a whole batch. */
  public Step(long seed, long number, int epoch, int batch) {
    this(seed, number, epoch, batch, 0);
  }

  /** The step after so many, of the first epoch and with one batch. */
  public static Step of(long seed, long number) {
    return new Step(seed, number, 1, 0);
  }

  /** The same for another of its batches. */
  public Step batch(int batch) {
    return new Step(seed, number, epoch, batch);
  }

  /** The same for another part of its batch. */
  public Step shard(int shard) {
    return new Step(seed, number, epoch, batch, shard);
  }

  /** What is drawn once a step under this name: every name and step has a stream of its own. */
  public RandomKey key(String name) {
    return RandomKey.of(seed).fold(name).fold(number);
  }

  /** What is drawn for each batch of a step under this name, and for each shard of a batch where it is cut into some. */
  public RandomKey batchKey(String name) {
    RandomKey key = key(name).fold(batch);
    return shard == 0 ? key : key.fold(shard);
  }
}
