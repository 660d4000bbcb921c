/**
 * Runs, comparisons and studies in a browser, as they happen: {@code ockham watch}. A {@link org.ockham.watch.Watch} finds what there is
 * to see, each a {@link org.ockham.watch.Watched}, and a {@link org.ockham.watch.WatchServer} shows it. Nothing here takes a lock that
 * a writer would wait for.
 */
@NullMarked
package org.ockham.watch;

import org.jspecify.annotations.NullMarked;
