package org.ockham.lab.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a series is told from the others, by more than its colour: a colour (the hues of Okabe and Ito's set, which the colour-blind tell
 * apart, as dark as their ground asks for), a dash pattern, and a marker.
 *
 * @param color the name of a colour of the page's style, behind an {@code @}
 * @param dash lengths of strokes and gaps; none for a whole line
 * @param symbol the marker's name in ECharts
 */
public record Look(String color, List<Integer> dash, String symbol) {

  /** So many looks differ in colour. */
  static final int COLORS = 8;

  private static final List<List<Integer>> DASHES = List.of(
      List.of(),
      List.of(7, 3),
      List.of(2, 3),
      List.of(9, 3, 2, 3),
      List.of(14, 4),
      List.of(5, 2, 1, 2, 1, 2),
      List.of(4, 4),
      List.of(1, 2));

  private static final List<String> SYMBOLS = List.of(
      "circle",
      "rect",
      "triangle",
      "diamond",
      "emptyCircle",
      "emptyRect",
      "emptyTriangle",
      "emptyDiamond");

  /** The look of the series at a place; after all colours the same ones come with other dashes and markers. */
  static Look of(int index) {
    int round = index / COLORS;
    return new Look(
        "@s" + index % COLORS,
        DASHES.get((index + round) % DASHES.size()),
        SYMBOLS.get((index + round) % SYMBOLS.size()));
  }

  /** The same with the marker but without strokes, in another colour of the style. */
  static Look plain(String color, String symbol) {
    return new Look(color, List.of(), symbol);
  }

  /** The dash pattern as SVG has it. */
  public String strokes() {
    return dash.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** The marker's outline in the middle of a key of 34 by 12, as SVG has it. */
  public String path() {
    return switch (symbol.replace("empty", "").toLowerCase(Locale.ROOT)) {
      case "none" -> "";
      case "rect" -> "M13.5 2.5h7v7h-7z";
      case "triangle" -> "M17 1.5l4.5 8h-9z";
      case "diamond" -> "M17 1l4 5l-4 5l-4 -5z";
      default -> "M13.5 6a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z";
    };
  }
}
