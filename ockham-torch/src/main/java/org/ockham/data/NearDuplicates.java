package org.ockham.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ockham.data.DataReport.Pair;
import org.ockham.data.DataReport.Place;

/** Images that are almost the same, in one part or in two. */
final class NearDuplicates {
  private final List<Survey> parts;
  private final double similarity;
  private final List<SampleReader> firsts = new ArrayList<>();
  private final List<SampleReader> seconds = new ArrayList<>();

  NearDuplicates(List<Survey> parts, double similarity) {
    this.parts = parts.stream().filter(part -> part.thumbnails().length > 0).toList();
    this.similarity = similarity;
    for (Survey part : this.parts) {
      firsts.add(new SampleReader(part.samples()));
      seconds.add(new SampleReader(part.samples()));
    }
  }

  private record Image(int part, int index) {}

  /** The most similar earlier image of each part, if it is similar enough and not the same. */
  List<Pair> pairs() {
    List<Image> images = new ArrayList<>();
    List<float[]> thumbnails = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      for (int i = 0; i < parts.get(part).size(); i++) {
        images.add(new Image(part, i));
        thumbnails.add(parts.get(part).thumbnails()[i]);
      }
    }
    if (images.isEmpty()) {
      return List.of();
    }
    Map<Image, Map<Integer, Pair>> nearest = new HashMap<>();
    for (long pair : SimilarVectors.pairs(thumbnails.toArray(float[][]::new), similarity)) {
      Image first = images.get((int) (pair >>> 32));
      Image second = images.get((int) pair);
      double near = similarity(first, second);
      if (near >= similarity) {
        nearest
            .computeIfAbsent(second, image -> new TreeMap<>())
            .merge(
                first.part,
                pair(first, second, near),
                (known, other) -> other.similarity() > known.similarity() ? other : known);
      }
    }
    Comparator<Image> order = Comparator.comparingInt(Image::part).thenComparing(Image::index);
    return nearest.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order))
        .flatMap(entry -> entry.getValue().values().stream())
        .toList();
  }

  /** The correlation of all pixels of two images; 0 if they are equal, as those are found elsewhere. */
  private double similarity(Image first, Image second) {
    if (parts
        .get(first.part)
        .digest(first.index)
        .equals(parts.get(second.part).digest(second.index))) {
      return 0;
    }
    float[] a = firsts.get(first.part).read(first.index).input();
    float[] b = seconds.get(second.part).read(second.index).input();
    return a.length == b.length
        ? Thumbnail.product(Thumbnail.direction(a), Thumbnail.direction(b))
        : 0;
  }

  private Pair pair(Image first, Image second, double near) {
    Survey earlier = parts.get(first.part);
    Survey later = parts.get(second.part);
    // Two that differ in a few bits may correlate to 1 in this precision, but are not equal.
    return new Pair(
        new Place(earlier.name(), first.index),
        new Place(later.name(), second.index),
        Math.min(near, Math.nextDown(1.0)),
        earlier.label(first.index) != later.label(second.index));
  }
}
