/**
 * What a run keeps beside its result, to be shown in a report: {@link org.ockham.lab.evidence.Evidence}. It is gathered by looking on
 * ({@link org.ockham.lab.evidence.EvidenceCollector}) and from the selected weights when everything is decided; no number of the run
 * depends on it.
 */
@NullMarked
package org.ockham.lab.evidence;

import org.jspecify.annotations.NullMarked;
