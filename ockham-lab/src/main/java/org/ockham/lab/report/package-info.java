/**
 * Reports: pages that hold everything they show, to be kept, mailed and opened anywhere. Start at {@link
 * org.ockham.lab.report.ComparisonReport} and {@link org.ockham.lab.report.StudyReport}. All are a {@link
 * org.ockham.lab.report.Page} of {@link org.ockham.lab.report.Section}s; what is drawn is a {@link
 * org.ockham.lab.report.Chart}: lines and dots, bars, squares, intervals, spans, tiles or parallel axes.
 */
@NullMarked
package org.ockham.lab.report;

import org.jspecify.annotations.NullMarked;
