package org.ockham.nn;

import java.util.Map;
import java.util.TreeMap;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;

/**
 * The windows of a pool in ONNX. With {@code ceilMode} the engine leaves out a last window that would begin in the padding at the end. So
 * does ONNX Runtime, but not ONNX, which expects a larger output and finds that it does not fit what it is added to. There the padding
 * at the end, and the input if need be, become so short that nobody counts that window.
 */
final class PoolWindows {

  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;
  private final boolean ceilMode;

  PoolWindows(long[] kernel, long[] stride, long[] padding, long[] dilation, boolean ceilMode) {
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.ceilMode = ceilMode;
  }

  /** What the operator gives, for a batch or for a single input, which ONNX does not know. */
  Value of(Value x, String operator, Map<String, ?> more) {
    Value batch = x.dim() == kernel.length + 1 ? x.unsqueeze(0) : x;
    long[] pads = Sizes.twice(padding);
    for (int i = 0; ceilMode && i < kernel.length; i++) {
      long size = batch.size(2 + i);
      long end = size == Graph.FREE ? padding[i] : end(size, i);
      if (end < 0) {
        batch = batch.narrow(2 + i, 0, size + end);
      }
      pads[kernel.length + i] = Math.max(0, end);
    }
    Map<String, Object> attributes = new TreeMap<>(more);
    attributes.put("kernel_shape", kernel);
    attributes.put("strides", stride);
    attributes.put("pads", pads);
    attributes.put("ceil_mode", ceilMode ? 1 : 0);
    Value y = batch.op(operator, attributes);
    return x.dim() == batch.dim() ? y : y.squeeze(0);
  }

  /** The padding at the end: shorter, or an end that is cut off, where the last window would begin in it. */
  private long end(long size, int i) {
    long reach = dilation[i] * (kernel[i] - 1) + 1;
    long last = -Math.floorDiv(reach - size - 2 * padding[i], stride[i]) * stride[i];
    return last < size + padding[i] ? padding[i] : last - stride[i] + reach - size - padding[i];
  }
}
