package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.tensor.DType;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** What one shard computes of one batch, and what comes of it. */
final class Part {

  private final Batch original;
  private final Batch prepared;
  private final Step step;
  private final long firstSample;
  private @Nullable StepOutput output;

  private Part(Batch original, Batch prepared, Step step, long firstSample) {
    this.original = original;
    this.prepared = prepared;
    this.step = step;
    this.firstSample = firstSample;
  }

  /**
   * A batch in at most so many parts, whose sizes differ by one at most.
   *
   * @param prepared the same as it is to be trained on
   * @param firstSample the place of its first sample among those of the step
   */
  static List<Part> cut(Batch batch, Batch prepared, Step step, long firstSample, int count) {
    if (count == 1) {
      return List.of(new Part(batch, prepared, step, firstSample));
    }
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int shard = 0; shard < count; shard++) {
      int size = batch.size() / count + (shard < batch.size() % count ? 1 : 0);
      Batch plain = slice(batch, from, size);
      parts.add(new Part(
          plain,
          prepared.equals(batch) ? plain : slice(prepared, from, size),
          step.shard(shard),
          firstSample + from));
      from += size;
    }
    return parts;
  }

  private static Batch slice(Batch batch, int from, int size) {
    return new Batch(
        batch.input().narrow(0, from, size), batch.target().narrow(0, from, size), size);
  }

  /** Its samples, as the data set has them. */
  Batch batch() {
    return original;
  }

  /** Its samples, as they are to be trained on. */
  Batch prepared() {
    return prepared;
  }

  Step step() {
    return step;
  }

  /** The place of its first sample among those of the step. */
  long firstSample() {
    return firstSample;
  }

  /** What training on it gave. */
  StepOutput output() {
    if (output == null) {
      throw new IllegalStateException("the part has not been computed");
    }
    return output;
  }

  /** Takes what training on it gave; metrics compare with the targets that the data set has. */
  void output(StepOutput given) {
    output = given.target() == prepared.target()
        ? given.against(placed(original.target(), given.output()))
        : given;
  }

  /** Takes what another rank computed of it. */
  void computed(StepOutput given) {
    output = given;
  }

  /** A target where the output is, and as exact. */
  private static Tensor placed(Tensor target, @Nullable Tensor output) {
    return output == null
        ? target
        : PlacedModule.placed(target, output.device(), output.dtype() == DType.FLOAT64);
  }

  /** The same for another thread to use, once the scope that it was made in has ended. */
  void detach() {
    StepOutput mine = output();
    output = new StepOutput(
        free(mine.loss()),
        mine.output() == null ? null : free(mine.output()),
        mine.target() == null || mine.target() == original.target()
            ? mine.target()
            : free(mine.target()),
        mine.values(),
        mine.count());
  }

  private static Tensor free(Tensor tensor) {
    return tensor.detach().escape();
  }

  /** Gives what another thread made to the scope of this one. */
  void adopt() {
    StepOutput theirs = output();
    Scope.adopt(theirs.loss());
    if (theirs.output() != null) {
      Scope.adopt(theirs.output());
    }
    if (theirs.target() != null) {
      Scope.adopt(theirs.target());
    }
  }

  /** How much it counts: what a mean over it was divided by. */
  double amount() {
    return output().amount(original);
  }

  /** Whether its loss is a sum, so that sums of parts are the sum of the whole. */
  boolean isSum() {
    return output().isSum();
  }
}
