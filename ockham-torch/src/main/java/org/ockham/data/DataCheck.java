package org.ockham.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.data.DataReport.Finding;
import org.ockham.data.DataReport.Pair;
import org.ockham.data.DataReport.Place;

/**
 * Looks for what spoils an experiment before it begins: the same sample in two parts, equal inputs of different classes, images
 * that are almost the same, classes that a part lacks, inputs that never change, and a part too small to tell what is asked of it.
 *
 * <pre>{@code
 * DataReport report = DataCheck.standard().of(data);
 * report.findings().forEach(finding -> System.out.println(finding.severity() + " " + finding.sentence()));
 * }</pre>
 *
 * <p>Two inputs are equal if all their values are (by their SHA-256). Two images are near if the correlation of their pixels is at
 * least {@code similarity}: the same picture compressed again, brighter, of more contrast, a little noisy. Those are looked for
 * among images whose 8x8 thumbnails are similar, which takes time that grows as the number of images does, and may miss one now and
 * then.
 *
 * <p>Samples are looked at as they are before their transforms: {@link Dataset#untransformed}.
 *
 * <p>To know an accuracy near p to ±d with 95 % confidence takes n = 1.96² p (1 − p) / d² samples (Cochran 1977, Sampling
 * Techniques, section 4.4), and to tell two models apart whose errors have nothing in common, twice as many.
 *
 * @param similarity of images that are near, in (0, 1]; 1 looks for equal ones only
 * @param accuracy p, about what is reached, in (0, 1)
 * @param difference d, what is to be told, in (0, 1)
 */
public record DataCheck(double similarity, double accuracy, double difference) {

  /** The normal distribution's 97.5 % quantile, squared. */
  private static final double QUANTILE = 3.841458820694124;

  public DataCheck {
    Check.between("similarity", Check.positive("similarity", similarity), 0, 1);
    Check.decay("accuracy", Check.positive("accuracy", accuracy));
    Check.decay("difference", Check.positive("difference", difference));
  }

  /** Similarity 0.99, and a point of accuracy near 95 %. */
  public static DataCheck standard() {
    return new DataCheck(0.99, 0.95, 0.01);
  }

  /** A copy with another similarity. */
  public DataCheck similarity(double similarity) {
    return new DataCheck(similarity, accuracy, difference);
  }

  /** A copy that asks of each part to tell this difference near this accuracy. */
  public DataCheck telling(double difference, double accuracy) {
    return new DataCheck(similarity, accuracy, difference);
  }

  /** How many samples it takes to tell the difference. */
  public long samplesNeeded() {
    return (long) Math.ceil(QUANTILE * accuracy * (1 - accuracy) / (difference * difference));
  }

  /**
   * What is to be looked at.
   *
   * @param name train, validation, test
   * @param samples its data
   */
  public record Part(String name, Dataset samples) {}

  /**
   * Looks at all sets of an experiment.
   *
   * @throws DataException if a sample cannot be read
   */
  public DataReport of(DataModule data) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("train", data.train()));
    parts.add(new Part("validation", data.validation()));
    if (data.hasTest()) {
      parts.add(new Part("test", data.test()));
    }
    return of(parts);
  }

  /**
   * Looks at these parts, the training part first.
   *
   * @throws DataException if there is none, two have one name, they differ in shape or classes, or a sample cannot be
   *     read
   */
  public DataReport of(List<Part> parts) {
    if (parts.isEmpty() || parts.stream().map(Part::name).distinct().count() < parts.size()) {
      throw new DataException(
          "Data with the parts " + parts.stream().map(Part::name).toList()
              + " cannot be checked: give at least one, and each a name of its own.");
    }
    parts.forEach(part -> ThreeSets.agreeing(parts.get(0).samples, part.name, part.samples));
    List<Survey> surveys = parts.stream()
        .map(part -> new Survey(part.name, part.samples.untransformed(), similarity < 1))
        .toList();
    List<DataReport.Part> seen = surveys.stream().map(Survey::report).toList();
    List<Pair> equal = equal(surveys);
    List<Pair> near = similarity < 1 ? new NearDuplicates(surveys, similarity).pairs() : List.of();
    List<Finding> findings = new ArrayList<>(new Findings(this, seen, equal, near).all());
    findings.sort(Comparator.comparing(Finding::severity));
    return new DataReport(seen, equal, near, findings);
  }

  /**
   * For each sample a number that it shares with those that have the same input, and with no others: the first such sample's index.
   * A grouped split by them keeps equal samples together.
   *
   * @throws DataException if a sample cannot be read
   */
  public static int[] equalGroups(Dataset dataset) {
    return new Survey("", dataset.untransformed(), false).firsts();
  }

  private static List<Pair> equal(List<Survey> parts) {
    Map<ByteBuffer, List<Place>> seen = new HashMap<>();
    Map<ByteBuffer, List<Integer>> labels = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (Survey part : parts) {
      for (int i = 0; i < part.size(); i++) {
        Place place = new Place(part.name(), i);
        // The first of each part.
        List<Place> firsts = seen.computeIfAbsent(part.digest(i), digest -> new ArrayList<>(1));
        List<Integer> classes =
            labels.computeIfAbsent(part.digest(i), digest -> new ArrayList<>(1));
        for (int first = 0; first < firsts.size(); first++) {
          pairs.add(new Pair(firsts.get(first), place, 1, classes.get(first) != part.label(i)));
        }
        if (firsts.isEmpty() || !firsts.get(firsts.size() - 1).part().equals(part.name())) {
          firsts.add(place);
          classes.add(part.label(i));
        }
      }
    }
    return pairs;
  }
}
