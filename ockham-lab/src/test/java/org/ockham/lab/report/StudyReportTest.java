package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.lab.LabException;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import tools.jackson.databind.json.JsonMapper;

final class StudyReportTest {

  private static final Pattern SECTION =
      Pattern.compile("<section id=\"([^\"]+)\">(.*?)</section>", Pattern.DOTALL);

  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir
  private Path folder;

  /** The ids of the sections that have a chart, or a table. */
  private static List<String> filled(String html) {
    return sections(html, "class=\"chart\"|<table");
  }

  private static List<String> sections(String html, String pattern) {
    List<String> ids = new ArrayList<>();
    var matcher = SECTION.matcher(html);
    while (matcher.find()) {
      if (Pattern.compile(pattern).matcher(matcher.group(2)).find()) {
        ids.add(matcher.group(1));
      }
    }
    return ids;
  }

  private static String section(String html, String id) {
    var matcher = SECTION.matcher(html);
    while (matcher.find()) {
      if (matcher.group(1).equals(id)) {
        return matcher.group(2);
      }
    }
    throw new AssertionError("no section " + id);
  }

  /** The page without the scripts that every page has. */
  private static String own(String html) {
    return html.replace(PageFile.ECHARTS.text(), "").replace(PageFile.SCRIPT.text(), "");
  }

  private static void sound(String html) {
    assertThat(own(html)).doesNotContain("http:", "https:", "<link", "@import", "url(");
    var data = Pattern.compile("<script type=\"application/json\">(.*?)</script>", Pattern.DOTALL)
        .matcher(html);
    while (data.find()) {
      // Strict: what is no JSON, as NaN and Infinity are, would be refused.
      assertThat(MAPPER.readTree(data.group(1)).get("series").size()).isPositive();
    }
  }

