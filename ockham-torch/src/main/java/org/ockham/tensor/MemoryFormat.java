package org.ockham.tensor;

/**
 * In which order the elements of a tensor lie in memory. It is speed only: shapes, indices, values, files and what {@link
 * Tensor#toFloats} gives follow the shape, whatever the format.
 *
 * <p>Convolutions keep their kernels in channels-last, take their input so and give their output so, and what is computed from
 * that keeps to it: pooling a batch of images takes a ninth of the time so. What needs the order of the shape, such as {@link
 * Tensor#flatten(int)}, copies; {@link Tensor#contiguous()} asks for it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.memory_format">torch.memory_format</a>
 */
public enum MemoryFormat {
  /** The order of the shape: the last dimension runs fastest. */
  CONTIGUOUS(0),

  /** [n, c, h, w] in the order n, h, w, c: the channels of a pixel beside each other. */
  CHANNELS_LAST(2),

  /** [n, c, d, h, w] in the order n, d, h, w, c. */
  CHANNELS_LAST_3D(3);

  /** libtorch's {@code c10::MemoryFormat}. */
  final byte code;

  MemoryFormat(int code) {
    this.code = (byte) code;
  }
}
