package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What the options of all charts have in common. */
final class ChartOption {

  private ChartOption() {}

  /** A map that keeps the order of its entries: names and values by turns. */
  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  /** An option that is read aloud as its words, with decals on its areas. */
  static Map<String, Object> described(String about, Object... entries) {
    Map<String, Object> option = map("aria", aria(about, true));
    option.putAll(map(entries));
    return option;
  }

  /** What is read aloud, and whether areas have patterns beside their colours. */
  static Map<String, Object> aria(String about, boolean decals) {
    return map("enabled", true, "decal", map("show", decals), "label", map("description", about));
  }

  /** A chart between two axes. */
  static Map<String, Object> plotted(
      String about,
      ChartAxis.Fitted x,
      ChartAxis.Fitted y,
      String trigger,
      List<Map<String, Object>> series) {
    Map<String, Object> left = y.up();
    return described(
        about,
        "title",
        title(String.valueOf(left.get("told"))),
        "grid",
        grid(y.axis().label().isEmpty()),
        "xAxis",
        x.across(),
        "yAxis",
        left,
        "tooltip",
        tooltip(trigger),
        "legend",
        Map.of("show", false),
        "toolbox",
        zoom(),
        "series",
        series);
  }

  /** An axis of names, the first at the left, or at the top. */
  static Map<String, Object> choices(String label, List<String> names, boolean downwards) {
    return map(
        "type",
        "category",
        "name",
        label,
        "data",
        names,
        "inverse",
        downwards,
        "axisTick",
        map("show", false),
        "axisLine",
        map("onZero", false),
        "axisLabel",
        map("width", downwards ? 150 : 90, "overflow", "truncate", "hideOverlap", true));
  }

  /** What the axis to the left measures, above it. */
  static Map<String, Object> title(String text) {
    return map(
        "text",
        text,
        "left",
        4,
        "top",
        4,
        "padding",
        0,
        "textStyle",
        map(
            "fontSize",
            12,
            "fontWeight",
            "normal",
            "color",
            "@ink",
            "width",
            260,
            "overflow",
            "truncate"));
  }

  static Map<String, Object> grid(boolean bare) {
    return map("left", 8, "right", 30, "top", bare ? 14 : 34, "bottom", 30, "containLabel", true);
  }

  /** Names reach it as drawn text, never as HTML. */
  static Map<String, Object> tooltip(String trigger) {
    return map("trigger", trigger, "renderMode", "richText", "confine", true);
  }

  /** Buttons to zoom into a rectangle and back. */
  private static Map<String, Object> zoom() {
    return map(
        "right",
        4,
        "top",
        -4,
        "itemSize",
        13,
        "iconStyle",
        Map.of("borderColor", "@soft"),
        "feature",
        Map.of(
            "dataZoom",
            Map.of("filterMode", "none", "title", Map.of("zoom", "zoom", "back", "zoom back"))));
  }

  /** A legend's keys without repetition. */
  static List<Chart.Key> keys(List<Chart.Key> all) {
    List<Chart.Key> keys = new ArrayList<>(new LinkedHashSet<>(all));
    return keys.size() < 2 ? List.of() : keys;
  }
}
