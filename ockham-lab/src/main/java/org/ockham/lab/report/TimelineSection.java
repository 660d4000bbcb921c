package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.lab.report.Section.Size;
import org.ockham.lab.report.SpanChart.Bar;
import org.ockham.lab.report.SpanChart.Kind;
import org.ockham.search.analysis.Span;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** When each trial ran, and how it ended. */
final class TimelineSection {

  private TimelineSection() {}

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

  static Section of(StudyView view) {
    String id = "timeline";
    String title = "Timeline";
    StudyPart.Times times = view.times();
    List<FrozenTrial> all = times.started();
    Instant begin = times.begin();
    Instant end = times.end();
    Instant known = times.last();
    if (begin == null || end == null || known == null) {
      return Section.missing(id, title, "No trial has begun, or none has a time.");
    }
    Unit unit = Unit.of(Duration.between(begin, end));
    List<Span> spans = StudyView.spread(all.size(), StudyView.DRAWN).stream()
        .map(place -> Span.of(all.get(place), known))
        .toList();
    int last = all.get(all.size() - 1).number();
    Map<Kind, List<Bar>> bars = new LinkedHashMap<>();
    for (TrialState state : TrialState.values()) {
      List<Bar> ended = spans.stream()
          .filter(span -> span.state() == state)
          .map(span -> bar(span, begin, unit))
          .toList();
      if (!ended.isEmpty()) {
        bars.put(new Kind(TrialTable.word(state), color(state)), ended);
      }
    }
    SpanChart chart = new SpanChart(
        "When each trial ran",
        ChartAxis.of(unit.word + " since the first trial began").from(0, since(begin, end, unit)),
        ChartAxis.of("trial").from(0, Math.max(5, last + 0.5)).wholeNumbers(),
        bars);
    int untimed = view.result().trials().size() - all.size();
    return Section.chart(
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
            + (times.about().isEmpty() ? "" : " " + times.about()),
        Size.WIDE,
        chart);
  }

  private static Bar bar(Span span, Instant begin, Unit unit) {
    double from = since(begin, span.start(), unit);
    double to = since(begin, span.end(), unit);
    return new Bar(
        from,
        to,
        span.number(),
        "trial " + span.number() + ", " + TrialTable.word(span.state()) + ": "
            + Numeral.of(to - from) + " " + unit.word);
  }

  private static double since(Instant begin, Instant end, Unit unit) {
    return Duration.between(begin, end).toNanos() / 1e6 / unit.millis;
  }

  private static String color(TrialState state) {
    return switch (state) {
      case COMPLETE -> "@s2";
      case PRUNED -> "@s4";
      case FAIL -> "@s1";
      case RUNNING -> "@s5";
      case WAITING -> "@poor";
    };
  }
}
