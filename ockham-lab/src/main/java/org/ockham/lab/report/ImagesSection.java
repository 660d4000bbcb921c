package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.evidence.AugmentedImage;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.WorstSample;
import org.ockham.lab.report.Section.Block;
import org.ockham.lab.report.Section.Details;
import org.ockham.lab.report.Section.Picture;
import org.ockham.lab.report.Section.Pictures;

/** Samples to look at: those that went worst, and what augmentation makes of some. */
final class ImagesSection {

  /** Only such a source is drawn: nothing in a file leads outside of the page. */
  private static final String PNG = "data:image/png;base64,";

  /** The pictures of so many variants are open. */
  private static final int OPEN = 2;

  private ImagesSection() {}

  /** The test samples with the largest losses. */
  static List<Section> worst(ComparisonView view) {
    List<Block> blocks = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      List<Picture> pictures = new ArrayList<>();
      List<DataTable.Row> rows = new ArrayList<>();
      for (WorstSample sample : evidence.worst()) {
        String image = sample.image();
        String loss = String.format(Locale.ROOT, "loss %.2f", sample.loss());
        String taken = sample.label() + " taken for " + sample.predicted();
        if (image != null && image.startsWith(PNG)) {
          pictures.add(new Picture(
              image, "test sample " + sample.index() + ": " + taken, taken + ", " + loss));
        } else {
          rows.add(DataTable.row(
              "",
              List.of(
                  Integer.toString(sample.index()),
                  sample.label(),
                  sample.predicted(),
                  loss,
                  ComparisonView.joined(sample.values()))));
        }
      }
      if (!pictures.isEmpty()) {
        blocks.add(new Details(evidence.variant(), List.of(new Pictures(pictures))));
      }
      if (!rows.isEmpty()) {
        blocks.add(new Details(
            evidence.variant(),
            List.of(
                DataTable.whole(List.of("sample", "true", "predicted", "loss", "inputs"), rows))));
      }
    }
    return section(
        "worst",
        "Worst samples",
        "The test samples with the largest losses, the largest first: some are wrongly labelled,"
            + " some nobody could tell." + view.ofOneRun(),
        blocks);
  }

  /** Training images before and after augmentation. */
  static List<Section> augmentation(ComparisonView view) {
    List<Block> blocks = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      List<Picture> pictures = new ArrayList<>();
      for (AugmentedImage image : evidence.augmented()) {
        if (image.before().startsWith(PNG) && image.after().startsWith(PNG)) {
          pictures.add(new Picture(
              image.before(), image.label() + " as it is", image.label() + ", as it is"));
          pictures.add(new Picture(image.after(), image.label() + " augmented", "augmented"));
        }
      }
      if (!pictures.isEmpty()) {
        blocks.add(new Details(evidence.variant(), List.of(new Pictures(pictures))));
      }
    }
    return section(
        "augmentation",
        "Augmentation",
        "Training images as they are and as the network may meet them.",
        blocks);
  }

  /** The first are open, for a reader sees at once what is meant. */
  private static List<Section> section(String id, String title, String text, List<Block> blocks) {
    if (blocks.isEmpty()) {
      return List.of();
    }
    List<Block> shown = new ArrayList<>();
    for (Block block : blocks) {
      if (shown.size() < 2 * OPEN && block instanceof Details details) {
        shown.add(new Section.Words(List.of(details.summary())));
        shown.addAll(details.blocks());
      } else {
        shown.add(block);
      }
    }
    return List.of(new Section(id, title, text, shown, List.of()));
  }
}
