package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * {@link TransformerEncoderLayer}s one after the other and, if asked for, a layer norm at the end.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html">torch.nn.TransformerEncoder</a>
 */
public final class TransformerEncoder extends TransformerStack<TransformerEncoderLayer> {

  /** So many layers of this kind, without a norm at the end. */
  public TransformerEncoder(
      TransformerLayer.Builder<TransformerEncoderLayer> layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /** With this norm at the end, if it is not null. */
  public TransformerEncoder(
      TransformerLayer.Builder<TransformerEncoderLayer> layer,
      int numLayers,
      @Nullable LayerNorm norm) {
    super(layer, numLayers, norm);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return encode(x, AttentionMask.NONE);
  }

  @Override
  protected Value forward(Value x) {
    return through(x, (layer, y) -> layer.apply(y));
  }

  /** With a mask for every layer. */
  public Tensor apply(Tensor x, AttentionMask mask) {
    return named(() -> encode(x, mask));
  }

  private Tensor encode(Tensor x, AttentionMask mask) {
    return through(x, (layer, y) -> layer.apply(y, mask));
  }
}
