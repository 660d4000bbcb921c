package org.ockham.lab.report;

import java.util.List;
import java.util.Map;

/**
 * What a figure draws: an option of Apache ECharts as data (maps, lists, text, numbers; no function), and the same numbers as a
 * table for those who cannot see it. Colours are names of the page's CSS properties behind an {@code @}: {@code @s0} to {@code @s7}
 * for series, {@code @t0} to {@code @t7} from pale to strong, {@code @ink}, {@code @soft}, {@code @rule}, {@code @paper}.
 */
public interface Chart {

  /** A key of the legend: a series' name and how it looks. */
  record Key(String name, Look look, boolean line) {}

  /** What it shows, for those who cannot see it. */
  String about();

  /** The option for ECharts. */
  Map<String, Object> option();

  /** What was left out of the drawing, in words: thinned points, numbers that are not finite; may be empty. */
  default String leftOut() {
    return "";
  }

  /** The numbers drawn, as they came. */
  DataTable data();

  /** The series that a reader may switch on and off; none for a chart of one. */
  default List<Key> keys() {
    return List.of();
  }

  /** What the colours from pale to strong mean; empty where none are used. */
  default String tones() {
    return "";
  }

  /** How wide it is at least, in CSS pixels; in a narrower window it scrolls by itself. */
  default int width() {
    return 0;
  }

  /** How high it is, in CSS pixels. */
  int height();
}
