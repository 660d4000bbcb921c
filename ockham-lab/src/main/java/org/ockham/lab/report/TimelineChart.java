package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.search.analysis.Span;
import org.ockham.search.trial.TrialState;

/** When each trial ran, and how it ended. */
final class TimelineChart {

  private TimelineChart() {}

  /** A unit of time that suits a length. */
  private enum Unit {
    MILLISECONDS("milliseconds", 1),
    SECONDS("seconds", 1000),
    MINUTES("minutes", 60_000),
    HOURS("hours", 3_600_000),
    DAYS("days", 86_400_000);

    final String word;
    final double millis;

    Unit(String word, double millis) {
      this.word = word;
      this.millis = millis;
    }

    static Unit of(Duration length) {
      Unit best = MILLISECONDS;
      for (Unit unit : values()) {
        best = length.toMillis() >= 2 * unit.millis ? unit : best;
      }
      return best;
    }
  }

  static PageSection of(StudyView view) {
    String id = "timeline";
    String title = "Timeline";
    List<Span> all = Span.of(view.result());
    if (all.isEmpty()) {
      return PageSection.missing(id, title, "No trial has begun, or none has a time.");
    }
    Instant begin = all.stream().map(Span::start).min(Comparator.naturalOrder()).orElseThrow();
    Instant end = all.stream().map(Span::end).max(Comparator.naturalOrder()).orElseThrow();
    Unit unit = Unit.of(Duration.between(begin, end));
    List<Span> spans =
        StudyView.spread(all.size(), StudyView.DRAWN).stream().map(all::get).toList();
    int last = all.get(all.size() - 1).number();
    Plot plot = Plot.wide(
        Axis.linear(unit.word + " since the first trial began", 0, since(begin, end, unit)),
        Axis.linear("trial", -0.5, Math.max(5, last + 0.5)).whole(),
        id,
        "When each trial ran");
    for (Span span : spans) {
      double from = since(begin, span.start(), unit);
      double to = since(begin, span.end(), unit);
      String text = spans.size() > Plot.TOLD
          ? ""
          : "trial " + span.number() + ", " + TrialTable.word(span.state()) + ": "
              + Numeral.of(to - from) + " " + unit.word;
      plot.bar(
          "bar " + style(span.state()), from, span.number() - 0.4, to, span.number() + 0.4, text);
    }
    int untimed = view.result().trials().size() - all.size();
    PageSection section = PageSection.charts(
            id,
            title,
            "Each bar is a trial, from its beginning to its end; those that still run last until the "
                + "last known moment."
                + (spans.size() < all.size()
                    ? " " + Numeral.count(spans.size()) + " of " + Numeral.count(all.size())
                        + " trials are drawn, evenly spaced."
                    : "")
                + (untimed > 0
                    ? " " + Numeral.count(untimed, "trial") + " without a time "
                        + (untimed == 1 ? "is" : "are") + " left out."
                    : "")
                + view.result().aboutTimes().map(sentence -> " " + sentence).orElse(""),
            List.of(new Figure("", "", plot.chart())))
        .sized("wide");
    for (TrialState state : TrialState.values()) {
      if (all.stream().anyMatch(span -> span.state() == state)) {
        section = section.key(Swatch.of(style(state), TrialTable.word(state)));
      }
    }
    return section;
  }

  private static double since(Instant begin, Instant end, Unit unit) {
    return Duration.between(begin, end).toNanos() / 1e6 / unit.millis;
  }

  private static String style(TrialState state) {
    return "state-" + state.name().toLowerCase(Locale.ROOT);
  }
}
