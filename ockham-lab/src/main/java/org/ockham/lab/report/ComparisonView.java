package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.ComparisonTable;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.Section.Block;
import org.ockham.lab.report.Section.Details;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Figures;
import org.ockham.lab.report.Section.Size;

/**
 * What the sections of a comparison's page are made of.
 *
 * @param result what came of it
 * @param evidences of a run for each variant that has any, the one with the first seed, in the order of the variants
 */
record ComparisonView(ComparisonResult result, List<Evidence> evidences) {

  /** So many figures are seen at once; the others are folded. */
  static final int OPEN = 9;

  /** So many variants are looked into; the page would grow without bound. */
  static final int LOOKED_INTO = 12;

  /** Of what was kept beside all runs. */
  static ComparisonView of(ComparisonResult result, List<Evidence> kept) {
    Map<String, Evidence> first = new LinkedHashMap<>();
    for (Variant variant : result.variants()) {
      for (RunResult run : result.runs(variant)) {
        kept.stream()
            .filter(each -> each.variant().equals(run.variant()) && each.seed() == run.seed())
            .findFirst()
            .ifPresent(each -> first.putIfAbsent(variant.name(), each));
      }
    }
    return new ComparisonView(result, first.values().stream().limit(LOOKED_INTO).toList());
  }

  Criterion criterion() {
    return result.criterion();
  }

  /** A number as the criterion's chart has it: in percent for a share. */
  double shown(double value) {
    return criterion().shown(value);
  }

  /** What is said of evidence: of which run it is. */
  String ofOneRun() {
    return " Of the run with the first seed"
        + (evidences.size() < result.variants().size()
            ? ", for " + evidences.size() + " of " + result.variants().size() + " variants."
            : ".");
  }

  static DataTable table(ComparisonTable table) {
    return DataTable.whole(
        table.headings(),
        table.rows().stream().map(row -> DataTable.row("", row)).toList());
  }

  /** A section with a table; none without rows. */
  static List<Section> tabled(String id, String title, String text, ComparisonTable table) {
    return table.rows().isEmpty() ? List.of() : List.of(Section.of(id, title, text, table(table)));
  }

  /** A section with figures, of which a reader unfolds the later ones; none without figures. */
  static List<Section> drawn(
      String id, String title, String text, Size size, List<Figure> figures) {
    if (figures.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Figures(size, figures.subList(0, Math.min(OPEN, figures.size()))));
    if (figures.size() > OPEN) {
      List<Figure> others = figures.subList(OPEN, figures.size());
      blocks.add(new Details(others.size() + " more", List.of(new Figures(size, others))));
    }
    return List.of(new Section(id, title, text, blocks, List.of()));
  }

  static String joined(List<?> list) {
    return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
