package org.ockham.search.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Distributions as Optuna's databases keep them, for instance
 * {@code {"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}}. The names
 * that Optuna used before version 3 are read too.
 */
public final class DistributionJson {

  private DistributionJson() {}

  /**
   * A distribution as text.
   *
   * @param distribution the distribution
   * @return the JSON
   */
  public static String write(Distribution distribution) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    if (distribution instanceof FloatDistribution f) {
      attributes.put("step", f.step());
      attributes.put("low", f.low());
      attributes.put("high", f.high());
      attributes.put("log", f.log());
    } else if (distribution instanceof IntDistribution i) {
      attributes.put("log", i.log());
      attributes.put("step", i.step());
      attributes.put("low", i.low());
      attributes.put("high", i.high());
    } else if (distribution instanceof CategoricalDistribution c) {
      attributes.put("choices", c.choices());
    }
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("name", distribution.getClass().getSimpleName());
    whole.put("attributes", attributes);
    return Json.write(whole);
  }

  /**
   * The distribution of a text.
   *
   * @param json what Optuna or {@link #write} wrote
   * @return the distribution
   * @throws IllegalArgumentException if the text is no JSON, names no known distribution, or one that cannot be
   */
  public static Distribution read(String json) {
    if (Json.read(json) instanceof Map<?, ?> whole
        && whole.get("name") instanceof String name
        && whole.get("attributes") instanceof Map<?, ?> a) {
      return switch (name) {
        case "FloatDistribution" ->
          new FloatDistribution(number(a, "low"), number(a, "high"), flag(a), optional(a, "step"));
        case "UniformDistribution" -> FloatDistribution.of(number(a, "low"), number(a, "high"));
        case "LogUniformDistribution" -> FloatDistribution.log(number(a, "low"), number(a, "high"));
        case "DiscreteUniformDistribution" ->
          FloatDistribution.stepped(number(a, "low"), number(a, "high"), number(a, "q"));
        case "IntDistribution", "IntUniformDistribution" ->
          new IntDistribution(whole(a, "low"), whole(a, "high"), flag(a), step(a));
        case "IntLogUniformDistribution" -> IntDistribution.log(whole(a, "low"), whole(a, "high"));
        case "CategoricalDistribution" -> new CategoricalDistribution(choices(a));
        default ->
          throw new IllegalArgumentException("distribution \"" + name + "\" is not known: " + json);
      };
    }
    throw new IllegalArgumentException("no distribution: " + json);
  }

  private static List<@Nullable Object> choices(Map<?, ?> attributes) {
    if (attributes.get("choices") instanceof List<?> list) {
      return new ArrayList<@Nullable Object>(list);
    }
    throw new IllegalArgumentException("a categorical distribution without choices: " + attributes);
  }

  private static boolean flag(Map<?, ?> attributes) {
    return Boolean.TRUE.equals(attributes.get("log"));
  }

  private static long step(Map<?, ?> attributes) {
    return attributes.get("step") == null ? 1 : whole(attributes, "step");
  }

  /** A whole number; one beyond a long's, which Python has, is taken for the nearest of them. */
  private static long whole(Map<?, ?> attributes, String key) {
    if (attributes.get(key) instanceof Long exact) {
      return exact;
    }
    double number = number(attributes, key);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(
          "a distribution with \"" + key + "\" " + number + ", no whole number: " + attributes);
    }
    return (long) number;
  }

  private static @Nullable Double optional(Map<?, ?> attributes, String key) {
    Object value = attributes.get(key);
    if (value != null && !(value instanceof Number)) {
      throw new IllegalArgumentException(
          "a distribution with \"" + key + "\" " + value + ", no number: " + attributes);
    }
    return value == null ? null : (Double) ((Number) value).doubleValue();
  }

  private static double number(Map<?, ?> attributes, String key) {
    Double number = optional(attributes, key);
    if (number == null) {
      throw new IllegalArgumentException("a distribution without \"" + key + "\": " + attributes);
    }
    return number;
  }
}
