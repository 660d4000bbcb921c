package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of exercises that were done, in Markdown: what each was to show, what was seen, and where. */
public final class ReproductionPage {

  private ReproductionPage() {}

  /**
   * The page.
   *
   * @param missing exercises that were not done
   * @param command what makes it
   */
  public static String markdown(List<Done> all, List<String> missing, String command) {
    StringBuilder page = new StringBuilder();
    long met = all.stream().filter(done -> done.finding().isMet()).count();
    page.append("# Reproduction\n\n")
        .append(
            "Every exercise of the courses, done, and held against what the courses print, what PyTorch 2.13 gives with the same\n")
        .append(
            "settings, or what theory says. Where a reference has a deviation, a mean is within noise up to three standard errors of the\n")
        .append(
            "difference of both means, taken from its own spread or, if that is larger, from that of all variants with a reference.\n\n")
        .append(met)
        .append(" of ")
        .append(all.size())
        .append(" exercises show all that they must. ")
        .append(missing.isEmpty() ? "" : "Not done yet: " + String.join(", ", missing) + ". ")
        .append("This page is made by\n\n```sh\n")
        .append(command)
        .append("\n```\n\n")
        .append(
            "The commands below take the course's data from the cache or fetch it; --data-dir reads it from a directory.\n\n")
        .append("| exercise | command | time |\n|---|---|---|\n");
    for (Done done : all) {
      Finding finding = done.finding();
      row(
          page,
          List.of(
              "[" + finding.exercise() + "](#" + finding.exercise() + ")",
              "`./" + finding.command() + "`",
              time(done.seconds())));
    }
    all.forEach(done -> section(page, done.finding()));
    where(page, all);
    return page.toString();
  }

  private static void section(StringBuilder page, Finding finding) {
    page.append("\n## ").append(finding.exercise()).append("\n\n");
    row(page, List.of("what", "reference", "measured", "met"));
    row(page, Collections.nCopies(4, "---"));
    for (Finding.Check check : finding.checks()) {
      row(
          page,
          List.of(
              check.what(), check.reference(), check.measured(), check.isMet() ? "yes" : "**no**"));
    }
    if (!finding.rows().isEmpty()) {
      page.append('\n');
      row(page, finding.columns());
      row(page, Collections.nCopies(finding.columns().size(), "---"));
      finding.rows().forEach(cells -> row(page, cells));
    }
  }

  /** Each machine and version once, with what was done there. */
  private static void where(StringBuilder page, List<Done> all) {
    Map<Map<String, String>, List<String>> places = new LinkedHashMap<>();
    for (Done done : all) {
      Map<String, String> place = new LinkedHashMap<>(done.environment());
      place.remove("command");
      places
          .computeIfAbsent(place, there -> new ArrayList<>())
          .add(done.finding().exercise());
    }
    page.append("\n## Where\n");
    places.forEach((place, exercises) -> {
      page.append('\n').append(String.join(", ", exercises)).append(":\n\n");
      row(page, List.of("part", "what"));
      row(page, Collections.nCopies(2, "---"));
      place.keySet().stream()
          .sorted()
          .forEach(part -> row(page, List.of(part, place.getOrDefault(part, ""))));
    });
  }

  private static void row(StringBuilder page, List<String> cells) {
    page.append("| ");
    page.append(
        String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()));
    page.append(" |\n");
  }

  private static String time(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }
}
