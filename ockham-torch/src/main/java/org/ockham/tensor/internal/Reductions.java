package org.ockham.tensor.internal;

import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Operations that fold one or more dimensions: sums, extremes, orders, norms. No dimensions means all. */
public final class Reductions {

  private Reductions() {}

  public static Handle sum(Handle a) {
    return Handle.of(a.tensor.sum());
  }

  public static Handle mean(Handle a) {
    return Handle.of(a.tensor.mean());
  }

  public static Handle prod(Handle a) {
    return Handle.of(a.tensor.prod());
  }

  public static Handle min(Handle a) {
    return Handle.of(a.tensor.min());
  }

  public static Handle max(Handle a) {
    return Handle.of(a.tensor.max());
  }

  public static Handle median(Handle a) {
    return Handle.of(a.tensor.median());
  }

  public static Handle argmax(Handle a) {
    return Handle.of(a.tensor.argmax());
  }

  public static Handle argmin(Handle a) {
    return Handle.of(a.tensor.argmin());
  }

  public static Handle all(Handle a) {
    return Handle.of(a.tensor.all());
  }

  public static Handle any(Handle a) {
    return Handle.of(a.tensor.any());
  }

  public static Handle sum(Handle a, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.sum(dimensions, keep, new ScalarTypeOptional()));
  }

  public static Handle mean(Handle a, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.mean(dimensions, keep, new ScalarTypeOptional()));
  }

  public static Handle amax(Handle a, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.amax(dimensions, keep));
  }

  public static Handle amin(Handle a, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.amin(dimensions, keep));
  }

  public static Handle logsumexp(Handle a, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.logsumexp(dimensions, keep));
  }

  // An empty list of dimensions gives the same value as none, and an infinite gradient.

  public static Handle var(Handle a, long[] dimensions, long correction, boolean keep) {
    ScalarOptional divisor = Scalars.optional(correction);
    return Handle.of(
        dimensions.length == 0
            ? a.tensor.var(new LongArrayRefOptional(), divisor, keep)
            : a.tensor.var(dimensions, divisor, keep));
  }

  public static Handle std(Handle a, long[] dimensions, long correction, boolean keep) {
    ScalarOptional divisor = Scalars.optional(correction);
    return Handle.of(
        dimensions.length == 0
            ? a.tensor.std(new LongArrayRefOptional(), divisor, keep)
            : a.tensor.std(dimensions, divisor, keep));
  }

  public static Handle argmax(Handle a, long dimension, boolean keep) {
    return Handle.of(a.tensor.argmax(new LongOptional(dimension), keep));
  }

  public static Handle argmin(Handle a, long dimension, boolean keep) {
    return Handle.of(a.tensor.argmin(new LongOptional(dimension), keep));
  }

  public static Handle all(Handle a, long dimension, boolean keep) {
    return Handle.of(a.tensor.all(dimension, keep));
  }

  public static Handle any(Handle a, long dimension, boolean keep) {
    return Handle.of(a.tensor.any(dimension, keep));
  }

  public static Handle prod(Handle a, long dimension, boolean keep) {
    return Handle.of(a.tensor.prod(dimension, keep, new ScalarTypeOptional()));
  }

  public static Handle[] max(Handle a, long dimension, boolean keep) {
    return pair(a.tensor.max(dimension, keep));
  }

  public static Handle[] min(Handle a, long dimension, boolean keep) {
    return pair(a.tensor.min(dimension, keep));
  }

  public static Handle[] median(Handle a, long dimension, boolean keep) {
    return pair(a.tensor.median(dimension, keep));
  }

  public static Handle quantile(Handle a, double q) {
    return Handle.of(a.tensor.quantile(q));
  }

  public static Handle quantile(Handle a, double q, long dimension, boolean keep) {
    return Handle.of(a.tensor.quantile(q, new LongOptional(dimension), keep, "linear"));
  }

  public static Handle countNonzero(Handle a) {
    return Handle.of(a.tensor.count_nonzero());
  }

  public static Handle unique(Handle a) {
    return Handle.copyOf(torch.unique_consecutive(a.tensor.flatten().msort()).get0());
  }

  public static Handle cumprod(Handle a, long dimension) {
    return Handle.of(a.tensor.cumprod(dimension));
  }

  public static Handle cumsum(Handle a, long dimension) {
    return Handle.of(a.tensor.cumsum(dimension));
  }

  public static Handle softmax(Handle a, long dimension) {
    return Handle.of(a.tensor.softmax(dimension));
  }

  public static Handle logSoftmax(Handle a, long dimension) {
    return Handle.of(a.tensor.log_softmax(dimension));
  }

  public static Handle norm(Handle a, Number p) {
    return Handle.of(a.tensor.norm(Scalars.of(p)));
  }

  public static Handle norm(Handle a, Number p, long[] dimensions, boolean keep) {
    return Handle.of(a.tensor.norm(new ScalarOptional(Scalars.of(p)), dimensions, keep));
  }

  public static Handle bincount(Handle a, long minimumLength) {
    return Handle.of(a.tensor.bincount(new org.bytedeco.pytorch.TensorOptional(), minimumLength));
  }

  public static Handle histc(Handle a, long bins, Number min, Number max) {
    return Handle.of(a.tensor.histc(bins, Scalars.of(min), Scalars.of(max)));
  }

  public static Handle[] topk(Handle a, long k, long dimension, boolean largest) {
    return pair(a.tensor.topk(k, dimension, largest, true));
  }

  public static Handle[] sort(Handle a, long dimension, boolean descending) {
    return pair(a.tensor.sort(dimension, descending));
  }

  static Handle[] pair(T_TensorTensor_T pair) {
    return new Handle[] {Handle.copyOf(pair.get0()), Handle.copyOf(pair.get1())};
  }
}
