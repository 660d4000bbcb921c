package org.ockham.lab.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A report as text and numbers ready to be set, the same for comparisons, studies and strategies. {@link #html} is one file that
 * needs nothing else: no network, no font; its charts are drawn by a script that it holds, and their numbers stand in tables for
 * readers without script.
 *
 * @param title its heading
 * @param about what it is a report of
 * @param notes what the reader must know first: the verdicts, and what is missing
 * @param facts what was done, in a few lines
 * @param sections all else
 */
public record Page(
    String title, String about, List<String> notes, List<Fact> facts, List<Section> sections) {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
      null, ContentType.Html, Page.class.getClassLoader(), "org.ockham.lab.report.template");

  /** Copies the lists. */
  public Page {
    notes = List.copyOf(notes);
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** A name and what it is. */
  public record Fact(String name, String value) {}

  /** The same with one fact more. */
  public Page with(Fact fact) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(fact);
    return new Page(title, about, notes, more, sections);
  }

  /** The same with a note before all others. */
  public Page noted(String note) {
    List<String> more = new ArrayList<>();
    more.add(note);
    more.addAll(notes);
    return new Page(title, about, more, facts, sections);
  }

  /** Whether there is anything for the script to draw. */
  public boolean hasCharts() {
    return sections.stream().anyMatch(Section::hasCharts);
  }

  /** The content security policy: a browser runs the scripts that are inside, and sends no request. */
  public String policy() {
    return PageFile.policy();
  }

  /** The scripts that draw the charts: Apache ECharts, and ours. */
  public List<String> scripts() {
    return hasCharts() ? List.of(PageFile.ECHARTS.text(), PageFile.SCRIPT.text()) : List.of();
  }

  /** The style of all pages. */
  public String style() {
    return PageFile.STYLE.text();
  }

  /** The page as HTML; all text that comes from data is escaped. */
  public String html() {
    return rendered("page.jte", Map.of("page", this));
  }

  /**
   * Its heading and all below as HTML, to stand in a page of another's whose files are {@link PageFile}'s; no style is set inside, so the
   * strictest content security policy will do.
   */
  public String body() {
    return body(Section::html);
  }

  /** The same with its sections as they were set before, or are set now. */
  public String body(Function<Section, String> set) {
    return rendered(
        "main.jte", Map.of("page", this, "parts", sections.stream().map(set).toList()));
  }

  /** Its sections, each as HTML. */
  public List<String> parts() {
    return sections.stream().map(Section::html).toList();
  }

  static String rendered(String template, Map<String, Object> given) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, given, output);
    return output.toString();
  }
}
