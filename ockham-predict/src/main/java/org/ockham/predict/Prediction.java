package org.ockham.predict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model says of one input.
 *
 * @param names of the classes, of the labels, or of the numbers
 * @param numbers one for each: its probability, or the number itself in the target's own units
 * @param isClasses whether the names are classes, of which one is right
 * @param set the classes among which the right one is as often as the model was calibrated for; absent if it was not
 */
public record Prediction(
    List<String> names, List<Float> numbers, boolean isClasses, Optional<List<String>> set) {

  public Prediction {
    names = List.copyOf(names);
    numbers = List.copyOf(numbers);
    set = set.map(List::copyOf);
    if (names.size() != numbers.size()) {
      throw new IllegalArgumentException("there are " + names.size() + " names and "
          + numbers.size() + " numbers: each name has one");
    }
  }

  /**
   * The likeliest class.
   *
   * @throws IllegalStateException if there are no classes to choose from
   */
  public String best() {
    if (!isClasses) {
      throw new IllegalStateException(
          "the model tells no classes apart: its numbers are those of " + names);
    }
    int best = 0;
    for (int i = 1; i < numbers.size(); i++) {
      best = numbers.get(i) > numbers.get(best) ? i : best;
    }
    return names.get(best);
  }

  /** Each name's number, in the order of the names. */
  public Map<String, Float> values() {
    Map<String, Float> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), numbers.get(i));
    }
    return values;
  }

  static Prediction of(List<String> names, float[] row, boolean isClasses, boolean[] members) {
    List<Float> numbers = new ArrayList<>();
    List<String> set = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      numbers.add(row[i]);
      if (members.length > 0 && members[i]) {
        set.add(names.get(i));
      }
    }
    return new Prediction(
        names, numbers, isClasses, members.length > 0 ? Optional.of(set) : Optional.empty());
  }
}
