package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.PedAnova;

/** Which parameters matter, by two measures. */
final class ImportanceChart {

  private static final int BARS = 20;

  /** To 100, with room for the number behind the longest bar. */
  private static final Axis SHARES =
      new Axis("share in %", 0, 114, false, Axis.linear("", 0, 100).marks());

  private ImportanceChart() {}

  static PageSection of(StudyView view, int objective) {
    String id = "importance" + objective;
    String title = "Parameter importance";
    int n = view.finite(objective).size();
    if (n < StudyView.LEAST) {
      return PageSection.missing(
          id,
          title,
          "Importances need at least " + StudyView.LEAST + " complete trials with a finite value; "
              + "there " + (n == 1 ? "is 1." : "are " + n + "."));
    }
    Map<String, Double> fanova = view.fanova(objective);
    Map<String, Double> ped = PedAnova.standard().of(view.result(), objective);
    if (fanova.isEmpty() || ped.isEmpty()) {
      return PageSection.missing(
          id,
          title,
          "No parameter with more than one value is part of all complete trials, so none can be "
              + "compared over them.");
    }
    int complete = view.result().complete().size();
    String sample = complete > view.sample()
        ? " From " + Numeral.count(view.sample()) + " of the " + Numeral.count(complete)
            + " complete trials, evenly spaced."
        : "";
    return PageSection.charts(
        id,
        title,
        "The share of each parameter in what makes the " + view.name(objective)
            + " vary."
            + left(view, fanova) + (ped.size() > BARS ? " The first " + BARS + " are shown." : ""),
        List.of(
            figure(
                "fANOVA",
                "The variance that a parameter explains alone, in a random forest." + sample,
                "fanova" + objective,
                fanova),
            figure(
                "PED-ANOVA",
                "How far the best tenth of the trials lies from all: what matters for being good.",
                "ped" + objective,
                ped)));
  }

  private static String left(StudyView view, Map<String, Double> shares) {
    String names = view.parameters().stream()
        .filter(parameter -> !shares.containsKey(parameter.name()))
        .map(Explored::name)
        .limit(BARS)
        .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? ""
        : " Left out, because some complete trials do not have them or they have one value only: "
            + names + ".";
  }

  private static Figure figure(
      String name, String caption, String id, Map<String, Double> importance) {
    List<Map.Entry<String, Double>> shares =
        new ArrayList<>(importance.entrySet().stream().limit(BARS).toList());
    Collections.reverse(shares);
    List<String> names = shares.stream().map(Map.Entry::getKey).toList();
    Plot plot = Plot.sized(
        SHARES,
        Axis.names("", names),
        id,
        "Importance of the parameters by " + name,
        460,
        64 + 24 * names.size());
    for (int i = 0; i < shares.size(); i++) {
      double share = 100 * shares.get(i).getValue();
      String text = String.format(Locale.ROOT, "%.1f %%", share);
      plot.bar("bar share", 0, i - 0.32, share, i + 0.32, names.get(i) + ": " + text);
      plot.note(share, i, text);
    }
    boolean flat = importance.values().stream().allMatch(share -> share == 0);
    return new Figure(
        name, flat ? caption + " Here it tells none from another." : caption, plot.chart());
  }
}
