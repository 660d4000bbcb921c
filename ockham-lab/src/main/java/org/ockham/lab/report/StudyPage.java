package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.report.ReportPage.Fact;

/**
 * What a study's report shows, as text and numbers ready to be set.
 *
 * @param title its heading
 * @param about what was searched for
 * @param notes what the reader must know first
 * @param facts the study in a few lines
 * @param first sections on the whole study, before the objectives
 * @param objectives the sections on each objective
 * @param last sections on the whole study, after the objectives
 */
public record StudyPage(
    String title,
    String about,
    List<String> notes,
    List<Fact> facts,
    List<PageSection> first,
    List<Objective> objectives,
    List<PageSection> last) {

  /** An objective's name and its sections. */
  public record Objective(String name, List<PageSection> sections) {}
}
