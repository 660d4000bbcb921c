package org.ockham.board;

import java.util.List;

/**
 * A distribution, in buckets.
 *
 * @param min the least finite value
 * @param max the greatest
 * @param num how many finite values
 * @param sum of them
 * @param sumSquares of their squares
 * @param limits the upper ends of the buckets, increasing
 * @param counts how many lie in each
 * @param nonFinite how many values were left out
 */
public record Histogram(
    double min,
    double max,
    double num,
    double sum,
    double sumSquares,
    List<Double> limits,
    List<Double> counts,
    long nonFinite) {}
