package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A part of a page under a heading: words, then figures, tables and facts; where there is nothing to show, the words say why.
 *
 * @param id where links on the page lead
 * @param title its heading
 * @param text what is to be seen, or why there is nothing
 * @param blocks what is shown
 * @param parts sections below it, which a reader may fold away; none for a section by itself
 */
public record Section(
    String id, String title, String text, List<Block> blocks, List<Section> parts) {

  /** Copies the lists. */
  public Section {
    blocks = List.copyOf(blocks);
    parts = List.copyOf(parts);
  }

  /** Something shown in a section. */
  public sealed interface Block permits Figures, DataTable, Facts, Words, Code, Pictures, Details {}

  /**
   * Charts beside each other.
   *
   * @param size how large they are
   * @param list the charts
   */
  public record Figures(Size size, List<Figure> list) implements Block {}

  /** How large charts are: three beside each other, two, or as wide as the page. */
  public enum Size {
    /** Three beside each other. */
    SMALL,
    /** Two beside each other. */
    MEDIUM,
    /** As wide as the page. */
    WIDE
  }

  /** A chart with its name and what is to be said about it; either may be empty. */
  public record Figure(String name, String caption, Chart chart) {

    /** The chart's option as JSON that may stand inside a script element. */
    public String json() {
      return ChartJson.text(chart.option());
    }
  }

  /** Names and values under a heading, which may be empty. */
  public record Facts(String title, List<Page.Fact> list) implements Block {}

  /** Paragraphs. */
  public record Words(List<String> paragraphs) implements Block {}

  /** Text to be copied: a recipe, a command. */
  public record Code(String text) implements Block {}

  /** Small pictures beside each other. */
  public record Pictures(List<Picture> list) implements Block {}

  /** A PNG file inside the page, what it shows for those who cannot see it, and what stands below. */
  public record Picture(String source, String about, String caption) {

    static Picture of(byte[] png, String about, String caption) {
      return new Picture(
          "data:image/png;base64," + Base64.getEncoder().encodeToString(png), about, caption);
    }
  }

  /** What a reader unfolds; in print it is open. */
  public record Details(String summary, List<Block> blocks) implements Block {}

  static Section of(String id, String title, String text, Block... blocks) {
    return new Section(id, title, text, List.of(blocks), List.of());
  }

  /** Words alone: why there is nothing to show. */
  static Section missing(String id, String title, String reason) {
    return of(id, title, reason);
  }

  static Section charts(String id, String title, String text, Size size, List<Figure> figures) {
    return of(id, title, text, new Figures(size, figures));
  }

  static Section chart(String id, String title, String text, Size size, Chart chart) {
    return charts(id, title, text, size, List.of(new Figure("", "", chart)));
  }

  static Section group(String id, String title, List<Section> parts) {
    return new Section(id, title, "", List.of(), parts);
  }

  /** The same with another block at its end. */
  Section with(Block block) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block);
    return new Section(id, title, text, more, parts);
  }

  /** It and its parts as HTML; all text that comes from data is escaped. */
  public String html() {
    return Page.rendered("part.jte", Map.of("section", this, "group", true));
  }

  /** Whether it or a part of it has a chart. */
  boolean hasCharts() {
    return blocks.stream().anyMatch(Section::hasCharts)
        || parts.stream().anyMatch(Section::hasCharts);
  }

  private static boolean hasCharts(Block block) {
    return block instanceof Figures
        || (block instanceof Details details
            && details.blocks.stream().anyMatch(Section::hasCharts));
  }
}
