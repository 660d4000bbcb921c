package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * A {@link TransformerLayer} whose sequence attends to itself: [length, n, dModel], or with the batch first if told so.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html">torch.nn.TransformerEncoderLayer</a>
 */
public final class TransformerEncoderLayer extends TransformerLayer {

  /** With the defaults. */
  public TransformerEncoderLayer(long dModel, long numHeads) {
    this(of(dModel, numHeads));
  }

  TransformerEncoderLayer(Builder<TransformerEncoderLayer> builder) {
    super(builder, "self_attn");
  }

  /** To be given further arguments; the heads divide the numbers a place. */
  public static Builder<TransformerEncoderLayer> of(long dModel, long numHeads) {
    return new Builder<>(dModel, numHeads, TransformerEncoderLayer::new);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return encode(x, AttentionMask.NONE);
  }

  @Override
  protected Value forward(Value x) {
    Value y = around(0, x, h -> attend(0, h, h));
    return around(1, y, this::feed);
  }

  /** With a mask. */
  public Tensor apply(Tensor x, AttentionMask mask) {
    return named(() -> encode(x, mask));
  }

  private Tensor encode(Tensor x, AttentionMask mask) {
    Tensor y = around(0, x, h -> attend(0, h, h, mask));
    return around(1, y, this::feed);
  }
}
