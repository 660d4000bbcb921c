package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.Section.Code;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;

/**
 * Sets the curves of one run: tags of one measure ({@code train/loss}, {@code val/loss}) share a chart.
 *
 * @param name the run's name
 * @param about what it is a run of
 * @param notes what the reader must know first
 * @param facts what is known of it, in a few lines
 * @param curves the values of each tag by step
 * @param texts what it was trained by or has said, by headings; none for nothing
 */
public record RunReport(
    String name,
    String about,
    List<String> notes,
    List<Fact> facts,
    SortedMap<String, List<Point>> curves,
    Map<String, String> texts) {

  /** So many points are drawn on a page, which a browser has to fetch at each change. */
  private static final int POINTS = 40_000;

  /** So many of a curve, however many there are. */
  private static final int LEAST = 50;

  /** Copies the lists. */
  public RunReport {
    notes = List.copyOf(notes);
    facts = List.copyOf(facts);
    curves = Collections.unmodifiableSortedMap(new TreeMap<>(curves));
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  /** The page before it is set. */
  public Page page() {
    List<Section> sections = new ArrayList<>();
    List<Figure> figures = figures();
    if (figures.isEmpty()) {
      sections.add(Section.missing("curves", "Curves", "Nothing has been logged yet."));
    } else {
      sections.addAll(ComparisonView.drawn(
          "curves",
          "Curves",
          "What was logged, by step; a gap is a value that was not finite.",
          Size.MEDIUM,
          figures));
      sections.add(last());
    }
    int number = 0;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      sections.add(Section.of("text" + number++, text.getKey(), "", new Code(text.getValue())));
    }
    return new Page("Run: " + name, about, notes, facts, sections);
  }

  private List<Figure> figures() {
    SortedMap<String, LineChart> charts = new TreeMap<>();
    int most = Math.max(LEAST, POINTS / Math.max(1, curves.size()));
    curves.forEach((tag, points) -> {
      String measure = measure(tag);
      charts
          .computeIfAbsent(
              measure,
              key -> new LineChart(
                      measure + " by step",
                      ChartAxis.of("step").wholeNumbers(),
                      ChartAxis.of(measure))
                  .most(most))
          .line(tag, points);
    });
    return charts.entrySet().stream()
        .map(chart -> new Figure(chart.getKey(), "", chart.getValue()))
        .toList();
  }

  private Section last() {
    List<DataTable.Row> rows = new ArrayList<>();
    curves.forEach((tag, points) -> {
      if (!points.isEmpty()) {
        Point point = points.get(points.size() - 1);
        rows.add(DataTable.row(
            "",
            List.of(
                tag,
                Numeral.of(point.y()),
                Numeral.whole(point.x()),
                Numeral.count(points.size()))));
      }
    });
    return Section.of(
        "last",
        "Last values",
        "",
        DataTable.whole(List.of("tag", "value", "step", "points"), rows));
  }

  private static String measure(String tag) {
    int slash = tag.indexOf('/');
    return slash < 0 ? tag : tag.substring(slash + 1);
  }
}
