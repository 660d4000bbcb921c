package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.report.Section.Size;

/** How large gradients were. */
final class GradientsSection {

  private GradientsSection() {}

  static List<Section> of(ComparisonView view) {
    return ComparisonView.drawn(
        "gradients",
        "Gradient norms",
        "The Euclidean norm of each weight's gradient in training: curves that fall towards 0 while"
            + " others stay up are layers that learn no more, jumps are steps that went too far."
            + view.ofOneRun(),
        Size.SMALL,
        SeriesFigures.of(view, "gradient norm", Evidence::gradients));
  }
}
