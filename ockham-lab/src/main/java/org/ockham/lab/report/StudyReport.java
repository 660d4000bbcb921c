package org.ockham.lab.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.HypervolumeHistory;

/**
 * Sets what a search for hyper-parameters found as one HTML page that needs nothing else: no network, no font; its charts are drawn
 * by a script inside, and tables hold their numbers.
 *
 * <pre>{@code
 * StudyReport.of(study).write(Path.of("study.html"));
 * }</pre>
 *
 * @param result the study's trials
 * @param objectives what the objectives are called, one name for each; empty for names of the report's choice
 * @param reference the worst value of interest of each objective, for the hypervolume; empty for one a little worse than all
 *     trials
 */
public record StudyReport(StudyResult result, List<String> objectives, List<Double> reference) {

  /**
   * Checks the numbers of names and values.
   *
   * @throws IllegalArgumentException if there are some, but not one for each objective
   */
  public StudyReport {
    objectives = List.copyOf(objectives);
    reference = List.copyOf(reference);
    check("names", objectives, result);
    check("reference values", reference, result);
  }

  private static void check(String what, List<?> given, StudyResult result) {
    int wanted = result.directions().size();
    if (!given.isEmpty() && given.size() != wanted) {
      throw new IllegalArgumentException(
          given.size() + " " + what + ": give one for each of the " + wanted + " objectives");
    }
  }

  /** A report of these trials. */
  public static StudyReport of(StudyResult result) {
    return new StudyReport(result, List.of(), List.of());
  }

  /** A report of a study as it is now, with the names of its objectives. */
  public static StudyReport of(Study study) {
    return new StudyReport(study.result(), study.metricNames(), List.of());
  }

  /** The same with these names of the objectives; none for names of the report's choice. */
  public StudyReport withObjectives(List<String> names) {
    return new StudyReport(result, names, reference);
  }

  /** The same with another reference point for the hypervolume. */
  public StudyReport withReference(double... point) {
    return new StudyReport(result, objectives, DoubleStream.of(point).boxed().toList());
  }

  /** The page. */
  public String html() {
    return page().html();
  }

  /**
   * Writes the page into a file, whole or not at all; an older one is replaced.
   *
   * @throws LabException if it cannot be written
   */
  public void write(Path file) {
    OutputDirectory.write(file, html());
  }

  /** How many trials of a study there are in each state, in a few words; empty if there are none. */
  public static String states(StudyResult study) {
    return StudySummary.states(study);
  }

  /** The page before it is set. */
  public Page page() {
    StudyView view = new StudyView(result, names());
    return page(view, analyses(view));
  }

  /**
   * The sections that take a random forest or a surface: importances, parallel coordinates, slices and contours. They take seconds where
   * trials are many, the rest of the page does not.
   *
   * @return the sections by their ids
   */
  public Map<String, Section> analyses() {
    return analyses(new StudyView(result, names()));
  }

  private static Map<String, Section> analyses(StudyView view) {
    Map<String, Section> sections = new HashMap<>();
    for (int i = 0; i < view.objectives(); i++) {
      for (Section section : List.of(
          ImportanceSection.of(view, i),
          ParallelSection.of(view, i),
          SliceSection.of(view, i),
          ContourSection.of(view, i))) {
        sections.put(section.id(), section);
      }
    }
    return sections;
  }

  /**
   * The page for somebody who watches: with these analyses, which may be of fewer trials, and words in the place of those that are
   * not there yet.
   *
   * @param analyses what {@link #analyses} gave, for these trials or earlier ones
   * @param known what was found out for earlier pages; what is found out for this one is added to it
   */
  public Page page(Map<String, Section> analyses, StudyParts known) {
    return page(new StudyView(result, names(), known), analyses);
  }

  private Page page(StudyView view, Map<String, Section> analyses) {
    List<Section> sections = new ArrayList<>(List.of(StudySummary.best(view)));
    if (view.objectives() > 1) {
      sections.add(ParetoSection.of(view, point()));
    }
    for (int i = 0; i < view.objectives(); i++) {
      if (view.objectives() == 1) {
        sections.addAll(sections(view, i, analyses));
      } else {
        sections.add(Section.group("objective" + i, view.name(i), sections(view, i, analyses)));
      }
    }
    sections.add(TimelineSection.of(view));
    sections.add(TrialTable.all(view));
    return new Page(
        "Study: " + result.name(),
        StudySummary.about(view),
        StudySummary.notes(view),
        StudySummary.facts(view),
        sections);
  }

  private static List<Section> sections(
      StudyView view, int objective, Map<String, Section> analyses) {
    return List.of(
        HistorySection.of(view, objective),
        analysis(analyses, ImportanceSection.ID + objective, ImportanceSection.TITLE),
        analysis(analyses, ParallelSection.ID + objective, ParallelSection.TITLE),
        analysis(analyses, SliceSection.ID + objective, SliceSection.TITLE),
        analysis(analyses, ContourSection.ID + objective, ContourSection.TITLE),
        DistributionSection.of(view, objective),
        CurvesSection.of(view, objective));
  }

  private static Section analysis(Map<String, Section> analyses, String id, String title) {
    Section known = analyses.get(id);
    return known == null ? Section.missing(id, title, "Being computed …") : known;
  }

  private List<String> names() {
    int count = result.directions().size();
    if (!objectives.isEmpty()) {
      return objectives;
    }
    return count == 1
        ? List.of("objective value")
        : IntStream.range(0, count).mapToObj(i -> "objective " + i).toList();
  }

  private double[] point() {
    return reference.isEmpty()
        ? HypervolumeHistory.reference(result)
        : reference.stream().mapToDouble(x -> x).toArray();
  }
}
