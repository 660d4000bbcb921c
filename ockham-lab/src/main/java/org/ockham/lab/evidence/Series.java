package org.ockham.lab.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers that were looked at now and then in a training.
 *
 * @param steps the steps of the optimiser after which they were, from 1
 * @param values by name, one for each step
 */
public record Series(List<Long> steps, Map<String, List<Double>> values) {

  public Series {
    steps = List.copyOf(steps);
    Map<String, List<Double>> copies = new LinkedHashMap<>();
    values.forEach((name, each) -> copies.put(name, List.copyOf(each)));
    values = Collections.unmodifiableMap(copies);
  }
}
