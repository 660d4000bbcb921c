package org.ockham.board;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the event files of a run hold, by tag.
 *
 * @param directory where they are
 * @param scalars all points of every curve
 * @param histograms the newest {@value RunReader#HISTOGRAMS} of each tag
 * @param images the newest {@value RunReader#IMAGES} of each tag
 * @param texts the newest {@value RunReader#TEXTS} of each tag
 * @param curves the newest {@value RunReader#IMAGES} precision-recall curves of each tag
 * @param hyperParameters what the run was started with, if it says
 * @param status how it ended, if it says
 * @param lastStep the greatest step of any value, 0 if there is none
 * @param start when the first event was written, in seconds since 1970, 0 if there is none
 * @param end when the last one was
 * @param problems what was wrong with the files, a sentence each
 */
public record Recording(
    Path directory,
    Map<String, Series> scalars,
    Map<String, List<Point<Histogram>>> histograms,
    Map<String, List<Point<Image>>> images,
    Map<String, List<Point<String>>> texts,
    Map<String, List<Point<PrCurve>>> curves,
    Optional<HyperParameters> hyperParameters,
    Optional<SessionEnd.Status> status,
    long lastStep,
    double start,
    double end,
    List<String> problems) {

  /** Copies them, sorted by tag. */
  public Recording {
    scalars = sorted(scalars);
    histograms = sorted(histograms);
    images = sorted(images);
    texts = sorted(texts);
    curves = sorted(curves);
    problems = List.copyOf(problems);
  }

  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** All tags, in order. */
  public SortedSet<String> tags() {
    SortedSet<String> tags = new TreeSet<>(scalars.keySet());
    List.of(histograms, images, texts, curves).forEach(kind -> tags.addAll(kind.keySet()));
    return tags;
  }
}
