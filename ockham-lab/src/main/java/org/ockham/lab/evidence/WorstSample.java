package org.ockham.lab.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test sample with one of the largest losses.
 *
 * @param index in the test data, from 0
 * @param label what it is: its class, the labels it has, or its value
 * @param predicted what the network says it is
 * @param probability how sure the network is of that, from 0 to 1; not a number unless it tells a class
 * @param loss −ln of the probability that it gives to the label; of values the squared error, of labels the binary cross-entropy
 * @param image it, as a PNG data URI; null if it is none, or images are not kept
 * @param values the first of its inputs, as the network meets them, if it is no image
 */
public record WorstSample(
    int index,
    String label,
    String predicted,
    double probability,
    double loss,
    @Nullable String image,
    List<Double> values) {

  public WorstSample {
    values = List.copyOf(values);
  }
}
