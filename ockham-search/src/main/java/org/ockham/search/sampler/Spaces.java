package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;

/**
 * Which parameters can be proposed together, learnt trial by trial: those that all trials share, or, as groups, those that
 * occur together whenever one of them does. Every version is kept with the trial it began with, so that a shorter history
 * gives what it gave when it was the whole.
 */
final class Spaces {

  /** The groups after a number of trials. */
  private record Version(int trials, List<Map<String, Distribution>> groups) {}

  private final boolean grouped;
  private final List<Version> versions = new ArrayList<>();

  Spaces(boolean grouped) {
    this.grouped = grouped;
  }

  /** Learns from the next trial, the one at the given place of the history. */
  void add(int place, FrozenTrial trial) {
    if (versions.isEmpty()) {
      versions.add(new Version(place + 1, List.of(space(trial.parameters()))));
      return;
    }
    List<Map<String, Distribution>> now = versions.get(versions.size() - 1).groups();
    List<Map<String, Distribution>> next =
        grouped ? split(now, trial.parameters()) : shared(now, trial.parameters());
    if (!next.equals(now)) {
      versions.add(new Version(place + 1, next));
    }
  }

  private static Map<String, Distribution> space(Parameters parameters) {
    Map<String, Distribution> space = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      space.put(parameters.name(i), parameters.distribution(i));
    }
    return space;
  }

  private static List<Map<String, Distribution>> shared(
      List<Map<String, Distribution>> now, Parameters trial) {
    Map<String, Distribution> kept = now.get(0);
    for (Map.Entry<String, Distribution> entry : now.get(0).entrySet()) {
      if (!entry.getValue().equals(trial.distribution(entry.getKey()))) {
        if (kept == now.get(0)) {
          kept = new TreeMap<>(kept);
        }
        kept.remove(entry.getKey());
      }
    }
    return kept == now.get(0) ? now : List.of(kept);
  }

  private static List<Map<String, Distribution>> split(
      List<Map<String, Distribution>> now, Parameters trial) {
    Map<String, Distribution> rest = space(trial);
    List<Map<String, Distribution>> next = new ArrayList<>();
    for (Map<String, Distribution> group : now) {
      Map<String, Distribution> inside = new TreeMap<>();
      Map<String, Distribution> outside = new TreeMap<>();
      group.forEach((name, distribution) -> {
        Distribution here = rest.remove(name);
        if (here == null) {
          outside.put(name, distribution);
        } else {
          inside.put(name, here);
        }
      });
      if (!inside.isEmpty()) {
        next.add(inside);
      }
      if (!outside.isEmpty()) {
        next.add(outside);
      }
    }
    if (!rest.isEmpty()) {
      next.add(rest);
    }
    return next;
  }

  /** The groups after the first trials of the history; each by name, without parameters that have one value only. */
  List<Map<String, Distribution>> after(int trials) {
    List<Map<String, Distribution>> found = List.of();
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).trials() <= trials) {
        found = versions.get(i).groups();
        break;
      }
    }
    List<Map<String, Distribution>> free = new ArrayList<>();
    for (Map<String, Distribution> group : found) {
      Map<String, Distribution> left = new TreeMap<>(group);
      left.values().removeIf(Distribution::single);
      if (!left.isEmpty()) {
        free.add(left);
      }
    }
    return free;
  }
}
