package org.ockham.lab;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.file.Excerpt;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;

/** Trains a model again, by what its file says, and looks whether the same bits come out. */
public final class Reproduction {

  /**
   * What came of it.
   *
   * @param run the second training
   * @param epoch whose weights the file holds
   * @param largest the largest difference between two numbers of the same place; 0 if all are the same, not a number if one of a pair
   *     is none
   * @param tensor where that is; null if all are the same
   * @param provenance where it was computed otherwise, in words
   */
  public record Result(
      RunResult run, int epoch, double largest, @Nullable String tensor, List<String> provenance) {

    public Result {
      provenance = List.copyOf(provenance);
    }

    /** Whether all weights are the same, bit for bit. */
    public boolean isSame() {
      return tensor == null;
    }
  }

  private final Path file;
  private final Safetensors content;
  private final Provenance provenance;
  private final Experiment experiment;
  private final String dataHash;
  private final int epoch;
  private volatile @Nullable Run run;
  private volatile boolean interrupted;

  private Reproduction(
      Path file,
      Safetensors content,
      Provenance provenance,
      Experiment experiment,
      String dataHash,
      int epoch) {
    this.file = file;
    this.content = content;
    this.provenance = provenance;
    this.experiment = experiment;
    this.dataHash = dataHash;
    this.epoch = epoch;
  }

  /**
   * Of the model in a file that a run wrote, on the data that it was trained on.
   *
   * @throws LabException if the file does not say how it was trained, holds what an interrupted run had so far, or if the data is
   *     another
   * @throws org.ockham.data.DataException if the data is absent and cannot be fetched
   */
  public static Reproduction of(Path file, Source source) {
    Safetensors content = Safetensors.read(file);
    String json = content.metadata().get(RunDirectory.RECIPE_KEY);
    Provenance provenance = Provenance.of(content.metadata());
    if (json == null || !provenance.knowsData()) {
      throw new LabException(
          file
              + ": does not say how it was trained: only models that ockham train wrote can be reproduced.");
    }
    if ("interrupted".equals(content.metadata().get(RunDirectory.STATUS_KEY))) {
      throw new LabException(
          file
              + ": holds what an interrupted run had so far: end that first, with ockham train --resume.");
    }
    Recipe recipe = Recipe.ofJson(file + " (metadata " + RunDirectory.RECIPE_KEY + ")", json);
    Variant variant = recipe.variant();
    NamedSet images = variant.data().open(source);
    String hash = provenance.checkData(file, images);
    String epoch = content.metadata().getOrDefault(RunDirectory.EPOCH_KEY, "");
    if (!epoch.matches("[0-9]{1,9}")) {
      throw new LabException(file + ": its metadata " + RunDirectory.EPOCH_KEY + " is '"
          + Excerpt.of(epoch) + "', but must be the number of an epoch.");
    }
    Experiment experiment =
        Experiment.of(variant, recipe.seeds().get(0), images).as(provenance.parallelism(file));
    return new Reproduction(file, content, provenance, experiment, hash, Integer.parseInt(epoch));
  }

  /** What is trained again. */
  public Experiment experiment() {
    return experiment;
  }

  /** Trains, and compares. What an interrupted one compares says nothing. */
  public Result execute(Callback... callbacks) {
    Layer network = experiment.network();
    Run again = Run.untested(experiment, callbacks);
    run = again;
    if (interrupted) {
      again.interrupt();
    }
    RunResult result = again.executeInto(network);
    double largest = 0;
    String worst = null;
    Map<String, Tensor> now = network.stateDict();
    if (!now.keySet().equals(content.tensors().keySet())) {
      throw new LabException(file + ": holds the tensors " + content.tensors().keySet()
          + ", but its recipe's network has " + now.keySet() + ": it contradicts itself.");
    }
    for (Map.Entry<String, Tensor> then : content.tensors().entrySet()) {
      double difference =
          difference(then.getKey(), then.getValue(), requireNonNull(now.get(then.getKey())));
      if (Double.compare(difference, largest) > 0) { // not a number is above all
        largest = difference;
        worst = then.getKey();
      }
    }
    List<String> differences = new ArrayList<>(provenance.differencesFrom(Provenance.here(
        experiment.images().name(),
        dataHash,
        experiment.device(),
        requireNonNull(again.parallelism()))));
    String resumed = content.metadata().get(RunDirectory.RESUMED_KEY);
    if (resumed != null) {
      differences.add("resumed there, computed otherwise from then on: " + resumed);
    }
    return new Result(result, epoch, largest, worst, differences);
  }

  /** Ends it after its step. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    Run running = run;
    if (running != null) {
      running.interrupt();
    }
  }

  /** The largest distance of two numbers of one place; the least there is where only a sign of zero differs. */
  private double difference(String name, Tensor then, Tensor now) {
    if (!Arrays.equals(then.shape(), now.shape()) || then.dtype() != now.dtype()) {
      throw new LabException(file + ": its tensor " + name + " is " + then.dtype() + " of shape "
          + Arrays.toString(then.shape()) + ", but its recipe's network has " + now.dtype()
          + " of shape "
          + Arrays.toString(now.shape()) + ": it contradicts itself.");
    }
    double[] before = then.toDoubles();
    double[] after = now.toDoubles();
    double largest = 0;
    for (int i = 0; i < before.length; i++) {
      if (Double.doubleToRawLongBits(before[i]) != Double.doubleToRawLongBits(after[i])) {
        double distance = Math.max(Math.abs(before[i] - after[i]), Double.MIN_VALUE);
        largest = Math.max(largest, distance); // which is not a number if one of them is none
      }
    }
    return largest;
  }
}
