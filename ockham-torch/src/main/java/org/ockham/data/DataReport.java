package org.ockham.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link DataCheck} found.
 *
 * @param parts what was looked at, the training part first
 * @param equal samples with the very same input: each with the first such of its own part, and of each part before it
 * @param near images that are almost the same, but not quite: each with the most similar before it, in its own part and in each part
 *     before it
 * @param findings what follows, the worst first
 */
public record DataReport(
    List<Part> parts, List<Pair> equal, List<Pair> near, List<Finding> findings) {

  public DataReport {
    parts = List.copyOf(parts);
    equal = List.copyOf(equal);
    near = List.copyOf(near);
    findings = List.copyOf(findings);
  }

  /**
   * One part.
   *
   * @param name train, validation, test
   * @param size its samples
   * @param classes how often each class occurs in it; empty if the targets are values
   * @param constant which inputs (columns, pixels), counted from 0 along the flattened input, are the same in all its samples
   */
  public record Part(
      String name, int size, List<DataStats.ClassCount> classes, List<Integer> constant) {
    public Part {
      classes = List.copyOf(classes);
      constant = List.copyOf(constant);
    }
  }

  /**
   * One sample.
   *
   * @param part the name of its part
   * @param index its place there
   */
  public record Place(String part, int index) {
    @Override
    public String toString() {
      return part + " " + index;
    }
  }

  /**
   * Two samples that are the same, or almost.
   *
   * @param first the earlier
   * @param second the later
   * @param similarity from 0 to 1; 1 if they are equal
   * @param conflict whether their classes differ: a label conflict
   */
  public record Pair(Place first, Place second, double similarity, boolean conflict) {
    boolean between(String earlier, String later) {
      return first.part.equals(earlier) && second.part.equals(later);
    }

    @Override
    public String toString() {
      return second + (similarity == 1 ? " = " : " ~ ") + first;
    }
  }

  /** How bad it is. */
  public enum Severity {
    /** What is measured on this data cannot be trusted. */
    ERROR,
    /** It costs accuracy, or makes what is measured unsure. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }

  /**
   * One thing that was found.
   *
   * @param severity how bad it is
   * @param sentence what, where, and what to do
   */
  public record Finding(Severity severity, String sentence) {}

  /** The pairs of equal samples in one part, if both names are the same, or in two: the part looked at earlier comes first. */
  public List<Pair> equal(String earlier, String later) {
    return equal.stream().filter(pair -> pair.between(earlier, later)).toList();
  }

  /** The pairs of almost equal images in one part, or in two. */
  public List<Pair> near(String earlier, String later) {
    return near.stream().filter(pair -> pair.between(earlier, later)).toList();
  }

  /** All pairs, equal and near, whose classes differ. */
  public List<Pair> conflicts() {
    return Stream.concat(equal.stream(), near.stream()).filter(Pair::conflict).toList();
  }
}
