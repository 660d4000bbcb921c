package org.ockham.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Image;
import org.ockham.tensor.DType;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * The inputs of one batch. While every sample is pixels that are only divided by 255 they stay bytes, and the engine turns the
 * whole batch into floats at the end: two thirds of the time of a table, with the same bits. For normalised ones, three passes more, the table
 * is the quicker. The first sample of another kind ends that.
 *
 * <p>In channels-last the memory is written as [batch, height, width, channels], and seen as [batch, channels, height, width]; pixels of
 * several channels go there by a table, always: it puts them beside each other on the way.
 */
final class BatchInput implements InputSink, AutoCloseable {
  /** Of the memory. */
  private final long[] shape;

  private final int length;
  private final boolean channelsLast;
  private final int channels;
  private @Nullable Tensor bytes;
  private @Nullable ByteBuffer pixels;
  private @Nullable Tensor floats;
  private @Nullable FloatBuffer values;

  /** One input in channels-last. */
  private final float[] turned;

  /**
   * @param shape with the batch first
   * @param length of one input
   * @param format of images; what is none lies in the order of its shape
   */
  BatchInput(long[] shape, int length, MemoryFormat format) {
    channelsLast = format == MemoryFormat.CHANNELS_LAST && shape.length == 4;
    channels = channelsLast ? (int) shape[1] : 1;
    this.shape = channelsLast ? new long[] {shape[0], shape[2], shape[3], shape[1]} : shape;
    this.length = length;
    turned = new float[channels > 1 ? length : 0];
  }

  @Override
  public boolean pixels(int place, byte[] source, int offset, PixelScale scale) {
    if (channels > 1) {
      if (scale.fits(channels)) {
        scale.scaleChannelsLast(source, offset, channels, length, turned);
        put(place, turned);
      }
      return scale.fits(channels);
    }
    if (floats != null || scale != PixelScale.UNIT) {
      return false;
    }
    if (pixels == null) {
      bytes = Tensor.empty(DType.UINT8, shape);
      pixels = bytes.byteBuffer();
    }
    pixels.put(place * length, source, offset, length);
    return true;
  }

  @Override
  public boolean image(int place, Image image, PixelScale scale) {
    if (channels == 1) {
      return false;
    }
    scale.scaleChannelsLast(image, turned);
    put(place, turned);
    return true;
  }

  @Override
  public void floats(int place, float[] input) {
    if (channels == 1) {
      put(place, input);
      return;
    }
    int area = length / channels;
    for (int c = 0; c < channels; c++) {
      for (int i = 0, to = c; i < area; i++, to += channels) {
        turned[to] = input[c * area + i];
      }
    }
    put(place, turned);
  }

  private void put(int place, float[] input) {
    if (values == null) {
      floats = scaledBytes();
      values = floats.floatBuffer();
    }
    values.put(place * length, input);
  }

  /** All inputs, FLOAT32; to be taken once. */
  Tensor take() {
    Tensor taken = floats == null ? scaledBytes() : floats;
    floats = null;
    close();
    if (!channelsLast) {
      return taken;
    }
    try (taken) {
      return taken.permute(0, 3, 1, 2);
    }
  }

  private Tensor scaledBytes() {
    if (bytes == null) {
      return Tensor.empty(DType.FLOAT32, shape);
    }
    try (Scope temporary = Scope.open()) {
      return temporary.keep(bytes.to(DType.FLOAT32).div_(255));
    }
  }

  /** Frees what was not taken. */
  @Override
  public void close() {
    if (bytes != null) {
      bytes.close();
      bytes = null;
    }
    if (floats != null) {
      floats.close();
      floats = null;
    }
  }
}
