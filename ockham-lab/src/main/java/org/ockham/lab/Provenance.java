package org.ockham.lab;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.file.Excerpt;
import org.ockham.tensor.Device;
import org.ockham.train.Parallelism;

/**
 * Where a model comes from: what its bits depend on besides recipe and seed. A model file carries it, and {@link Reproduction} goes by
 * it.
 *
 * @param entries by name: {@code data} and {@code data.sha256} (the {@link DataHash} of the training images, validation among them),
 *     {@code version} and {@code commit} of Ockham, {@code engine} and {@code blas} with the kernels that they chose, {@code device},
 *     {@code shards} and {@code threads.product}, the threads inside a matrix product, {@code java}
 */
public record Provenance(Map<String, String> entries) {

  /** Before the names in a model file. */
  static final String PREFIX = "ockham.";

  static final String DATA = "data";
  static final String DATA_HASH = "data.sha256";
  private static final String SHARDS = "shards";
  private static final String THREADS = "threads.product";

  private static final List<String> NAMES = List.of(
      DATA, DATA_HASH, "version", "commit", "engine", "blas", "device", SHARDS, THREADS, "java");

  public Provenance {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * That of a training on this machine.
   *
   * @param data the name of the data
   * @param dataHash of its training images
   * @param device where it was computed
   * @param parallelism how its arithmetic was laid out
   */
  static Provenance here(String data, String dataHash, Device device, Parallelism parallelism) {
    Environment here = Environment.here(device, "", "");
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(DATA, data);
    entries.put(DATA_HASH, dataHash);
    entries.put("version", here.ockham());
    entries.put("commit", here.commit());
    entries.put("engine", here.engine());
    entries.put("blas", here.blas());
    entries.put("device", here.device());
    entries.put(SHARDS, Integer.toString(parallelism.shards()));
    entries.put(THREADS, Integer.toString(parallelism.blasThreads()));
    entries.put("java", here.java());
    return new Provenance(entries);
  }

  /** What a model file says of it: nothing, if it was written by something else. */
  static Provenance of(Map<String, String> metadata) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String name : NAMES) {
      String value = metadata.get(PREFIX + name);
      if (value != null) {
        entries.put(name, value);
      }
    }
    return new Provenance(entries);
  }

  /**
   * Refuses other data than the model was trained on: of those it cannot be told which of them it has seen.
   *
   * @param file the model's
   * @return their hash
   * @throws LabException if they are others
   */
  String checkData(Path file, NamedSet data) {
    String hash = DataHash.of(data.train());
    String then = entries.getOrDefault(DATA_HASH, "");
    if (!hash.equals(then)) {
      throw new LabException(file + ": was trained on " + data.name() + " with the SHA-256 "
          + Excerpt.of(then) + ", but what is here has " + hash
          + ": give the data it was trained on with --data-dir.");
    }
    return hash;
  }

  /** Whether it says on which data that was. */
  boolean knowsData() {
    return entries.containsKey(DATA_HASH);
  }

  /** The same for a model file; the map is the caller's. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    entries.forEach((name, value) -> metadata.put(PREFIX + name, value));
    return metadata;
  }

  /**
   * How its arithmetic was laid out.
   *
   * @throws LabException if it does not say, or what it says cannot be
   */
  Parallelism parallelism(Path origin) {
    int shards = count(SHARDS, origin);
    int threads = count(THREADS, origin);
    if (shards > 1 && threads > 1) {
      throw new LabException(
          origin + ": its metadata " + PREFIX + SHARDS + " is " + shards + " and "
              + PREFIX + THREADS + " is " + threads
              + ", but one of them must be 1: it cannot be reproduced.");
    }
    return new Parallelism(shards, threads);
  }

  private int count(String name, Path origin) {
    String value = entries.getOrDefault(name, "");
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new LabException(origin + ": its metadata " + PREFIX + name + " is '" + value
          + "', but must be a number from 1 to 9999: it cannot be reproduced.");
    }
    return Integer.parseInt(value);
  }

  /** Where another one differs, in words: {@code engine: libtorch 2.10 there, libtorch 2.13 here}. */
  List<String> differencesFrom(Provenance here) {
    return NAMES.stream()
        .filter(name -> !Objects.equals(entries.get(name), here.entries.get(name)))
        .map(name -> name + ": " + entries.getOrDefault(name, "not said") + " there, "
            + here.entries.getOrDefault(name, "not said") + " here")
        .toList();
  }
}
