package org.ockham.lab.statistics;

/**
 * How probable it is, after the differences seen, that the true mean lies below a margin, within it, and above it. The
 * three add up to 1.
 *
 * @param below P(mean &lt; −margin)
 * @param within P(−margin ≤ mean ≤ margin), the region of practical equivalence; 0 without a margin
 * @param above P(mean &gt; margin); without a margin, what is commonly called P(better)
 */
public record Posterior(double below, double within, double above) {}
