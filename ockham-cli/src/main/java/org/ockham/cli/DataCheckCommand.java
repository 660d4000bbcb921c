package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.data.DataCheck;
import org.ockham.data.DataReport;
import org.ockham.data.DataReport.Finding;
import org.ockham.data.DataReport.Severity;
import org.ockham.lab.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ockham data check}: what spoils an experiment before it begins. */
@Command(
    name = "check",
    description = {
      "Looks for what spoils an experiment before it begins.",
      "That is: samples in training and test, label conflicts, classes that a part lacks, inputs that never change,",
      "and a test set too small to tell what is asked of it. An error ends with exit code 4."
    })
final class DataCheckCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private DataCommand parent;

  @Mixin
  private DataSubject subject = new DataSubject();

  @Option(
      names = "--similarity",
      paramLabel = "R",
      defaultValue = "0.98",
      description =
          "The correlation from which on images count as almost the same; 1 looks for equal ones only. Default: ${DEFAULT-VALUE}.")
  private double similarity;

  @Option(
      names = "--difference",
      paramLabel = "D",
      defaultValue = "0.01",
      description = "The difference in accuracy that is to be told. Default: ${DEFAULT-VALUE}.")
  private double difference;

  @Option(
      names = "--accuracy",
      paramLabel = "P",
      defaultValue = "0.95",
      description = "About what accuracy is reached. Default: ${DEFAULT-VALUE}.")
  private double accuracy;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = parent.screen();
    PrintStream people = screen.people(json);
    DataCheck check = subject.checked(() -> new DataCheck(similarity, accuracy, difference));
    DataReport report = check.of(subject.parts(screen));
    for (DataReport.Part part : report.parts()) {
      people.printf(Locale.ROOT, "%s, %s: %,d samples%n", subject.name(), part.name(), part.size());
    }
    people.println();
    for (Finding finding : report.findings()) {
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      screen.say(
          people,
          (finding.severity() == Severity.ERROR ? screen.bold(severity) : severity) + "  "
              + finding.sentence());
    }
    if (report.findings().isEmpty()) {
      people.println("nothing was found");
    }
    if (json) {
      screen.out().print(RunDirectory.json(entries(report)));
    }
    return report.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
        ? Exit.BAD_INPUT.code()
        : Exit.OK.code();
  }

  private Map<String, Object> entries(DataReport report) {
    Map<String, Object> parts = new LinkedHashMap<>();
    report.parts().forEach(part -> parts.put(part.name(), part.size()));
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      entry.put("sentence", finding.sentence());
      findings.add(entry);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("data", subject.name());
    entries.put("parts", parts);
    entries.put("equal", pairs(report.equal()));
    entries.put("near", pairs(report.near()));
    entries.put("findings", findings);
    return entries;
  }

  private static List<Map<String, Object>> pairs(List<DataReport.Pair> pairs) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (DataReport.Pair pair : pairs) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("first", pair.first().toString());
      entry.put("second", pair.second().toString());
      entry.put("similarity", pair.similarity());
      entry.put("conflict", pair.conflict());
      list.add(entry);
    }
    return list;
  }
}
