/**
 * The documentation as a site: pages from the Markdown that a reader of the repository sees too, in the order of {@code docs/site.txt},
 * with the Javadoc beside them, and checks that every link leads somewhere. Start at {@link org.ockham.docs.Site}.
 */
@NullMarked
package org.ockham.docs;

import org.jspecify.annotations.NullMarked;
