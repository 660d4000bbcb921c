package org.ockham.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.file.FileProblem;
import org.ockham.lab.Environment;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An exercise that was done, as it is kept: on another machine or day it need not be done again.
 *
 * @param finding what came of it
 * @param environment where it was done, part by part
 * @param seconds how long it took
 */
public record Done(Finding finding, Map<String, String> environment, double seconds) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Done {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Does an exercise, and keeps what came of it in the setting's directory. */
  public static Done of(Exercise exercise, Setting setting) {
    long start = System.nanoTime();
    Finding finding = exercise.run(setting);
    Map<String, String> environment = new LinkedHashMap<>();
    Environment.here("1 in each of " + setting.jobs() + " runs", finding.command())
        .entries()
        .forEach((name, value) -> environment.put(name, value.toString()));
    Done done = new Done(finding, environment, (System.nanoTime() - start) / 1e9);
    done.write(file(exercise, setting));
    return done;
  }

  /** Whether an exercise was done, in whatever way, and is kept. */
  public static boolean isThere(Exercise exercise, Setting setting) {
    return Files.exists(file(exercise, setting));
  }

  /** Whether an exercise was done in this way, and is kept. */
  public static boolean isKept(Exercise exercise, Setting setting) {
    return isThere(exercise, setting)
        && kept(exercise, setting).finding.command().equals(setting.command(exercise.name()));
  }

  /** The one that is kept. */
  public static Done kept(Exercise exercise, Setting setting) {
    return read(file(exercise, setting));
  }

  /** Where it is kept: delete it, and it is done again, with those of its runs that are kept. */
  static Path file(Exercise exercise, Setting setting) {
    return setting.directory().resolve(exercise.name() + ".json");
  }

  private void write(Path file) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("exercise", finding.exercise());
    entries.put("command", finding.command());
    entries.put(
        "checks",
        finding.checks().stream()
            .map(check -> List.of(
                check.what(), check.reference(), check.measured(), Boolean.toString(check.isMet())))
            .toList());
    entries.put("columns", finding.columns());
    entries.put("rows", finding.rows());
    entries.put(
        "pictures",
        finding.pictures().stream()
            .map(picture -> String.valueOf(picture.getFileName()))
            .toList());
    entries.put("environment", environment);
    entries.put("seconds", seconds);
    OutputDirectory.write(file, JSON.writeValueAsString(entries) + "\n");
  }

  private static Done read(Path file) {
    try {
      JsonNode node = JSON.readTree(Files.readString(file));
      Path folder = file.toAbsolutePath().getParent();
      Finding finding = new Finding(
          node.required("exercise").stringValue(),
          node.required("command").stringValue(),
          lists(node.required("checks")).stream()
              .map(check -> new Finding.Check(
                  check.get(0), check.get(1), check.get(2), Boolean.parseBoolean(check.get(3))))
              .toList(),
          list(node.required("columns")),
          lists(node.required("rows")),
          list(node.required("pictures")).stream()
              .map(name -> Path.of(name).getFileName())
              .map(name -> folder == null ? name : folder.resolve(name))
              .toList());
      Map<String, String> environment = new LinkedHashMap<>();
      node.required("environment")
          .forEachEntry((name, value) -> environment.put(name, value.asString()));
      return new Done(finding, environment, node.required("seconds").doubleValue());
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.BAD, file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    } catch (JacksonException | IndexOutOfBoundsException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": is no exercise's finding: delete it, and the exercise is done again.",
          e);
    }
  }

  private static List<String> list(JsonNode node) {
    return node.valueStream().map(JsonNode::stringValue).toList();
  }

  private static List<List<String>> lists(JsonNode node) {
    return node.valueStream().map(Done::list).toList();
  }
}
