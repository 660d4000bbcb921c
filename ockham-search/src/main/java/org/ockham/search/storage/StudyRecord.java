package org.ockham.search.storage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.Direction;

/**
 * A study as a storage knows it.
 *
 * @param id the storage's key
 * @param name the study's name, unique in the storage
 * @param directions one for each objective
 * @param userAttributes what the user noted
 * @param systemAttributes what the library noted
 */
public record StudyRecord(
    long id,
    String name,
    List<Direction> directions,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes) {

  /** The system attribute with the objectives' names. */
  public static final String METRIC_NAMES = "study:metric_names";

  /**
   * The objectives' names.
   *
   * @return one for each objective; empty if they have none
   */
  public List<String> metricNames() {
    return systemAttributes.get(METRIC_NAMES) instanceof List<?> names
            && names.size() == directions.size()
        ? names.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** This study with a note of the user's. */
  StudyRecord withUserAttribute(String key, @Nullable Object value) {
    return new StudyRecord(
        id, name, directions, TrialWrite.with(userAttributes, key, value), systemAttributes);
  }

  /** This study with a note of the library's. */
  StudyRecord withSystemAttribute(String key, @Nullable Object value) {
    return new StudyRecord(
        id, name, directions, userAttributes, TrialWrite.with(systemAttributes, key, value));
  }
}
