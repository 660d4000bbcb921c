/**
 * Processes that compute together: {@link org.ockham.distributed.Rendezvous} is how they find each other, {@link
 * org.ockham.distributed.ProcessGroup} how they exchange, {@link org.ockham.distributed.OrderedSum} what they need most. What they
 * exchange never depends on how it travels: sums are made in one order, that of the shards, however many ranks there are.
 *
 * <p>When a rank is lost all others throw a {@link org.ockham.distributed.RankException} that names the same one. {@link
 * org.ockham.distributed.LocalGroups} has threads in the place of processes.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.distributed;
