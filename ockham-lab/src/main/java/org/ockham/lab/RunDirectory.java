package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.AtomicFile;
import org.ockham.nn.Layer;
import org.ockham.tensor.Safetensors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory of one run: {@code recipe.yaml} (the settings as resolved; training by it repeats the run), {@code run.json}
 * (seed, versions, command and results), {@code metrics.csv} (a line an epoch) and {@code model.safetensors} (the selected
 * weights, which say themselves what they are). Never one that had files in it before.
 *
 * @param path where it is
 */
public record RunDirectory(Path path) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * A new directory, or one that is empty.
   *
   * @throws LabException if it has files, is a file, or cannot be written
   */
  public static RunDirectory create(Path path) {
    check(path);
    return made(path);
  }

  private static RunDirectory made(Path path) {
    try {
      Files.createDirectories(path);
      return new RunDirectory(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * A directory that may have files in it, for work that is gone on with; made if there is none.
   *
   * @throws LabException if it is a file, or cannot be written
   */
  public static RunDirectory open(Path path) {
    refuseFile(path);
    tryToWrite(path);
    return made(path);
  }

  /**
   * Refuses a place that {@link #create} would refuse; leaves nothing behind. For before the work whose results go there.
   *
   * @throws LabException if it has files, is a file, or cannot be written
   */
  public static void check(Path path) {
    refuseFile(path);
    if (Files.exists(path)) {
      refuseFull(path);
    }
    tryToWrite(path);
  }

  private static void refuseFile(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new LabException(
          path + ": is a file, but results are written into a directory: give another.");
    }
  }

  /** What the file system says of permissions is not what it does: it is tried. */
  private static void tryToWrite(Path path) {
    Path existing = path.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      Files.delete(Files.createTempFile(existing, ".write", ".test"));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static void refuseFull(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        throw new LabException(
            path
                + ": is not empty, and nothing in it is overwritten: give a new directory, or empty it.");
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** The place of a run that is not told another: {@code runs/RECIPE/NAME-TIME} below the current directory. */
  public static Path standard(String recipe, String name) {
    Path parent = Path.of("runs", recipe);
    String stem = name + "-" + TIME.format(Instant.now());
    Path path = parent.resolve(stem);
    for (int i = 2; Files.exists(path); i++) {
      path = parent.resolve(stem + "-" + i);
    }
    return path;
  }

  /** Where the model is. */
  public Path model() {
    return path.resolve("model.safetensors");
  }

  void begin(Experiment experiment, String command) {
    write("recipe.yaml", experiment.variant().yaml(experiment.seed()));
    write("run.json", json(experiment, command, "running", null, null));
  }

  void end(Experiment experiment, String command, RunResult result, Layer network) {
    Safetensors.write(model(), network.stateDict(), metadata(experiment, result));
    write(
        "run.json",
        json(experiment, command, result.interrupted() ? "interrupted" : "finished", result, null));
  }

  void fail(Experiment experiment, String command, RuntimeException failure) {
    write(
        "run.json",
        json(experiment, command, "failed", null, String.valueOf(failure.getMessage())));
  }

  /** Writes a file whole, or not at all. */
  public void write(String name, String text) {
    try {
      AtomicFile.write(path.resolve(name), text);
    } catch (IOException e) {
      throw unwritable(path.resolve(name), e);
    }
  }

  /** A tree of plain values as JSON, indented. */
  public static String json(Object tree) {
    return JSON.writeValueAsString(tree) + "\n";
  }

  private static Map<String, String> metadata(Experiment experiment, RunResult result) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("ockham.recipe", experiment.variant().json(experiment.seed()));
    metadata.put("ockham.version", Environment.version());
    metadata.put("ockham.epoch", Integer.toString(result.bestEpoch()));
    metadata.put(
        "ockham.input",
        LongStream.of(experiment.inputShape())
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x")));
    metadata.put("ockham.classes", JsonMapper.shared().writeValueAsString(experiment.classes()));
    return metadata;
  }

  private static String json(
      Experiment experiment,
      String command,
      String status,
      @Nullable RunResult result,
      @Nullable String failure) {
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("status", status);
    if (failure != null) {
      run.put("failure", failure);
    }
    run.put("recipe", experiment.variant().recipe());
    run.put("variant", experiment.variant().name());
    run.put("seed", experiment.seed());
    run.put(
        "environment",
        Environment.here(experiment.threadsInWords(result != null), command).entries());
    if (result != null) {
      run.put("result", result.entries());
    }
    return json(run);
  }

  private static LabException unwritable(Path path, IOException e) {
    return new LabException(
        LabException.Kind.UNWRITABLE,
        path + ": cannot be written (" + e.getClass().getSimpleName()
            + "): choose another place with --out.",
        e);
  }
}
