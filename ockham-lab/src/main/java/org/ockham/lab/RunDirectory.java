package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataHash;
import org.ockham.nn.Layer;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.SafetensorsException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory of one run: {@code recipe.yaml} (the settings as resolved; training by it repeats the run), {@code run.json}
 * (seed, versions, command and results), {@code metrics.csv} (a line an epoch) and {@code model.safetensors} (the selected
 * weights, which say themselves what they are). One run at a time writes there, and never over what another finished; a run
 * that failed or was killed before it had a model makes room for the next.
 */
public final class RunDirectory {

  private static final String RECIPE = "recipe.yaml";
  private static final String RUN = "run.json";

  /** What a model file says of itself. */
  static final String RECIPE_KEY = "ockham.recipe";

  static final String EPOCH_KEY = "ockham.epoch";
  static final String STATUS_KEY = "ockham.status";

  /** All that a run writes before its model. */
  private static final Set<String> UNFINISHED = Set.of(RECIPE, RUN, "metrics.csv");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final OutputDirectory directory;
  private boolean replaces;
  private boolean failed;
  private String dataHash = "";

  private RunDirectory(OutputDirectory directory) {
    this.directory = directory;
  }

  /**
   * A directory that is not there, is empty, or holds a run that came to nothing. It is made when the run begins.
   *
   * @throws LabException if it has other files, is a file, or cannot be written
   */
  public static RunDirectory at(Path path) {
    RunDirectory run = new RunDirectory(OutputDirectory.at(path));
    run.replaces = run.checkRoom();
    return run;
  }

  /** The place of a run that is not told another: see {@link OutputDirectory#standard}. */
  public static RunDirectory standard(String recipe, String name) {
    return new RunDirectory(OutputDirectory.standard(recipe, name));
  }

  /** Where it is; known for certain once the run has begun. */
  public Path path() {
    return directory.path();
  }

  /** Whether it held a run that came to nothing, which this one replaces. */
  public boolean replaces() {
    return replaces;
  }

  /** Whether its run failed: the next one may take its place. */
  public boolean failed() {
    return failed;
  }

  /** Refuses what must not be overwritten; whether there is something that may be. */
  private boolean checkRoom() {
    List<String> files = directory.files();
    if (files.isEmpty()) {
      return false;
    }
    if (!UNFINISHED.containsAll(files) || !cameToNothing()) {
      throw directory.full();
    }
    return true;
  }

  private boolean cameToNothing() {
    try {
      String status =
          JSON.readTree(Files.readString(path().resolve(RUN))).path("status").asString("");
      return status.equals("failed") || status.equals("running"); // as a kill leaves it
    } catch (IOException | JacksonException e) {
      return false; // nothing of ours
    }
  }

  /** Where the model is. */
  public Path model() {
    return path().resolve("model.safetensors");
  }

  /**
   * Makes and claims the directory.
   *
   * @throws LabException if another run has it, or has finished in it
   */
  void begin(Experiment experiment, String command) {
    directory.claim();
    if (checkRoom()) {
      replaces = true;
      for (String file : UNFINISHED) {
        try {
          Files.deleteIfExists(path().resolve(file));
        } catch (IOException e) {
          throw LabException.unwritable(path(), e);
        }
      }
    }
    dataHash = DataHash.of(experiment.images().train());
    directory.write(RECIPE, experiment.variant().yaml(experiment.seed()));
    directory.write(RUN, json(experiment, command, "running", null, null));
  }

  void end(Experiment experiment, String command, RunResult result, Layer network) {
    try {
      Safetensors.write(model(), network.stateDict(), metadata(experiment, result));
    } catch (SafetensorsException e) {
      throw e.getCause() instanceof IOException problem
          ? LabException.unwritable(model(), problem)
          : e;
    }
    directory.write(RUN, json(experiment, command, status(result), result, null));
  }

  void fail(Experiment experiment, String command, Throwable failure) {
    failed = true;
    directory.write(
        RUN, json(experiment, command, "failed", null, String.valueOf(failure.getMessage())));
  }

  /** Lets others in. */
  void release() {
    directory.close();
  }

  /** A tree of plain values as JSON, indented. */
  public static String json(Object tree) {
    return JSON.writeValueAsString(tree) + "\n";
  }

  private Map<String, String> metadata(Experiment experiment, RunResult result) {
    Map<String, String> metadata = Provenance.of(experiment, dataHash).metadata();
    metadata.put(RECIPE_KEY, experiment.variant().json(experiment.seed()));
    metadata.put(STATUS_KEY, status(result));
    metadata.put(EPOCH_KEY, Integer.toString(result.bestEpoch()));
    metadata.put(
        "ockham.input",
        LongStream.of(experiment.inputShape())
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x")));
    metadata.put("ockham.classes", JsonMapper.shared().writeValueAsString(experiment.classes()));
    return metadata;
  }

  private static String status(RunResult result) {
    return result.interrupted() ? "interrupted" : "finished";
  }

  private String json(
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
    run.put("data", Map.of("set", experiment.images().name(), "sha256", dataHash));
    run.put(
        "environment",
        Environment.here(experiment.threadsInWords(result != null), command).entries());
    if (result != null) {
      run.put("result", result.entries());
    }
    return json(run);
  }
}
