package org.ockham.board;

import java.util.List;

/**
 * Which scalars TensorBoard's page of custom scalars draws together.
 *
 * <pre>{@code
 * new Layout(List.of(new Layout.Category(
 *     "fit", List.of(Layout.Chart.lines("loss", "train/loss", "val/loss")))));
 * }</pre>
 *
 * @param categories the page's parts, in order
 */
public record Layout(List<Category> categories) implements Value {

  /** Copies the list. */
  public Layout {
    categories = List.copyOf(categories);
  }

  /**
   * A part of the page.
   *
   * @param title what stands over it
   * @param charts in order
   */
  public record Category(String title, List<Chart> charts) {

    /** Copies the list. */
    public Category {
      charts = List.copyOf(charts);
    }
  }

  /**
   * A chart: lines, or a line inside a band.
   *
   * @param title what stands over it
   * @param tags of lines: regular expressions, each of which may match several tags
   * @param bands of lines with a margin on either side
   */
  public record Chart(String title, List<String> tags, List<Band> bands) {

    /** Copies the lists. */
    public Chart {
      tags = List.copyOf(tags);
      bands = List.copyOf(bands);
      if (tags.isEmpty() == bands.isEmpty()) {
        throw new IllegalArgumentException("chart " + title + " has " + tags.size() + " tags and "
            + bands.size() + " bands: it must have some of one kind and none of the other");
      }
    }

    /** Lines of the scalars whose tags match one of these regular expressions. */
    public static Chart lines(String title, String... tags) {
      return new Chart(title, List.of(tags), List.of());
    }

    /** Lines with bands around them. */
    public static Chart bands(String title, Band... bands) {
      return new Chart(title, List.of(), List.of(bands));
    }
  }

  /**
   * A line in a band.
   *
   * @param value the line's tag
   * @param lower the tag of the band's lower edge
   * @param upper the tag of the band's upper edge
   */
  public record Band(String value, String lower, String upper) {}

  Message message() {
    Message message = new Message();
    for (Category category : categories) {
      Message part = new Message().text(1, category.title());
      category.charts().forEach(chart -> part.message(2, message(chart)));
      message.message(2, part);
    }
    return message;
  }

  private static Message message(Chart chart) {
    Message lines = new Message();
    chart.tags().forEach(tag -> lines.text(1, tag));
    for (Band band : chart.bands()) {
      lines.message(
          1, new Message().text(1, band.value()).text(2, band.lower()).text(3, band.upper()));
    }
    return new Message().text(1, chart.title()).message(chart.bands().isEmpty() ? 2 : 3, lines);
  }
}
