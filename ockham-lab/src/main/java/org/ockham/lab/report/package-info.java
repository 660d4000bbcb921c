/**
 * Reports: pages that hold everything they show, to be kept, mailed and opened anywhere. Start at {@link
 * org.ockham.lab.report.ComparisonReport} and {@link org.ockham.lab.report.StudyReport}.
 */
@NullMarked
package org.ockham.lab.report;

import org.jspecify.annotations.NullMarked;
