package org.ockham.lab.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ockham.file.FileProblem;
import org.ockham.file.PlainFile;
import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;
import org.ockham.lab.statistics.Decision;
import org.ockham.lab.statistics.Decisions;
import org.ockham.lab.statistics.Interval;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the directory of a comparison holds so far, for whoever looks on while it runs: no lock is taken, and parts are whole whenever
 * they are there; links are not followed. Runs for scale, trials of settings and runs in which one kind of chance alone differs are left out.
 *
 * @param recipe the recipe's name
 * @param variants the compared variants, the base first
 * @param design how it is done
 * @param parts the finished runs by the names of their files, in the order in which they were to be made
 */
public record KeptRuns(
    String recipe, List<String> variants, Design design, SortedMap<String, RunResult> parts) {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})-.*(?<!\\.evidence)\\.json");
  private static final Pattern LOOKS = Pattern.compile("from (\\d{1,9}) seeds on");

  private static final Comparator<String> ORDER =
      Comparator.comparingInt(KeptRuns::number).thenComparing(Comparator.naturalOrder());

  /** Copies the lists. */
  public KeptRuns {
    variants = List.copyOf(variants);
    SortedMap<String, RunResult> copy = new TreeMap<>(ORDER);
    copy.putAll(parts);
    parts = Collections.unmodifiableSortedMap(copy);
  }

  /** Where the difference from the base lies after so many of the seeds. */
  public record Estimate(int seeds, double mean, Interval interval) {}

  /** Whether a directory is that of a comparison. */
  public static boolean isAt(Path directory) {
    return PlainFile.isAt(directory.resolve("plan.json"))
        && Files.isDirectory(directory.resolve("parts"), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * What is there now.
   *
   * @throws LabException if it is no comparison's directory, or cannot be read
   */
  public static KeptRuns read(Path directory) {
    JsonNode plan = plan(directory);
    try {
      if (!plan.path("work").asString("").equals("comparison")) {
        throw new LabException(directory + ": holds no comparison: give the directory of one.");
      }
      KeptRuns none = new KeptRuns(
          plan.path("recipe").asString(""),
          plan.path("variants").valueStream().map(each -> each.asString("")).toList(),
          design(plan),
          new TreeMap<>(ORDER));
      return none.again(directory);
    } catch (IllegalArgumentException e) {
      throw new LabException(
          LabException.Kind.BAD, directory + ": its plan.json is damaged: " + e.getMessage(), e);
    }
  }

  private static JsonNode plan(Path directory) {
    try {
      return JsonMapper.shared().readTree(PlainFile.text(directory.resolve("plan.json")));
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.BAD, directory + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    } catch (JacksonException e) {
      throw new LabException(
          LabException.Kind.BAD, directory + ": its plan.json is no JSON: begin anew.", e);
    }
  }

  private static Design design(JsonNode plan) {
    List<Long> seeds =
        plan.path("seeds").valueStream().map(each -> each.asLong(0)).toList();
    Matcher looks = LOOKS.matcher(plan.path("looks").asString(""));
    return new Design(
        seeds,
        looks.matches() ? Integer.parseInt(looks.group(1)) : seeds.size(),
        plan.path("folds").asInt(0),
        List.of(),
        plan.path("trials").asInt(0),
        new Criterion(
            plan.path("metric").asString(""),
            plan.path("margin").asDouble(0),
            plan.path("confidence").asDouble(0.95)));
  }

  /** The same with the parts that have come since; those that are known are not read again. */
  public KeptRuns again(Path directory) {
    SortedMap<String, RunResult> now = new TreeMap<>(ORDER);
    try (Stream<Path> files = Files.list(directory.resolve("parts"))) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (PART.matcher(name).matches() && PlainFile.isAt(file)) {
          RunResult known = parts.get(name);
          now.put(name, known == null ? RunResult.read(file) : known);
        }
      }
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.BAD, directory + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    }
    return new KeptRuns(recipe, variants, design, now);
  }

  /** The finished runs. */
  public List<RunResult> runs() {
    return List.copyOf(parts.values());
  }

  /** Those of a variant. */
  public List<RunResult> runs(String variant) {
    return parts.values().stream().filter(run -> run.variant().equals(variant)).toList();
  }

  /** How many runs there are at the most. */
  public int planned() {
    return variants.size() * design.seeds().size() * Math.max(1, design.folds());
  }

  /** How each variant differs from the base by the runs that are there, judged as the comparison will be. */
  public List<Difference> differences() {
    return variants.isEmpty() ? List.of() : new Judge(variants, design).differences(runs());
  }

  /**
   * Where a variant's difference lay after each number of pairs of runs, from two on. Of a comparison with one look at its end these
   * are estimates on the way, no verdicts: who stops when he likes what he sees finds differences that are not there.
   */
  public List<Estimate> estimates(String variant) {
    double[] values = new Judge(variants, design).pairs(runs(), variant).array();
    return IntStream.rangeClosed(2, values.length)
        .mapToObj(count -> {
          double[] some = Arrays.copyOf(values, count);
          Decision decision = Decisions.of(List.of(some), design.rule()).get(0);
          return new Estimate(count, decision.mean(), decision.interval());
        })
        .toList();
  }

  private static int number(String part) {
    Matcher name = PART.matcher(part);
    return name.matches() ? Integer.parseInt(name.group(1)) : Integer.MAX_VALUE;
  }
}
