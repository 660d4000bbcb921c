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
    Map<String, @Nullable Object> systemAttributes) {}
