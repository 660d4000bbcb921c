package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page under a heading: words, and charts or a table; where there is nothing to show, the words say why.
 *
 * @param id where links on the page lead
 * @param title its heading
 * @param text what is to be seen, or why there is nothing
 * @param keys what the colours mean
 * @param size how large its charts are: {@code small}, {@code medium} or {@code wide}
 * @param figures its charts
 * @param table its table, if it has one
 */
public record PageSection(
    String id,
    String title,
    String text,
    List<Swatch> keys,
    String size,
    List<Figure> figures,
    @Nullable Table table) {

  /** A row of colours by their CSS classes, and what it means. */
  public record Swatch(List<String> styles, String meaning) {

    static Swatch of(String style, String meaning) {
      return new Swatch(List.of(style), meaning);
    }
  }

  /** A chart with its name and what is to be said about it; either may be empty. */
  public record Figure(String name, String caption, SvgChart chart) {}

  /** Columns, of which so many at the left are not numbers, and rows. */
  public record Table(List<String> columns, List<Row> rows) {}

  /** A line of a table, with its CSS class. */
  public record Row(String style, List<String> cells) {}

  static PageSection missing(String id, String title, String reason) {
    return new PageSection(id, title, reason, List.of(), "medium", List.of(), null);
  }

  static PageSection charts(String id, String title, String text, List<Figure> figures) {
    return new PageSection(id, title, text, List.of(), "medium", figures, null);
  }

  static PageSection table(String id, String title, String text, Table table) {
    return new PageSection(id, title, text, List.of(), "medium", List.of(), table);
  }

  PageSection sized(String other) {
    return new PageSection(id, title, text, keys, other, figures, table);
  }

  PageSection key(Swatch key) {
    List<Swatch> more = new ArrayList<>(keys);
    more.add(key);
    return new PageSection(id, title, text, more, size, figures, table);
  }
}
