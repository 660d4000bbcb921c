package org.ockham.lab.report;

import java.util.List;
import java.util.Map;

/**
 * What a comparison's report shows, as text and numbers ready to be set.
 *
 * @param title its heading
 * @param about what the recipe is for
 * @param notes what the reader must know first: runs that are missing
 * @param facts what was done, in a few lines
 * @param columns the table's headings after the variant's name
 * @param rows the table
 * @param panels a chart for each variant
 * @param settings all settings of the first variant, section by section
 * @param environment where it was computed
 * @param failures runs that failed
 */
public record ReportPage(
    String title,
    String about,
    List<String> notes,
    List<Fact> facts,
    List<String> columns,
    List<Row> rows,
    List<Panel> panels,
    Map<String, List<Fact>> settings,
    List<Fact> environment,
    List<String> failures) {

  /** A name and what it is. */
  public record Fact(String name, String value) {}

  /** A variant's line in the table; a cell's best is marked. */
  public record Row(String name, String changes, List<Cell> cells) {}

  /** A number of the table. */
  public record Cell(String text, boolean best) {}

  /** A variant's chart. */
  public record Panel(String name, String caption, SvgChart chart) {}
}
