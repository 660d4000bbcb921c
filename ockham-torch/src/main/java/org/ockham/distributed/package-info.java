/**
 * Processes that compute together: start at {@link org.ockham.distributed.ProcessGroup}. What they exchange never depends on how it
 * travels: sums are made in one order, that of the shards, however many ranks there are.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.distributed;
