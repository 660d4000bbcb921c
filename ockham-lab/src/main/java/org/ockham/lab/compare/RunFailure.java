package org.ockham.lab.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that came to nothing.
 *
 * @param variant the variant's name
 * @param seed the seed
 * @param reason one sentence
 * @param cause what was thrown
 */
public record RunFailure(String variant, long seed, String reason, Throwable cause) {

  static RunFailure of(String variant, long seed, Throwable cause) {
    String message = cause.getMessage();
    return new RunFailure(
        variant, seed, message == null ? cause.getClass().getSimpleName() : message, cause);
  }

  Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("variant", variant);
    entries.put("seed", seed);
    entries.put("reason", reason);
    return entries;
  }
}
