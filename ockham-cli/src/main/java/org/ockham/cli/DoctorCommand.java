package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ockham doctor}: whether this machine has all that Ockham needs. */
@Command(
    name = "doctor",
    description =
        "Looks at Java, the engine, threads, GPUs, caches and data, and says what to do where something is wrong.")
final class DoctorCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    List<Diagnosis.Finding> findings = Diagnosis.make(Cache.standard());
    PrintStream people = screen.people(json);
    for (Diagnosis.Finding finding : findings) {
      String status = finding.status().name().toLowerCase(Locale.ROOT);
      people.println((finding.status() == Diagnosis.Status.PROBLEM ? screen.bold(status) : status)
          + "  " + finding.subject() + ": " + finding.found());
      if (!finding.remedy().isEmpty()) {
        people.println("      → " + finding.remedy());
      }
    }
    if (json) {
      screen.out().print(RunDirectory.json(entries(findings)));
    }
    return findings.stream().anyMatch(finding -> finding.status() == Diagnosis.Status.PROBLEM)
        ? Exit.ENVIRONMENT.code()
        : Exit.OK.code();
  }

  private static List<Map<String, Object>> entries(List<Diagnosis.Finding> findings) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Diagnosis.Finding finding : findings) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("subject", finding.subject());
      entry.put("status", finding.status().name().toLowerCase(Locale.ROOT));
      entry.put("found", finding.found());
      entry.put("remedy", finding.remedy());
      list.add(entry);
    }
    return list;
  }
}
