package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * {@link TransformerDecoderLayer}s one after the other, which attend to the same memory, and, if asked for, a layer norm at
 * the end.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoder.html">torch.nn.TransformerDecoder</a>
 */
public final class TransformerDecoder extends TransformerStack<TransformerDecoderLayer> {

  /** So many layers of this kind, without a norm at the end. */
  public TransformerDecoder(
      TransformerLayer.Builder<TransformerDecoderLayer> layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /** With this norm at the end, if it is not null. */
  public TransformerDecoder(
      TransformerLayer.Builder<TransformerDecoderLayer> layer,
      int numLayers,
      @Nullable LayerNorm norm) {
    super(layer, numLayers, norm);
  }

  /** The sequence itself is the memory. */
  @Override
  protected Tensor forward(Tensor x) {
    return decode(x, x, AttentionMask.NONE, AttentionMask.NONE);
  }

  @Override
  protected Value forward(Value x) {
    return decode(x, x);
  }

  /** With masks as {@link TransformerDecoderLayer#apply(Tensor, Tensor, AttentionMask, AttentionMask)} takes them. */
  public Tensor apply(Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask) {
    return named(() -> decode(x, memory, mask, memoryMask));
  }

  /** The same in ONNX, without masks. */
  public Value apply(Value x, Value memory) {
    return named(x.graph(), () -> decode(x, memory));
  }

  private Value decode(Value x, Value memory) {
    return through(x, (layer, y) -> layer.apply(y, memory));
  }

  private Tensor decode(Tensor x, Tensor memory, AttentionMask mask, AttentionMask memoryMask) {
    return through(x, (layer, y) -> layer.apply(y, memory, mask, memoryMask));
  }
}
