/** The system's Chromium, for tests and benchmarks that look at pages. */
@NullMarked
package org.ockham.browser;

import org.jspecify.annotations.NullMarked;