  @Test
  @DisplayName("A mixed conditional study has every chart, and the page needs nothing from outside")
  void mixed() {
    StudyResult result = Studies.mixed(80);
    String html = StudyReport.of(result).html();
    sound(html);
    assertThat(section(html, "best"))
        .contains("<td>" + result.best().value() + "</td>")
        .contains("<td>" + result.best().params().get("lr") + "</td>");
    assertThat(filled(html))
        .containsExactly(
            "best",
            "history0",
            "importance0",
            "parallel0",
            "slice0",
            "contour0",
            "distribution0",
            "curves0",
            "timeline",
            "trials");
    assertThat(html)
        .contains(
            "Study: mnist", "minimise the objective value", "The search was not over: 1 running.")
        .contains("checkpoint (noted)");
    assertThat(section(html, "importance0"))
        .contains("fANOVA", "PED-ANOVA", "Left out", "dropout, fixed")
        .contains("\"told\":\"lr: ");
    assertThat(section(html, "slice0"))
        .contains("<h3>lr</h3>", "<h3>dropout</h3>", "log scale", "\"batch\"", "set in ")
        .doesNotContain("<h3>fixed</h3>");
    assertThat(section(html, "contour0").split("class=\"chart\"", -1)).hasSize(1 + 3);
    assertThat(section(html, "parallel0")).contains("not set", "\"layer\"");
    assertThat(section(html, "curves0"))
        .contains("data-name=\"pruned\"", "data-name=\"complete\"", "data-name=\"the best\"");
    assertThat(section(html, "timeline"))
        .contains(
            "data-name=\"complete\"",
            "data-name=\"pruned\"",
            "data-name=\"failed\"",
            "data-name=\"running\"");
    assertThat(section(html, "trials").split("<tr", -1)).hasSize(1 + 1 + 81);
    assertThat(section(html, "trials").split("class=\"marked\"", -1)).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName("Several objectives have a front, and each has its charts")
  void several(int objectives, int pairs) {
    Study study = Studies.several(objectives, 60);
    String html = StudyReport.of(study).html();
    sound(html);
    List<String> ids = filled(html);
    assertThat(ids).contains("best", "pareto", "timeline", "trials");
    for (int i = 0; i < objectives; i++) {
      assertThat(ids)
          .contains(
              "history" + i,
              "importance" + i,
              "parallel" + i,
              "slice" + i,
              "contour" + i,
              "distribution" + i,
              "curves" + i);
      assertThat(html)
          .contains("<a href=\"#objective" + i + "\">objective " + i + "</a>")
          .containsPattern("<details class=\"group\" id=\"objective" + i
              + "\"[^>]*>\\s*<summary><h2>objective " + i);
    }
    assertThat(section(html, "pareto").split("class=\"chart\"", -1)).hasSize(1 + pairs + 1);
    assertThat(section(html, "pareto"))
        .contains("Hypervolume", "reference point", "breaks its constraints");
    assertThat(html).contains("kept by ", "of 60 complete trials that have them");
  }

  static Stream<Arguments> several() {
    return Stream.of(Arguments.of(2, 1), Arguments.of(3, 3), Arguments.of(5, 6));
  }

  @Test
  @DisplayName(
      "Objectives have the names that the study or the caller gives, and the front its reference")
  void names() {
    Study study = Studies.several(2, 20);
    study.nameMetrics("val/loss", "val/accuracy");
    assertThat(StudyReport.of(study).html())
        .contains("minimise the val/loss, maximise the val/accuracy", ">val/accuracy</h2>");
    StudyResult result = study.result();
    assertThat(StudyReport.of(result)
            .withObjectives(List.of("seconds", "gain"))
            .withReference(2, -3)
            .html())
        .contains("minimise the seconds, maximise the gain", "reference point (2, −3)");
    assertThatThrownBy(() -> StudyReport.of(result).withObjectives(List.of("one")))
        .hasMessage("1 names: give one for each of the 2 objectives");
    assertThatThrownBy(() -> StudyReport.of(result).withReference(1))
        .hasMessageContaining("1 reference values");
  }

  @Test
  @DisplayName("All text is escaped: names of the study, objectives, parameters, choices and notes")
  void escaped() {
    String hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    Study study = Study.minimize(hostile, Storage.memory(), Random.seeded(1));
    study.optimize(
        trial -> {
          trial.suggestCategorical(hostile, hostile, "</style>", "&");
          trial.setAttribute(hostile, hostile);
          trial.report(1, trial.number());
          return trial.suggestDouble("</title>" + hostile, 0, 1)
              + trial.suggestDouble("y\"onload=\"alert(1)", 0, 1);
        },
        30);
    study.nameMetrics("</svg>" + hostile);
    String html = StudyReport.of(study).html();
    sound(html);
    assertThat(own(html))
        .doesNotContain("<img")
        // A quote is harmless in text, and must not end an attribute.
        .doesNotContainPattern("=\"[^\"<>]*\"onload")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    for (String element : List.of("title", "script", "style", "section")) {
      assertThat(own(html).split("</" + element + ">", -1))
          .hasSameSizeAs(own(html).split("<" + element + "[ >]", -1));
    }
    assertThat(filled(html)).contains("history0", "importance0", "contour0", "trials");
  }

  @Test
  @DisplayName("A study without trials says so in every section")
  void none() {
    String html = StudyReport.of(new StudyResult("none", List.of(Direction.MINIMIZE), List.of()))
        .html();
    sound(html);
    assertThat(filled(html)).isEmpty();
    assertThat(sections(
            html,
            "<p class=\"text\">No |<p class=\"text\">Importances need"
                + "|<p class=\"text\">The study has no trials"))
        .hasSize(10);
    String two = StudyReport.of(
            new StudyResult("none", List.of(Direction.MINIMIZE, Direction.MAXIMIZE), List.of()))
        .html();
    assertThat(section(two, "pareto")).contains("No trial is complete.");
  }

  @Test
  @DisplayName("One trial has what one trial can show")
  void one() {
    String html = StudyReport.of(Studies.values(1, 0.5)).html();
    sound(html);
    assertThat(filled(html)).contains("best", "history0", "slice0", "parallel0", "trials");
    assertThat(section(html, "importance0"))
        .contains("at least 10 complete trials with a finite value; there is 1.");
  }

  @Test
  @DisplayName("Failed trials alone are in the timeline and the table only")
  void failed() {
    String html = StudyReport.of(Studies.values(12, Double.NaN)).html();
    sound(html);
    assertThat(filled(html)).containsExactly("timeline", "trials");
    assertThat(html).contains("12: 12 failed", "No trial is complete.");
  }

  @Test
  @DisplayName("Infinite and huge values are told, and do not spoil the charts")
  void extreme() {
    String html = StudyReport.of(
            Studies.values(40, 1, 2, Double.POSITIVE_INFINITY, 3, Double.NaN, -1e308, 1e308, 4))
        .html();
    sound(html);
    assertThat(filled(html)).contains("history0", "slice0", "contour0", "distribution0");
    assertThat(html).contains("5 complete trials have a value that is not finite", "<td>∞</td>");
    String infinite =
        StudyReport.of(Studies.values(12, Double.POSITIVE_INFINITY)).html();
    sound(infinite);
    assertThat(section(infinite, "history0"))
        .contains("No complete trial has a finite objective value.");
    assertThat(section(infinite, "best")).contains("∞");
    String equal = StudyReport.of(Studies.values(20, 7)).html();
    sound(equal);
    assertThat(section(equal, "importance0")).contains("Here it tells none from another.");
  }

  @Test
  @DisplayName("Ten thousand trials give a page of bounded size that says what it leaves out")
  void many() {
    String html = StudyReport.of(Studies.values(10_000, 3, 1, 2, 1.5, 0.5)).html();
    sound(html);
    assertThat(own(html).getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    assertThat(html)
        .contains("Charts draw about 1,000 of the 10,000 complete trials")
        .contains("From 1,000 of the 10,000 complete trials")
        .contains("500 of 10,000 trials");
    assertThat(section(html, "trials").split("<tr", -1)).hasSize(1 + 1 + 500);
  }

  @Test
  @DisplayName("Hundreds of parameters are bounded too, and it is said which are shown")
  void manyParameters() {
    Study study = Study.minimize("wide", Storage.memory(), Random.seeded(1));
    study.optimize(
        trial -> {
          double sum = 0;
          for (int i = 0; i < 200; i++) {
            sum += (i == 150 ? 20 : 1) * trial.suggestDouble("x" + i, 0, 1);
          }
          return sum;
        },
        400);
    String html = StudyReport.of(study).html();
    sound(html);
    assertThat(own(html).getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    assertThat(section(html, "importance0"))
        .contains(
            "From 100 of the 400 complete trials", "The first 20 are shown", "\"told\":\"x150: ");
    assertThat(section(html, "parallel0")).contains("The 10 most important of 200 parameters");
    assertThat(section(html, "slice0")).contains("24 of 200 parameters are shown", "<h3>x150</h3>");
    assertThat(section(html, "trials")).contains("40 of 200 parameters are shown");
  }

  @Test
  @DisplayName("The page is written whole, in the place of an older one, or refused in a sentence")
  void written() throws IOException {
    Path file = folder.resolve("study.html");
    StudyReport report = StudyReport.of(Studies.values(3, 1));
    report.write(file);
    report.write(file);
    assertThat(Files.readString(file)).isEqualTo(report.html());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> report.write(folder.resolve("absent/study.html")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cannot be written");
  }
}
