package org.ockham.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ockham.data.DataReport.Finding;
import org.ockham.data.DataReport.Pair;
import org.ockham.data.DataReport.Part;
import org.ockham.data.DataReport.Severity;

/** Says in sentences what a check has found. */
final class Findings {
  /** How many examples a sentence gives. */
  private static final int EXAMPLES = 3;

  private final DataCheck check;
  private final List<Part> parts;
  private final List<Pair> equal;
  private final List<Pair> near;
  private final List<Finding> findings = new ArrayList<>();

  Findings(DataCheck check, List<Part> parts, List<Pair> equal, List<Pair> near) {
    this.check = check;
    this.parts = parts;
    this.equal = equal;
    this.near = near;
  }

  List<Finding> all() {
    for (int later = 0; later < parts.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        shared(parts.get(earlier), parts.get(later));
      }
    }
    conflicts();
    parts.forEach(this::repeated);
    parts.forEach(this::lacking);
    constant(parts.get(0));
    parts.subList(1, parts.size()).forEach(this::small);
    return findings;
  }

  private void shared(Part earlier, Part later) {
    List<Pair> same = between(equal, earlier, later);
    add(
        Severity.ERROR,
        same,
        same.size() + " of the " + later.size() + " " + later.name() + " samples are in "
            + earlier.name() + " too",
        "what is measured on " + later.name()
            + " is not all about new data: leave them out of one, or split so that equal samples stay together");
    List<Pair> similar = between(near, earlier, later);
    add(
        Severity.WARNING,
        similar,
        similar.size() + " of the " + later.size() + " " + later.name()
            + " images are almost the same as one of " + earlier.name(),
        "look at them, and keep each such pair in one part");
  }

  private void conflicts() {
    List<Pair> conflicts = equal.stream().filter(Pair::conflict).toList();
    add(
        Severity.WARNING,
        conflicts,
        conflicts.size() + " pairs of equal inputs have different classes (label conflicts)",
        "no model can be right about both: correct their labels, or leave them out");
  }

  private void repeated(Part part) {
    List<Pair> same = between(equal, part, part);
    add(
        Severity.WARNING,
        same,
        same.size() + " of the " + part.size() + " " + part.name()
            + " samples repeat an earlier one of it",
        "they count more than once: leave them out, or keep equal samples in one part of every split");
    List<Pair> similar = between(near, part, part);
    add(
        Severity.NOTE,
        similar,
        similar.size() + " of the " + part.size() + " " + part.name()
            + " images are almost the same as an earlier one of it",
        "keep each such pair in one part of every split");
  }

  private void lacking(Part part) {
    List<String> missing = part.classes().stream()
        .filter(c -> c.count() == 0)
        .map(DataStats.ClassCount::name)
        .toList();
    if (!missing.isEmpty()) {
      boolean training = part.equals(parts.get(0));
      findings.add(new Finding(
          training ? Severity.ERROR : Severity.WARNING,
          missing.size() + " of the " + part.classes().size() + " classes have no sample in "
              + part.name() + " (" + few(missing) + "), so "
              + (training ? "they cannot be learned" : "nothing is said about them there")
              + ": split by class (stratified), or add samples of them."));
    }
  }

  private void constant(Part part) {
    if (!part.constant().isEmpty()) {
      findings.add(
          new Finding(
              Severity.NOTE,
              part.constant().size() + " input values are the same in all " + part.size() + " "
                  + part.name() + " samples (" + few(part.constant())
                  + "), and tell nothing: leave out such columns of a table, and do not divide by their deviation."));
    }
  }

  private void small(Part part) {
    long needed = check.samplesNeeded();
    if (!part.classes().isEmpty() && part.size() < needed) {
      findings.add(new Finding(
          Severity.WARNING,
          String.format(
              Locale.ROOT,
              "%s has %d samples, but to know an accuracy of about %s to within %s with 95 %% confidence takes %d:"
                  + " take more, or trust only larger differences.",
              part.name(),
              part.size(),
              check.accuracy(),
              check.difference(),
              needed)));
    }
  }

  private void add(Severity severity, List<Pair> pairs, String what, String remedy) {
    if (!pairs.isEmpty()) {
      findings.add(new Finding(severity, what + " (" + few(pairs) + "): " + remedy + "."));
    }
  }

  private static List<Pair> between(List<Pair> pairs, Part earlier, Part later) {
    return pairs.stream()
        .filter(pair -> pair.between(earlier.name(), later.name()))
        .toList();
  }

  private static String few(List<?> all) {
    return all.stream().limit(EXAMPLES).map(Object::toString).collect(Collectors.joining(", "))
        + (all.size() > EXAMPLES ? ", …" : "");
  }
}
