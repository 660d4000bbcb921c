package org.ockham.lab.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Section;
import org.ockham.lab.catalogue.Spelling;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a search space from a recipe's map. What stands under a key says what it is: a plain value is a fixed setting, a map with
 * {@code from} and {@code to} an interval, a list the values of a setting, any other map options with settings of their own.
 */
final class SearchSpaceReader {

  /**
   * What is written for an interval.
   *
   * @param from the least value
   * @param to the most
   * @param log whether by their logarithms
   * @param integer whether whole numbers only
   * @param step from one value to the next; all if there is none
   */
  record Ends(
      double from,
      double to,
      boolean log,
      boolean integer,
      @Nullable Double step) {

    Ends {
      Check.finite("from", from);
      Check.finite("to", to);
      if (step != null) {
        Check.notNegative("step", step);
      }
      if (log && step != null && step > (integer ? 1 : 0)) {
        throw new IllegalArgumentException("is both log and stepped: leave one of them out");
      }
    }

    Distribution distribution() {
      if (integer) {
        return whole(from, to, log, step == null ? 1 : step);
      }
      if (log) {
        return FloatDistribution.log(from, to);
      }
      return step != null && step > 0
          ? FloatDistribution.stepped(from, to, step)
          : FloatDistribution.of(from, to);
    }
  }

  static final Component<Ends> INTERVAL =
      Catalogue.standard().part(new Ends(0, 1, false, false, null)).requires("from", "to");

  private final Predicate<String> isSetting;

  /** @param isSetting whether a dotted key is one of a setting */
  SearchSpaceReader(Predicate<String> isSetting) {
    this.isSetting = isSetting;
  }

  SearchSpace read(Section section) {
    Map<String, JsonNode> fixed = new LinkedHashMap<>();
    List<SearchSpace.Dimension> dimensions = new ArrayList<>();
    for (String key : section.names()) {
      JsonNode value = section.node(key);
      if (value instanceof ObjectNode map) {
        if (map.has("from") || map.has("to")) {
          dimensions.add(interval(key, section));
        } else {
          dimensions.add(options(key, section));
        }
      } else if (value.isArray()) {
        dimensions.add(values(key, section, value));
      } else {
        setting(key, section);
        fixed.put(key, value);
      }
    }
    return new SearchSpace(fixed, dimensions);
  }

  private SearchSpace.Interval interval(String key, Section parent) {
    setting(key, parent);
    Section section = parent.section(key);
    if (!section.has("from") || !section.has("to")) {
      throw parent.refused(key, "lacks an end: give both from and to.");
    }
    Ends ends = INTERVAL.read(section, Map.of());
    section.done();
    try {
      return new SearchSpace.Interval(key, ends.distribution());
    } catch (IllegalArgumentException e) {
      throw parent.refused(key, "is no interval: " + e.getMessage() + ".");
    }
  }

  private static Distribution whole(double from, double to, boolean log, double step) {
    if (from != Math.rint(from) || to != Math.rint(to) || step != Math.rint(step)) {
      throw new IllegalArgumentException("an integer runs between whole numbers in whole steps");
    }
    return log
        ? IntDistribution.log((long) from, (long) to)
        : IntDistribution.stepped((long) from, (long) to, (long) step);
  }

  private SearchSpace.Choice values(String key, Section section, JsonNode list) {
    setting(key, section);
    List<SearchSpace.Option> options = new ArrayList<>();
    for (JsonNode value : list) {
      options.add(new SearchSpace.Option(label(value), value, SearchSpace.EMPTY));
    }
    return choice(key, section, options);
  }

  private SearchSpace.Choice options(String key, Section parent) {
    Section section = parent.section(key);
    List<SearchSpace.Option> options = new ArrayList<>();
    for (String name : section.names()) {
      JsonNode value = isSetting.test(key) ? Yaml.node(section.where(name), name) : null;
      options.add(new SearchSpace.Option(
          value == null ? name : label(value), value, read(section.section(name))));
    }
    return choice(key, parent, options);
  }

  private static SearchSpace.Choice choice(
      String key, Section section, List<SearchSpace.Option> options) {
    if (options.isEmpty()) {
      throw section.refused(key, "is empty: give at least one value.");
    }
    SearchSpace.Choice choice = new SearchSpace.Choice(key, options);
    try {
      choice.distribution();
    } catch (IllegalArgumentException e) {
      throw section.refused(key, "is no choice: " + e.getMessage() + ".");
    }
    return choice;
  }

  /** What a study keeps of a value: a scalar as it is, a list as its text. */
  private static Object label(@Nullable JsonNode value) {
    if (value == null || value.isContainer() || value.isNull()) {
      return String.valueOf(value);
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isInt()) {
      return value.intValue();
    }
    return value.isNumber() ? value.doubleValue() : value.asString();
  }

  private void setting(String key, Section section) {
    if (!isSetting.test(key)) {
      throw section.refused(
          key,
          "is no setting" + Spelling.hint(key.split("\\.", 2)[0], Recipe.CHANGEABLE)
              + ": name one such as optimizer.lr, or give options that hold settings, such as"
              + " {none: {}, some: {model.dropout: 0.5}}.");
    }
  }
}
