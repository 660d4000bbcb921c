package org.ockham.lab.cluster;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.lab.catalogue.Chosen;

/**
 * The trial of a study that a run trains for: the run reports to the study's storage, and is given up where the pruner says so.
 *
 * @param key what the trial is known by in the process that has it under way
 * @param storage the address of the study's storage, with the passwords in it: no text of this says it
 * @param study the study's name
 * @param number the trial's number
 * @param objective the metric that is reported
 * @param pruner who gives it up, as {@link Chosen#json} writes it
 * @param steps the pruner's settings that follow from the recipe's epochs
 */
public record RemoteTrial(
    String key,
    String storage,
    String study,
    int number,
    String objective,
    String pruner,
    Map<String, Integer> steps)
    implements Serializable {

  public RemoteTrial {
    steps = new LinkedHashMap<>(steps); // which all machines can read
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "trial " + number + " of study " + study;
  }
}
