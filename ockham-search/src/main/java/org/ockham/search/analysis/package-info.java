/**
 * What a finished search shows, as data for reports: which parameters matter, how the best value came down, what was tried
 * where. Start at {@link org.ockham.search.analysis.Importance}.
 */
@NullMarked
package org.ockham.search.analysis;

import org.jspecify.annotations.NullMarked;
