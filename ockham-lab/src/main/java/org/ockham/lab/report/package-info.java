/**
 * Reports: pages that hold everything they show, to be kept, mailed and opened anywhere. Start at {@link
 * org.ockham.lab.report.ComparisonReport}.
 */
@NullMarked
package org.ockham.lab.report;

import org.jspecify.annotations.NullMarked;
