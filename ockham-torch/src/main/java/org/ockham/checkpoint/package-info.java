/**
 * Checkpoints on disk: directories from which a fit goes on as if it had never stopped. {@link
 * org.ockham.checkpoint.CheckpointDirectory} writes, reads, finds and deletes them; what a fit puts into one, and how it goes on, is
 * {@link org.ockham.train.Trainer}'s affair.
 */
@NullMarked
package org.ockham.checkpoint;

import org.jspecify.annotations.NullMarked;
