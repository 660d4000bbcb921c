package org.ockham.data;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/** Reads batches of one epoch, straight into the memory of their tensors. Each thread has its own. */
final class BatchReader {
  private final Loader loader;
  private final EpochOrder order;
  private final SampleWriter writer;
  private final BooleanSupplier stopped;

  BatchReader(Loader loader, EpochOrder order, BooleanSupplier stopped) {
    this.loader = loader;
    this.order = order;
    this.writer = new SampleWriter(loader.dataset());
    this.stopped = stopped;
  }

  /** One batch, or null if it was stopped on the way. */
  @Nullable
  Batch read(int number) {
    int start = order.start(number);
    int size = order.start(number + 1) - start;
    Tensor target = loader.dataset().targets() instanceof Targets.Values values
        ? Tensor.empty(DType.FLOAT32, size, values.width())
        : Tensor.empty(DType.INT64, size);
    boolean whole = false;
    long[] shape = shape(size, loader.dataset().inputShape());
    try (BatchInput input = new BatchInput(shape, writer.inputLength(), loader.memoryFormat())) {
      writer.into(
          input,
          target.dtype() == DType.INT64 ? target.longBuffer() : LongBuffer.allocate(0),
          target.dtype() == DType.INT64 ? FloatBuffer.allocate(0) : target.floatBuffer());
      for (int i = 0; i < size; i++) {
        if (stopped.getAsBoolean()) {
          return null;
        }
        writer.read(order.sample(start + i), i, order.stream(start + i));
      }
      Batch batch = placed(new Batch(input.take(), target, size));
      whole = true;
      return batch;
    } finally {
      if (!whole) {
        target.close();
      }
    }
  }

  /** Where it is to be; what it is a copy of is freed. */
  private Batch placed(Batch batch) {
    Device device = loader.device();
    if (device.isCpu()) {
      return batch;
    }
    try (Tensor input = batch.input();
        Tensor target = batch.target()) {
      return new Batch(moved(input, device), moved(target, device), batch.size());
    }
  }

  /** Nobody waits for the copy to a graphics processor: that does one thing after the other, and pinned memory outlives it. */
  private static Tensor moved(Tensor tensor, Device device) {
    if (!device.isCuda()) {
      return tensor.to(device);
    }
    try (Tensor pinned = tensor.pinMemory()) {
      return pinned.to(device, true);
    }
  }

  private static long[] shape(int size, long[] input) {
    long[] shape = new long[input.length + 1];
    shape[0] = size;
    System.arraycopy(input, 0, shape, 1, input.length);
    return shape;
  }
}
