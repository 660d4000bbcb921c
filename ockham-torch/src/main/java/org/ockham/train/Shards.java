package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.nn.BatchNorm;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Replica;
import org.ockham.nn.SyncBatchNorm;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Computes the gradient of a step in parts: each batch is cut into as many as there are shards, each shard goes forward and backward over
 * its parts on a thread of its own, and the gradients are added in the shards' order. The result is a function of the number of shards
 * alone, not of the threads. One shard is computed by the calling thread as if there were none.
 *
 * <p>What is summed weighs samples, not parts: however batches are cut and accumulated, it is the gradient of the mean over all that
 * counts, or of the sum.
 */
final class Shards implements AutoCloseable {

  private final TrainingModule module;
  private final int count;
  private final boolean whole;
  /** Whether each shard is normalised by itself. */
  private final boolean normsShards;

  private final Crew crew;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<TrainingModule> modules = new ArrayList<>();
  private @Nullable GradientSum gradients;

  /**
   * Of this module's network.
   *
   * @param threads how many shards are computed at once
   * @param perShard whether batch normalisation is over each shard by itself, not over the batch
   */
  Shards(TrainingModule module, int count, int threads, boolean perShard) {
    this.module = module;
    this.count = count;
    boolean hasNorm = hasBatchNorm(module.network());
    this.whole = hasNorm && !perShard;
    this.normsShards = hasNorm && perShard;
    modules.add(module);
    for (int shard = 1; shard < count; shard++) {
      Replica replica = Replica.of(module.network());
      replicas.add(replica);
      modules.add(module.withNetwork(replica.network()));
    }
    crew = new Crew(count, threads);
  }

  /** As the settings ask. */
  static Shards of(TrainingModule module, Computing settings, Parallelism parallelism) {
    int cores = parallelism.coresOf(settings.threads());
    return new Shards(module, parallelism.shards(), cores, !settings.syncBatchNorm());
  }

  static boolean hasBatchNorm(Layer network) {
    return network.layers().values().stream().anyMatch(BatchNorm.class::isInstance);
  }

  /** Computes the gradient of these batches; returns the parts, batch after batch and in each shard after shard. */
  List<Part> compute(List<Batch> batches, Step step) {
    List<List<Part>> cut = cut(batches, step);
    List<Part> parts = cut.stream().flatMap(List::stream).toList();
    if (parts.size() == 1) {
      compute(parts.get(0), module, 0, null, 1);
      return parts;
    }
    long samples = batches.stream().mapToLong(Batch::size).sum();
    List<@Nullable Meeting> meetings = new ArrayList<>();
    cut.forEach(of -> meetings.add(whole && of.size() > 1 ? new Meeting(crew, of.size()) : null));
    boolean isAccumulated = batches.size() > 1;
    replicas.forEach(Replica::refreshBuffers); // before the first shard changes the original's
    crew.run(shard -> {
      try {
        if (shard > 0) {
          replicas.get(shard - 1).refreshParameters();
        }
        for (int i = 0; i < cut.size(); i++) {
          if (shard < cut.get(i).size()) {
            compute(cut.get(i).get(shard), shard, meetings.get(i), samples, isAccumulated);
          }
        }
      } catch (RuntimeException | Error e) {
        meetings.forEach(meeting -> {
          if (meeting != null) {
            meeting.fail();
          }
        });
        throw e;
      }
    });
    sum(parts, samples);
    for (Part part : parts) {
      if (isAccumulated || part.step().shard() > 0) {
        part.adopt();
      }
    }
    return parts;
  }

  /** Batches cut into parts. Where each shard is normalised by itself it has two samples, or there is no variance. */
  private List<List<Part>> cut(List<Batch> batches, Step step) {
    List<List<Part>> cut = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      Step now = step.batch(i);
      int most = normsShards ? batch.size() / 2 : batch.size();
      cut.add(Part.cut(
          batch, module.prepare(batch, now), now, first, Math.max(1, Math.min(count, most))));
      first += batch.size();
    }
    return cut;
  }

  /**
   * What other threads made outlives their scopes, and dies with that of the step. Where batches are accumulated, all that one needed on
   * its way is freed before the next.
   */
  private void compute(
      Part part, int shard, @Nullable Meeting meeting, long samples, boolean isAccumulated) {
    TrainingModule own = modules.get(shard);
    if (shard == 0 && !isAccumulated) {
      compute(part, own, shard, meeting, samples);
      return;
    }
    try (Scope scope = Scope.open()) {
      compute(part, own, shard, meeting, samples);
      part.detach();
    }
  }

  private static void compute(
      Part part, TrainingModule module, int shard, @Nullable Meeting meeting, long samples) {
    module.network().randomize(part.step().key("mask"), part.firstSample());
    if (meeting == null) {
      part.output(module.trainingStep(part.prepared(), part.step()));
      if (!part.output().isEmpty()) {
        weighted(part, samples).backward();
      }
      return;
    }
    try (SyncBatchNorm norm = SyncBatchNorm.open(shard, meeting.of(shard))) {
      part.output(module.trainingStep(part.prepared(), part.step()));
      if (!part.output().isEmpty()) {
        norm.backward(weighted(part, samples));
      } else if (part.output().output() != null) {
        norm.backwardFromNothing(requireNonNull(part.output().output()));
      }
      meeting.leave();
    }
  }

  /** The loss by the part's share of the samples, as far as that is known before all are counted; 1 sample stands for the whole. */
  private static Tensor weighted(Part part, long samples) {
    Tensor loss = part.output().loss();
    double share = samples == 1 || part.isSum() ? 1 : part.amount() / samples;
    return share == 1 ? loss : loss.mul(share);
  }

  /** Adds the gradients, and divides by what counted where that is not the number of samples. */
  private void sum(List<Part> parts, long samples) {
    double counted = parts.stream().mapToDouble(Part::amount).sum();
    boolean summed = parts.get(0).isSum();
    double factor = summed || counted == 0 ? 1 : samples / counted;
    if (count == 1 && factor == 1) {
      return;
    }
    if (gradients == null) {
      gradients = new GradientSum(
          parameters(module.network()),
          replicas.stream().map(replica -> parameters(replica.network())).toList());
    }
    gradients.add(crew, factor);
  }

  private static List<Parameter> parameters(Layer network) {
    return List.copyOf(network.parameters().values());
  }

  /** Ends the threads. */
  @Override
  public void close() {
    crew.close();
  }
}
