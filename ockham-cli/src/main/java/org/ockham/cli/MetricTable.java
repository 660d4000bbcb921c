package org.ockham.cli;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.Metrics;

/** What a variant's task measures, a row for each part of the data: the loss, and then all else. */
final class MetricTable {

  private final Variant variant;
  private final Table table;

  MetricTable(Variant variant) {
    this.variant = variant;
    List<String> headings = new ArrayList<>(List.of(""));
    tags("").forEach(tag -> headings.add(tag.substring(1)));
    table = new Table(1, headings.toArray(String[]::new));
  }

  private List<String> tags(String stage) {
    List<String> tags = new ArrayList<>(variant.tags(stage));
    tags.add(0, tags.remove(tags.size() - 1));
    return tags;
  }

  /** Adds a row; what was not measured is a dash there. */
  void row(String name, String stage, Metrics metrics) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (String tag : tags(stage)) {
      double value = metrics.values().getOrDefault(tag, Double.NaN);
      cells.add(variant.task().written(tag).text(value));
    }
    table.row(cells.toArray(String[]::new));
  }

  Table table() {
    return table;
  }
}
