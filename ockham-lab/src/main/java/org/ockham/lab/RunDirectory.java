package org.ockham.lab;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.DataHash;
import org.ockham.data.DataModule;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.TableData;
import org.ockham.file.AtomicFile;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.Task;
import org.ockham.logger.TextLogger;
import org.ockham.nn.Layer;
import org.ockham.tensor.Device;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.SafetensorsException;
import org.ockham.train.Parallelism;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory of one run: {@code recipe.yaml} (the settings as resolved; training by it repeats the run), {@code run.json}
 * (seed, data, versions, command and results), {@code metrics.csv} (a line an epoch), {@code log.txt} (the same in words, and what was found meanwhile), event files for TensorBoard, {@code
 * evidence.json} (what there is to show of it: {@link Evidence}) and {@code model.safetensors} (the selected weights, which say themselves what they are and where they come from). Until it has finished there is
 * {@code checkpoint}, from which it goes on. One run at a time writes there, and never over what another finished or can go on with; a
 * run that failed or was killed before it had a checkpoint makes room for the next.
 */
public final class RunDirectory {

  static final String RECIPE = "recipe.yaml";
  static final String RUN = "run.json";
  static final String CHECKPOINT = "checkpoint";

  private static final String FAILED = "failed";

  /** What a model file says of itself. */
  static final String RECIPE_KEY = "ockham.recipe";

  static final String EPOCH_KEY = "ockham.epoch";
  static final String STATUS_KEY = "ockham.status";

  /** Which task it was trained for; a model from before this was said is of a classification. */
  static final String TASK_KEY = "ockham.task";

  /** The names of the classes, or of what else comes out. */
  static final String CLASSES_KEY = "ockham.classes";

  static final String OUTPUTS_KEY = "ockham.outputs";

  /** Where a run that went on was computed otherwise than before; absent if it never was. */
  static final String RESUMED_KEY = "ockham.resumed";

  /** All that a run writes before its model. */
  private static final Set<String> UNFINISHED =
      Set.of(RECIPE, RUN, "metrics.csv", "tensorboard", TextLogger.FILE, Evidence.FILE);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final OutputDirectory directory;
  private final @Nullable BegunRun begun;
  private int ranks = 1;
  private boolean replaces;
  private boolean failed;
  private String dataHash = "";
  private @Nullable Parallelism parallelism;
  private boolean isAccepted;
  private boolean hasGoneOn;

  private RunDirectory(OutputDirectory directory, @Nullable BegunRun begun) {
    this.directory = directory;
    this.begun = begun;
  }

  /**
   * A directory that is not there, is empty, or holds a run that came to nothing. It is made when the run begins.
   *
   * @throws LabException if it has other files, is a file, or cannot be written
   */
  public static RunDirectory at(Path path) {
    RunDirectory run = new RunDirectory(OutputDirectory.at(path), null);
    boolean isTaken = DirectoryClaim.isHeld(path).orElse(false); // which its begin will refuse
    run.replaces = run.checkRoom() && !isTaken;
    return run;
  }

  /** The place of a run that is not told another: see {@link OutputDirectory#standard}. */
  public static RunDirectory standard(String recipe, String name) {
    return new RunDirectory(OutputDirectory.standard(recipe, name), null);
  }

  /**
   * The directory of a run that began there, and goes on from its last checkpoint; from its first step if there is none yet.
   *
   * @throws LabException if there is no run in it
   */
  public static RunDirectory resumed(Path path) {
    BegunRun begun = BegunRun.read(path);
    return new RunDirectory(OutputDirectory.at(path), begun);
  }

  /** The run that goes on there; null if one begins there. */
  public @Nullable BegunRun begun() {
    return begun;
  }

  /** Where it is; known for certain once the run has begun. */
  public Path path() {
    return directory.path();
  }

  /** Whether it held a run that came to nothing, which this one replaces. */
  public boolean replaces() {
    return replaces;
  }

  /** Whether there is a checkpoint to go on from. */
  public boolean canGoOn() {
    return CheckpointDirectory.exists(checkpoint());
  }

  /** Whether its run failed: the next one may take its place, if it {@linkplain #canGoOn cannot go on}. */
  public boolean failed() {
    return failed;
  }

