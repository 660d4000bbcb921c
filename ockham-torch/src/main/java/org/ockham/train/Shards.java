package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
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
 * <p>With ranks there are as many shards as all of them have; each computes its own, and then has what all have computed, and the sum.
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

  private final Ranks ranks;
  /** Which of the shards of all ranks is this one's first. */
  private final int first;

  private final RankStep others;
  private final Crew crew;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<TrainingModule> modules = new ArrayList<>();
  private @Nullable GradientSum gradients;
  private @Nullable RankGradients rankGradients;

  /** Of this module's network, in one process. */
  Shards(TrainingModule module, int count, int threads, boolean perShard) {
    this(module, Ranks.of(null), count, threads, perShard);
  }

  /**
   * Of this module's network.
   *
   * @param count the shards of each rank
   * @param threads how many shards are computed at once
   * @param perShard whether batch normalisation is over each shard by itself, not over the batch
   */
  Shards(TrainingModule module, Ranks ranks, int count, int threads, boolean perShard) {
    this.module = module;
    this.ranks = ranks;
    this.count = count;
    this.first = ranks.rank() * count;
    this.others = new RankStep(ranks, module, count);
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
  static Shards of(
      TrainingModule module, Computing settings, Parallelism parallelism, Ranks ranks) {
    int count = parallelism.shards() / ranks.size();
    int cores = parallelism.coresOf(settings.threads());
    return new Shards(module, ranks, count, cores, !settings.syncBatchNorm());
  }

  static boolean hasBatchNorm(Layer network) {
    return network.layers().values().stream().anyMatch(BatchNorm.class::isInstance);
  }

  /** Computes the gradient of these batches; returns the parts, batch after batch and in each shard after shard. */
  List<Part> compute(List<Batch> batches, Step step) {
    List<List<Part>> cut = cut(batches, step);
    List<Part> parts = cut.stream().flatMap(List::stream).toList();
    if (parts.size() == 1 && ranks.isAlone()) {
      compute(parts.get(0), 0, null, 1);
      return parts;
    }
    boolean isAccumulated = batches.size() > 1;
    long samples =
        parts.size() == 1 ? 1 : batches.stream().mapToLong(Batch::size).sum();
    computeOwn(cut, samples, isAccumulated);
    for (Part part : parts) {
      boolean isOwn = others.rankOf(part) == ranks.rank();
      if (isOwn && (isAccumulated || part.step().shard() > first)) {
        part.adopt();
      }
    }
    if (ranks.isAlone()) {
      sum(factor(parts, samples));
    } else {
      sumOfRanks(parts, samples);
    }
    return parts;
  }

  private void computeOwn(List<List<Part>> cut, long samples, boolean isAccumulated) {
    List<@Nullable Meeting> meetings = new ArrayList<>();
    cut.forEach(of -> meetings.add(whole && of.size() > 1 ? meeting(of.size()) : null));
    replicas.forEach(Replica::refreshBuffers); // before the first shard changes the original's
    crew.run(shard -> {
      try {
        if (shard > 0) {
          replicas.get(shard - 1).refreshParameters();
        } else if (first > 0) { // which are a replica's in one process
          parameters(module.network()).forEach(Parameter::clearGrad);
        }
        for (int i = 0; i < cut.size(); i++) {
          Meeting meeting = meetings.get(i);
          if (first + shard < cut.get(i).size()) {
            compute(cut.get(i).get(first + shard), shard, meeting, samples, isAccumulated);
          } else if (shard == 0 && meeting != null) {
            meeting.leave(); // this rank has no part of the batch
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
  }

  private Meeting meeting(int parties) {
    if (ranks.isAlone()) {
      return new Meeting(crew, parties);
    }
    int own = Math.max(1, Math.min(count, parties - first)); // one at least, to leave it
    return new Meeting(crew, count, own, new RankMeeting(ranks, parties));
  }

  /** Batches cut into parts. Where each shard is normalised by itself it has two samples, or there is no variance. */
  private List<List<Part>> cut(List<Batch> batches, Step step) {
    List<List<Part>> cut = new ArrayList<>();
    long samples = 0;
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      Step now = step.batch(i);
      int most = normsShards ? batch.size() / 2 : batch.size();
      cut.add(Part.cut(
          batch,
          module.prepare(batch, now),
          now,
          samples,
          Math.max(1, Math.min(count * ranks.size(), most))));
      samples += batch.size();
    }
    return cut;
  }

  /**
   * What other threads made outlives their scopes, and dies with that of the step. Where batches are accumulated, all that one needed on
   * its way is freed before the next.
   */
  private void compute(
      Part part, int shard, @Nullable Meeting meeting, long samples, boolean isAccumulated) {
    if (shard == 0 && !isAccumulated) {
      compute(part, shard, meeting, samples);
      return;
    }
    try (Scope scope = Scope.open()) {
      compute(part, shard, meeting, samples);
      part.detach();
    }
  }

  private void compute(Part part, int shard, @Nullable Meeting meeting, long samples) {
    TrainingModule module = modules.get(shard);
    module.network().randomize(part.step().key("mask"), part.firstSample());
    if (meeting == null) {
      part.output(module.trainingStep(part.prepared(), part.step()));
      if (!part.output().isEmpty()) {
        weighted(part, samples).backward();
      }
      return;
    }
    try (SyncBatchNorm norm = SyncBatchNorm.open(part.step().shard(), meeting.of(shard))) {
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

  /** What is left to multiply the sum by, once it is known what counts where that is not the number of samples. */
  private static double factor(List<Part> parts, long samples) {
    double counted = parts.stream().mapToDouble(Part::amount).sum();
    boolean isMean = parts.size() > 1 && !parts.get(0).isSum() && counted != 0;
    return isMean ? samples / counted : 1;
  }

  private void sum(double factor) {
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

  private void sumOfRanks(List<Part> parts, long samples) {
    if (rankGradients == null) {
      List<List<Parameter>> shards =
          modules.stream().map(each -> parameters(each.network())).toList();
      rankGradients = new RankGradients(ranks, crew, shards);
    }
    BitSet present = others.share(parts, rankGradients.present());
    rankGradients.add(present, factor(parts, samples));
  }

  /** A failure in what this part gave, which with ranks all of them see. */
  TrainingException named(Part part, TrainingException failure) {
    return ranks.named(others.rankOf(part), failure);
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
