package org.ockham.callback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.board.Histogram;
import org.ockham.logger.Logger;

/** Remembers what is logged. */
final class LogBook implements Logger {

  /** A histogram. */
  record Drawn(long step, String tag, Histogram histogram) {}

  /** The numbers of each tag by their step. */
  final Map<String, Map<Long, Double>> numbers = new LinkedHashMap<>();

  final List<Drawn> histograms = new ArrayList<>();

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    values.forEach((tag, value) ->
        numbers.computeIfAbsent(tag, key -> new LinkedHashMap<>()).put(step, value));
  }

  @Override
  public void log(long step, String tag, Histogram histogram) {
    histograms.add(new Drawn(step, tag, histogram));
  }

  /** The steps at which there is a histogram of this tag. */
  List<Long> steps(String tag) {
    return histograms.stream()
        .filter(each -> each.tag.equals(tag))
        .map(Drawn::step)
        .toList();
  }

  /** The last histogram of this tag. */
  Histogram last(String tag) {
    return histograms.stream()
        .filter(each -> each.tag.equals(tag))
        .reduce((a, b) -> b)
        .orElseThrow()
        .histogram();
  }
}
