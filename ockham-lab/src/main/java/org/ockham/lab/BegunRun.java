package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Device;
import org.ockham.train.Parallelism;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the directory of a run says of it, so that it can go on.
 *
 * @param variant its settings
 * @param seed its seed
 * @param status running (as a kill leaves it), interrupted, failed or finished
 * @param json all of its {@code run.json}
 */
public record BegunRun(Variant variant, long seed, String status, JsonNode json) {

  /**
   * The run in a directory.
   *
   * @throws LabException if there is none
   */
  public static BegunRun read(Path directory) {
    JsonNode json = json(directory);
    if (json.path("status").asString("").isEmpty()) {
      throw new LabException(
          directory + ": holds no run: give the directory of one that ockham train began.");
    }
    Recipe recipe = Recipe.read(directory.resolve(RunDirectory.RECIPE));
    return new BegunRun(
        recipe.variant(), recipe.seeds().get(0), json.path("status").asString(""), json);
  }

  /** What a directory's {@code run.json} holds; nothing if there is none that can be read. */
  static JsonNode json(Path directory) {
    try {
      return JsonMapper.shared().readTree(Files.readString(directory.resolve(RunDirectory.RUN)));
    } catch (IOException | JacksonException e) {
      return JsonMapper.shared().missingNode();
    }
  }

  /** Whether there is nothing left to do. */
  public boolean isFinished() {
    return status.equals("finished");
  }

  /** How often it has gone on before. */
  int resumptions() {
    return json.path("resumptions").asInt(0);
  }

  /** By how many ranks it was asked to be computed; 1 for one process. */
  public int askedRanks() {
    return Math.max(1, json.path("asked").path("ranks").asInt(1));
  }

  /** In how many shards each rank was asked to compute it; 0 for what is best. */
  public int askedShards() {
    return Math.max(0, json.path("asked").path("shards").asInt(0));
  }

  /** On how many cores it was asked to be computed; 0 for all there are. */
  public int askedThreads() {
    return Math.max(0, json.path("asked").path("threads").asInt(0));
  }

  /** Where its last process computed it, in the words of {@link Device#of}. */
  public String device() {
    return json.path("environment").path("device").asString(Device.cpu().toString());
  }

  /** How its arithmetic was laid out; null if it ended before that was known. */
  public @Nullable Parallelism parallelism() {
    int shards = json.path("shards").asInt(0);
    int threads = json.path("productThreads").asInt(0);
    return shards < 1 || threads < 1 || (shards > 1 && threads > 1)
        ? null
        : new Parallelism(shards, threads);
  }

  /** The shards of all ranks together, which its bits depend on; 0 if that was left open and has not been found out. */
  public int shards() {
    Parallelism known = parallelism();
    if (known != null) {
      return known.shards();
    }
    return askedRanks() == 1 ? askedShards() : askedRanks() * Math.max(1, askedShards());
  }

  /** What it came to, by the names of {@link RunResult#entries}; empty before it has ended. */
  public Map<String, Object> result() {
    Map<String, Object> entries = new LinkedHashMap<>();
    json.path("result").properties().forEach(each -> entries.put(each.getKey(), each.getValue()));
    return entries;
  }

  /** What {@link #changes} there were when it went on before. */
  List<String> earlierChanges() {
    List<String> changes = new ArrayList<>();
    json.path("resumed").forEach(each -> changes.add(each.asString("")));
    return changes;
  }

  /** What this process computes with otherwise than its last one, and whether it is of another commit, in words. */
  List<String> changes(Device device) {
    Map<String, Object> here = Environment.kernels(device);
    here.put("commit", Environment.builtFrom());
    return differing(here, ", then ", "");
  }

  /**
   * Where its last process and this one compute otherwise, in words: the last bits of what follows may then be others than those of a
   * run in one piece.
   *
   * @param device where this process computes it
   */
  public List<String> differences(Device device) {
    return differing(Environment.kernels(device), " there, ", " here");
  }

  private List<String> differing(Map<String, Object> here, String between, String after) {
    JsonNode then = json.path("environment");
    return here.entrySet().stream()
        .filter(each -> !each.getValue().equals(then.path(each.getKey()).asString("")))
        .map(each -> each.getKey() + ": " + then.path(each.getKey()).asString("not said") + between
            + each.getValue() + after)
        .toList();
  }

  /**
   * Refuses to go on with what has changed meanwhile, or on other data than it began on.
   *
   * @param now the same run as it is once nobody else can write it
   * @throws LabException if it cannot go on
   */
  void check(Path directory, BegunRun now, Experiment experiment, String dataHash) {
    if (now.isFinished() || !now.variant.equals(variant) || now.seed != seed) {
      throw new LabException(directory
          + ": another process has written there meanwhile: look at it, then begin again.");
    }
    String then = json.path("data").path("sha256").asString("");
    if (!then.equals(dataHash)) {
      throw new LabException(
          directory + ": its run began on " + experiment.images().name()
              + " with the SHA-256 " + Excerpt.of(then) + ", but what is here has " + dataHash
              + ": give the data it began on with --data-dir.");
    }
  }
}
