package org.ockham.lab.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.PedAnova;

/** Which parameters matter, by two measures. */
final class ImportanceSection {

  static final String ID = "importance";
  static final String TITLE = "Parameter importance";

  private static final int BARS = 20;

  private ImportanceSection() {}

  static Section of(StudyView view, int objective) {
    String id = ID + objective;
    String title = TITLE;
    int n = view.finite(objective).size();
    if (n < StudyView.LEAST) {
      return Section.missing(
          id,
          title,
          "Importances need at least " + StudyView.LEAST + " complete trials with a finite value; "
              + "there " + (n == 1 ? "is 1." : "are " + n + "."));
    }
    Map<String, Double> fanova = view.fanova(objective);
    Map<String, Double> ped = PedAnova.standard().of(view.some(), objective);
    if (fanova.isEmpty() || ped.isEmpty()) {
      return Section.missing(
          id,
          title,
          "No parameter with more than one value is part of all complete trials, so none can be "
              + "compared over them.");
    }
    int complete = view.complete().size();
    String sample = complete > view.sample()
        ? " From " + Numeral.count(view.sample()) + " of the " + Numeral.count(complete)
            + " complete trials, evenly spaced."
        : "";
    return Section.charts(
        id,
        title,
        "The share of each parameter in what makes the " + view.name(objective)
            + " vary."
            + left(view, fanova) + (ped.size() > BARS ? " The first " + BARS + " are shown." : ""),
        Size.MEDIUM,
        List.of(
            figure(
                "fANOVA",
                "The variance that a parameter explains alone, in a random forest." + sample,
                fanova),
            figure(
                "PED-ANOVA",
                "How far the best tenth of the trials lies from all: what matters for being good."
                    + view.ofSome(),
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

  private static Figure figure(String name, String caption, Map<String, Double> importance) {
    List<Map.Entry<String, Double>> shares =
        importance.entrySet().stream().limit(BARS).toList();
    BarChart chart = new BarChart(
            "Importance of the parameters by " + name,
            shares.stream().map(Map.Entry::getKey).toList(),
            ChartAxis.of("share in %").from(0, 100),
            share -> String.format(Locale.ROOT, "%.1f %%", share))
        .bars(name, shares.stream().map(share -> 100 * share.getValue()).toList());
    boolean flat = importance.values().stream().allMatch(share -> share == 0);
    return new Figure(name, flat ? caption + " Here it tells none from another." : caption, chart);
  }
}
