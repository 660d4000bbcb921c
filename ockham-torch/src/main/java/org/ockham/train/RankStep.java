package org.ockham.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Layer;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Lets every rank know of a step what all have computed: what their parts gave, of which parameters there are gradients, and the
 * buffers of the first shard, which are those of the network.
 */
final class RankStep {

  private final Ranks ranks;
  private final Layer network;
  private final int shards;
  private final boolean isMeasured;

  /**
   * Of this module.
   *
   * @param shards of each rank
   */
  RankStep(Ranks ranks, TrainingModule module, int shards) {
    this.ranks = ranks;
    this.network = module.network();
    this.shards = shards;
    isMeasured = !module.metrics().isEmpty();
  }

  /** Whose part it is. */
  int rankOf(Part part) {
    return part.step().shard() / shards;
  }

  /**
   * Gives the parts of other ranks what they gave.
   *
   * @param parts of all ranks, those of this one computed
   * @param present of which parameters each shard of this rank has a gradient
   * @return of which parameters some shard of some rank has one
   */
  BitSet share(List<Part> parts, List<BitSet> present) {
    byte[] mine = RankMessage.write(out -> {
      for (BitSet each : present) {
        byte[] bits = each.toByteArray();
        out.writeInt(bits.length);
        out.write(bits);
      }
      for (Part part : parts) {
        if (rankOf(part) == ranks.rank()) {
          write(out, part);
        }
      }
      if (ranks.isFirst()) {
        for (Tensor buffer : buffers().values()) {
          RankMessage.tensor(out, buffer);
        }
      }
    });
    List<byte[]> all = ranks.gather(Ranks.Place.STEP, mine);
    BitSet some = new BitSet();
    for (int rank = 0; rank < all.size(); rank++) {
      int of = rank;
      some.or(RankMessage.read(all.get(rank), in -> {
        BitSet its = new BitSet();
        for (int shard = 0; shard < shards; shard++) {
          its.or(BitSet.valueOf(in.readNBytes(in.readInt())));
        }
        if (of != ranks.rank()) {
          take(in, parts, of);
        }
        return its;
      }));
    }
    return some;
  }

  private void take(DataInputStream in, List<Part> parts, int rank) throws IOException {
    for (Part part : parts) {
      if (rankOf(part) == rank) {
        part.computed(read(in, part));
      }
    }
    if (rank == 0) {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        for (Tensor buffer : buffers().values()) {
          buffer.copy_(RankMessage.tensor(in));
        }
      }
    }
  }

  private Map<String, Tensor> buffers() {
    Map<String, Tensor> buffers = new LinkedHashMap<>(network.stateDict());
    buffers.keySet().removeAll(network.parameters().keySet());
    return buffers;
  }

  /** Outputs and targets are for the metrics; targets that are the batch's own all ranks have. */
  private void write(DataOutputStream out, Part part) throws IOException {
    StepOutput gave = part.output();
    RankMessage.tensor(out, gave.loss());
    optional(out, isMeasured ? gave.output() : null);
    boolean isOwn = gave.target() == part.batch().target();
    out.writeBoolean(isOwn);
    optional(out, isMeasured && !isOwn ? gave.target() : null);
    out.writeInt(gave.values().size());
    for (Map.Entry<String, Double> value : gave.values().entrySet()) {
      RankMessage.text(out, value.getKey());
      out.writeDouble(value.getValue());
    }
    StepOutput.Count count = gave.count();
    out.writeBoolean(count != null);
    out.writeDouble(count == null ? 0 : count.amount());
    out.writeBoolean(count != null && count.summed());
  }

  private static StepOutput read(DataInputStream in, Part part) throws IOException {
    Tensor loss = RankMessage.tensor(in);
    Tensor output = optional(in);
    boolean isOwn = in.readBoolean();
    Tensor target = optional(in);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.put(RankMessage.text(in), in.readDouble());
    }
    boolean isCounted = in.readBoolean();
    double amount = in.readDouble();
    boolean isSummed = in.readBoolean();
    return new StepOutput(
        loss,
        output,
        isOwn ? part.batch().target() : target,
        values,
        isCounted ? new StepOutput.Count(amount, isSummed) : null);
  }

  private static void optional(DataOutputStream out, @Nullable Tensor tensor) throws IOException {
    out.writeBoolean(tensor != null);
    if (tensor != null) {
      RankMessage.tensor(out, tensor);
    }
  }

  private static @Nullable Tensor optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? RankMessage.tensor(in) : null;
  }
}
