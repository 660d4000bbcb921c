package org.ockham.lab.recipe;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The settings that a search may choose, as a tree: an option of a choice may hold settings and parameters of its own, which
 * exist only where it is chosen.
 *
 * @param fixed settings that are not chosen, by dotted key
 * @param dimensions what is chosen, in the order in which to choose
 */
public record SearchSpace(Map<String, JsonNode> fixed, List<Dimension> dimensions) {

  static final SearchSpace EMPTY = new SearchSpace(Map.of(), List.of());

  /** One thing to choose; its name is the parameter's name in the study. */
  public sealed interface Dimension {

    String name();

    Distribution distribution();
  }

  /**
   * A number for a setting.
   *
   * @param name the setting's dotted key
   * @param distribution where the number lies
   */
  public record Interval(String name, Distribution distribution) implements Dimension {}

  /**
   * One of several options.
   *
   * @param name a setting's dotted key, or any name where the options hold the settings
   * @param options at least one
   */
  public record Choice(String name, List<Option> options) implements Dimension {

    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public Distribution distribution() {
      List<@Nullable Object> labels = new ArrayList<>();
      options.forEach(option -> labels.add(option.label));
      return new CategoricalDistribution(labels);
    }
  }

  /**
   * An option of a choice.
   *
   * @param label what the study knows it by: a text, a number or a truth value
   * @param value of the setting that the choice is named after; null if it is named after none
   * @param inner what comes with it
   */
  public record Option(Object label, @Nullable JsonNode value, SearchSpace inner) {}

  public SearchSpace {
    fixed =
        Collections.unmodifiableMap(new LinkedHashMap<>(fixed)); // in this order, in every process
    dimensions = List.copyOf(dimensions);
  }

  /**
   * The settings that follow from a choice of every parameter that is asked for.
   *
   * @param choose gives a parameter's internal value: {@code trial::suggest} for a new trial
   */
  public Map<String, JsonNode> settings(ToDoubleBiFunction<String, Distribution> choose) {
    Map<String, JsonNode> settings = new LinkedHashMap<>(fixed);
    for (Dimension dimension : dimensions) {
      double chosen = choose.applyAsDouble(dimension.name(), dimension.distribution());
      if (dimension instanceof Choice choice) {
        Option option = choice.options().get((int) chosen);
        if (option.value != null) {
          settings.put(choice.name(), option.value);
        }
        settings.putAll(option.inner.settings(choose));
      } else {
        settings.put(dimension.name(), number(dimension.distribution().toExternal(chosen)));
      }
    }
    return settings;
  }

  /**
   * The same space without the settings that have a value already. Of a choice that is made so, the option of this value
   * stays, with what may be chosen within it.
   *
   * @param settings by dotted key; one of a whole section stands for all in it
   * @param found gets what was in the space, with its value
   */
  SearchSpace fixing(Map<String, JsonNode> settings, Map<String, String> found) {
    Map<String, JsonNode> others = new LinkedHashMap<>(fixed);
    others.keySet().removeIf(name -> given(settings, name) != null);
    List<Dimension> left = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      String key = given(settings, dimension.name());
      if (key != null) {
        found.put(dimension.name(), value(settings, key, dimension.name()));
      }
      if (!(dimension instanceof Choice choice)) {
        if (key == null) {
          left.add(dimension);
        }
      } else if (key == null) {
        left.add(new Choice(
            choice.name(),
            choice.options().stream()
                .map(o -> new Option(o.label, o.value, o.inner.fixing(settings, found)))
                .toList()));
      } else {
        for (Option option : choice.options()) {
          if (option.value != null && option.value.equals(settings.get(key))) {
            SearchSpace inner = option.inner.fixing(settings, found);
            others.putAll(inner.fixed);
            left.addAll(inner.dimensions);
          }
        }
      }
    }
    return new SearchSpace(others, left);
  }

  /** The value of a setting, of which itself or a section around it is given. */
  private static String value(Map<String, JsonNode> settings, String key, String name) {
    JsonNode value = requireNonNull(settings.get(key));
    if (!name.equals(key)) {
      value = value.at("/" + name.substring(key.length() + 1).replace('.', '/'));
    }
    return value.isMissingNode()
        ? "(its default)"
        : value.isContainer() ? value.toString() : value.asString();
  }

  private static @Nullable String given(Map<String, JsonNode> settings, String name) {
    for (String key : settings.keySet()) {
      if (name.equals(key) || name.startsWith(key + ".")) {
        return key;
      }
    }
    return null;
  }

  /** The same space with each interval cut to so many of its values, evenly spaced, both ends among them. */
  public SearchSpace gridded(int points) {
    List<Dimension> cut = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      if (dimension instanceof Choice choice) {
        cut.add(new Choice(
            choice.name(),
            choice.options().stream()
                .map(o -> new Option(o.label, o.value, o.inner.gridded(points)))
                .toList()));
      } else {
        cut.add(new Choice(dimension.name(), values(dimension.distribution(), points)));
      }
    }
    return new SearchSpace(fixed, cut);
  }

  private static List<Option> values(Distribution distribution, int points) {
    Map<JsonNode, Option> values =
        new LinkedHashMap<>(); // several points may fall on one whole number
    for (int i = 0; i < points; i++) {
      JsonNode node = number(round(
          distribution.toExternal(distribution.quantile(points == 1 ? 0.5 : i / (points - 1.0)))));
      values.putIfAbsent(
          node, new Option(node.isInt() ? node.intValue() : node.doubleValue(), node, EMPTY));
    }
    return List.copyOf(values.values());
  }

  /** 0.001 rather than 0.0010000000000000002. */
  private static @Nullable Object round(@Nullable Object value) {
    return value instanceof Double number
        ? (Object) new BigDecimal(number).round(new MathContext(12)).doubleValue()
        : value;
  }

  /** Settings between which every end and every option occurs once, to see whether a recipe takes them all. */
  List<Map<String, JsonNode>> samples() {
    List<Map<String, JsonNode>> samples = new ArrayList<>();
    samples.add(new LinkedHashMap<>(fixed));
    for (Dimension dimension : dimensions) {
      if (dimension instanceof Choice choice) {
        for (Option option : choice.options()) {
          for (Map<String, JsonNode> inner : option.inner.samples()) {
            Map<String, JsonNode> sample = new LinkedHashMap<>(fixed);
            if (option.value != null) {
              sample.put(choice.name(), option.value);
            }
            sample.putAll(inner);
            samples.add(sample);
          }
        }
      } else {
        for (double end : new double[] {0, 1}) {
          Map<String, JsonNode> sample = new LinkedHashMap<>(fixed);
          Distribution distribution = dimension.distribution();
          sample.put(dimension.name(), number(distribution.toExternal(distribution.quantile(end))));
          samples.add(sample);
        }
      }
    }
    return samples;
  }

  private static JsonNode number(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException("no number: " + value);
    }
    if (value instanceof Double) {
      return JsonNodeFactory.instance.numberNode(number.doubleValue());
    }
    long whole = number.longValue();
    return whole == (int) whole
        ? JsonNodeFactory.instance.numberNode((int) whole)
        : JsonNodeFactory.instance.numberNode(whole);
  }
}