  /** Refuses what must not be overwritten; whether there is something that may be. */
  private boolean checkRoom() {
    List<String> files = directory.files().stream()
        .filter(file -> !file.startsWith("." + CHECKPOINT)) // that a kill kept from being one
        .toList();
    String status = BegunRun.json(path()).path("status").asString("");
    if (status.equals("finished")) { // also where a kill has left its checkpoint
      throw directory.full();
    }
    if (canGoOn()) {
      throw new LabException(path()
          + ": holds a run that was cut short and can go on: do so with ockham train --resume "
          + path() + ", or give a new directory.");
    }
    if (files.isEmpty()) {
      return false;
    }
    boolean cameToNothing =
        status.equals(FAILED) || status.equals("running"); // as a kill leaves it
    if (!cameToNothing || !UNFINISHED.containsAll(files)) {
      throw directory.full();
    }
    return true;
  }

  /** Where the checkpoint is, while the run is not finished. */
  public Path checkpoint() {
    return path().resolve(CHECKPOINT);
  }

  /** Where the model is. */
  public Path model() {
    return path().resolve("model.safetensors");
  }

  /**
   * Makes and claims the directory.
   *
   * @param ranks how many processes compute the run
   * @throws LabException if another run has it, or has finished in it, or if the one that goes on began on other data
   */
  void begin(Experiment experiment, String command, int ranks) {
    this.ranks = ranks;
    directory.claim();
    try {
      dataHash = DataHash.of(experiment.images().train());
      if (begun != null) {
        begun.check(path(), BegunRun.read(path()), experiment, dataHash);
        parallelism = begun.parallelism();
      } else if (checkRoom()) {
        replaces = true;
        directory.files().forEach(this::delete);
        CheckpointDirectory.delete(checkpoint());
      }
      write(experiment, command, "running", null, null); // first: it says that the rest is of a run
      directory.write(RECIPE, experiment.variant().yaml(experiment.seed()));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  /** Runs this once if somebody asks the run to end: see {@link StopRequest}. */
  void onStop(Runnable stop) {
    directory.onStop(stop);
  }

  private void delete(String file) {
    Path place = path().resolve(file);
    try {
      if (!Files.isDirectory(place)) { // event files go when the first of the run is begun
        Files.deleteIfExists(place);
      }
    } catch (IOException e) {
      throw LabException.unwritable(path(), e);
    }
  }

  /** Notes how the arithmetic is laid out, once that is known: a run that goes on is computed so again, unless on another device. */
  void computing(Experiment experiment, String command, Parallelism parallelism) {
    Parallelism before = this.parallelism;
    boolean moves = begun != null && !begun.device().equals(experiment.device().toString());
    if (before != null && !moves && !before.equals(parallelism)) {
      throw new LabException(path() + ": its run was computed by " + before
          + ", but would go on with " + parallelism + ": it was begun with --threads "
          + Experiment.threadsInWords(begun == null ? 0 : begun.askedThreads())
          + ", leave --threads out.");
    }
    this.parallelism = parallelism;
    isAccepted = true;
    hasGoneOn = canGoOn(); // without a checkpoint all of it is computed here
    write(experiment, command, "running", null, null);
  }

  /** Writes the model; what a finished run would have gone on from is deleted, for it is larger than the model and of no use. */
  void end(
      Experiment experiment,
      String command,
      RunResult result,
      @Nullable Evidence evidence,
      Layer network,
      DataModule data) {
    if (evidence != null) {
      directory.write(Evidence.FILE, evidence.json());
    }
    try {
      Safetensors.write(model(), network.stateDict(), metadata(experiment, result, data));
    } catch (SafetensorsException e) {
      throw e.getCause() instanceof IOException problem
          ? LabException.unwritable(model(), problem)
          : e;
    }
    write(experiment, command, status(result), result, null);
    if (!result.interrupted()) {
      Run.discard(checkpoint());
    }
  }

  /**
   * Holds the directory while its run is computed elsewhere, and keeps what that has written in its own.
   *
   * @param ranks how many processes compute the run
   * @param run gives the other directory's files, by their path in it; none if it was cut short: then another run may take its place
   * @throws LabException if another run has it, or has finished in it, or it cannot be written
   */
  public void receive(
      Experiment experiment, String command, int ranks, Supplier<Map<String, byte[]>> run) {
    begin(experiment, command, ranks);
    try {
      Map<String, byte[]> files = new LinkedHashMap<>(run.get());
      byte[] last = files.remove(RUN); // it says that the rest is there
      if (last == null) {
        write(experiment, command, FAILED, null, "it was cut short");
        return;
      }
      files.remove(RECIPE); // which names the data's file as it is called here
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        write(file.getKey(), file.getValue());
      }
      write(RUN, last);
    } catch (RuntimeException | Error e) {
      fail(experiment, command, e);
      throw e;
    } finally {
      release();
    }
  }

  private void write(String file, byte[] content) {
    Path place = path().resolve(file);
    try {
      Files.createDirectories(requireNonNull(place.getParent()));
      AtomicFile.write(place, content);
    } catch (IOException e) {
      throw LabException.unwritable(place, e);
    }
  }

  /** Notes a failure; that it cannot be noted must not hide it. */
  void fail(Experiment experiment, String command, Throwable failure) {
    failed = true;
    try {
      write(experiment, command, FAILED, null, String.valueOf(failure.getMessage()));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  /** Lets others in. */
  void release() {
    directory.close();
  }

  /** A tree of plain values as JSON, indented. */
  public static String json(Object tree) {
    return JSON.writeValueAsString(tree) + "\n";
  }

  private Map<String, String> metadata(Experiment experiment, RunResult result, DataModule data) {
    Map<String, String> metadata = Provenance.here(
            experiment.images().name(), dataHash, experiment.device(), requireNonNull(parallelism))
        .metadata();
    metadata.put(RECIPE_KEY, experiment.variant().json(experiment.seed()));
    metadata.put(STATUS_KEY, status(result));
    List<String> changes = changes(experiment.device());
    if (!changes.isEmpty()) {
      metadata.put(RESUMED_KEY, String.join("; ", changes));
    }
    metadata.put(EPOCH_KEY, Integer.toString(result.bestEpoch()));
    metadata.put(
        "ockham.input",
        LongStream.of(data.train().inputShape())
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x")));
    Task task = experiment.variant().task();
    metadata.put(TASK_KEY, task.word());
    if (data instanceof TableData table) {
      metadata.put(FittedPreparation.METADATA, table.preparation().toJson());
    }
    List<String> outputs = data instanceof TableData table
        ? TrainedModel.outputs(table.preparation())
        : experiment.classes();
    metadata.put(
        task == Task.CLASSIFICATION ? CLASSES_KEY : OUTPUTS_KEY,
        JsonMapper.shared().writeValueAsString(outputs));
    return metadata;
  }

  /** Where the run was computed otherwise each time that it went on, in words. */
  private List<String> changes(Device device) {
    if (begun == null) {
      return List.of();
    }
    List<String> changes = new ArrayList<>(begun.earlierChanges());
    if (hasGoneOn) {
      changes.addAll(begun.changes(device));
    }
    return changes;
  }

  private static String status(RunResult result) {
    return result.interrupted() ? "interrupted" : "finished";
  }

  private void write(
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
        "data",
        JSON.createObjectNode().put("set", experiment.images().name()).put("sha256", dataHash));
    // Of a run that goes on, what it was begun with stays until it has been accepted: a refusal
    // changes nothing.
    BegunRun before = isAccepted ? null : begun;
    run.put(
        "asked",
        JSON.createObjectNode()
            .put("ranks", before == null ? ranks : before.askedRanks())
            .put("shards", before == null ? experiment.shards() : before.askedShards())
            .put("threads", before == null ? experiment.threads() : before.askedThreads()));
    Parallelism known = parallelism;
    if (known != null) {
      run.put("shards", known.shards());
      run.put("productThreads", known.blasThreads());
    }
    if (begun != null) {
      run.put("resumptions", begun.resumptions() + (isAccepted ? 1 : 0));
    }
    List<String> changes = changes(experiment.device());
    if (!changes.isEmpty()) {
      run.put("resumed", changes);
    }
    run.put(
        "environment",
        before == null
            ? Environment.here(
                    experiment.device(), Experiment.threadsInWords(experiment.threads()), command)
                .entries()
            : before.json().path("environment"));
    if (result != null) {
      run.put("result", result.entries());
    }
    directory.write(RUN, json(run));
  }
}
