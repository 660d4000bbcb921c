package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * A {@link TransformerLayer} whose sequence attends to itself, then to what an encoder has made of another, the memory:
 * [length, n, dModel] and [places, n, dModel], or with the batch first if told so. {@link #apply(Tensor)} takes the sequence
 * itself for the memory.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoderLayer.html">torch.nn.TransformerDecoderLayer</a>
 */
public final class TransformerDecoderLayer extends TransformerLayer {

  /** With the defaults. */
  public TransformerDecoderLayer(long dModel, long numHeads) {
    this(of(dModel, numHeads));
  }

  TransformerDecoderLayer(Builder<TransformerDecoderLayer> builder) {
    super(builder, "self_attn", "multihead_attn");
  }

  /** To be given further arguments; the heads divide the numbers a place. */
  public static Builder<TransformerDecoderLayer> of(long dModel, long numHeads) {
    return new Builder<>(dModel, numHeads, TransformerDecoderLayer::new);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return decode(x, x, AttentionMask.NONE, AttentionMask.NONE);
  }

  @Override
  protected Value forward(Value x) {
    return decode(x, x);
  }

  /**
   * With masks.
   *
   * @param mask for what the sequence attends to in itself, usually {@link AttentionMask#causal}
   * @param memoryMask for what it attends to in the memory
   */
  public Tensor apply(Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask) {
    return named(() -> decode(x, memory, mask, memoryMask));
  }

  /** The same in ONNX, without masks. */
  public Value apply(Value x, Value memory) {
    return named(x.graph(), () -> decode(x, memory));
  }

  private Value decode(Value x, Value memory) {
    Value y = around(0, x, h -> attend(0, h, h));
    Value z = around(1, y, h -> attend(1, h, memory));
    return around(2, z, this::feed);
  }

  private Tensor decode(Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask) {
    Tensor y = around(0, x, h -> attend(0, h, h, mask));
    Tensor z = around(1, y, h -> attend(1, h, memory, memoryMask));
    return around(2, z, this::feed);
  }
}
