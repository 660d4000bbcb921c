package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.ComparisonTable;
import org.ockham.lab.evidence.Evidence;

/** Sets what came of a comparison as one HTML page that needs nothing else: no network, no font; its
 * charts are drawn by a script inside, and tables hold their numbers. What there is no data of does not appear. */
public final class ComparisonReport {

  private ComparisonReport() {}

  /** The page of numbers alone. */
  public static String html(ComparisonResult result) {
    return html(result, List.of());
  }

  /**
   * The page.
   *
   * @param kept beside the runs; what belongs to none of them is left out
   */
  public static String html(ComparisonResult result, List<Evidence> kept) {
    return page(result, kept).html();
  }

  /** The page before it is set. */
  public static Page page(ComparisonResult result, List<Evidence> kept) {
    ComparisonView view = ComparisonView.of(result, kept);
    List<Section> sections = new ArrayList<>(VerdictSection.of(view));
    sections.add(ResultsSection.of(view));
    sections.addAll(ComparisonView.tabled(
        "tuned",
        "Tuned settings",
        "What was found for each variant on validation before the seeds were run, each by "
            + result.design().trials() + " trials.",
        ComparisonTable.tuned(result)));
    sections.addAll(ComparisonView.tabled(
        "variations",
        "Where variance comes from",
        "How much runs differ if one kind of chance alone differs: the largest decides how many"
            + " seeds it takes.",
        ComparisonTable.variations(result)));
    sections.addAll(LearningSection.of(view));
    sections.addAll(GapSection.of(view));
    sections.addAll(ForestSection.of(view));
    sections.addAll(WeightsSection.of(view));
    sections.addAll(GradientsSection.of(view));
    sections.addAll(EntropySection.of(view));
    sections.addAll(ConfusionSection.of(view));
    sections.addAll(ReliabilitySection.of(view));
    sections.addAll(PredictionSection.of(view));
    sections.addAll(LabelsSection.of(view));
    sections.addAll(ImagesSection.worst(view));
    sections.addAll(ImagesSection.augmentation(view));
    sections.addAll(RateSection.of(view));
    sections.addAll(RecipeSection.failures(view));
    sections.add(RecipeSection.of(view));
    return new Page(
        "Comparison: " + result.recipe(), result.about(), notes(result), List.of(), sections);
  }

  private static List<String> notes(ComparisonResult result) {
    List<String> notes = new ArrayList<>(result.notices());
    if (result.interrupted()) {
      notes.add("This comparison was interrupted: " + result.runs().size() + " of "
          + result.planned() + " runs finished, and only they are shown.");
    }
    if (!result.failures().isEmpty()) {
      notes.add(result.failures().size() + " of " + result.planned()
          + " runs failed; they are listed below.");
    }
    return notes;
  }
}
