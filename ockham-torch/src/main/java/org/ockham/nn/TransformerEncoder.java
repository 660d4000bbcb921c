package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/**
 * {@link TransformerEncoderLayer}s one after the other and, if asked for, a layer norm at the end.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html">torch.nn.TransformerEncoder</a>
 */
public final class TransformerEncoder extends Layer {

  private final Sequential layers;
  private final @Nullable LayerNorm norm;

  /** So many layers of this kind, without a norm at the end. */
  public TransformerEncoder(TransformerEncoderLayer.Config layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /** With this norm at the end, if it is not null. */
  public TransformerEncoder(
      TransformerEncoderLayer.Config layer, int numLayers, @Nullable LayerNorm norm) {
    TransformerEncoderLayer[] all =
        new TransformerEncoderLayer[(int) Check.positive("num_layers", numLayers)];
    for (int i = 0; i < numLayers; i++) {
      all[i] = layer.build();
    }
    layers = child("layers", new Sequential(all));
    this.norm = norm == null ? null : child("norm", norm);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return encode(x, null, null);
  }

  /** With masks as {@link MultiheadAttention#apply(Tensor, Tensor, Tensor, Tensor, Tensor)} takes them. */
  public Tensor apply(Tensor x, @Nullable Tensor mask, @Nullable Tensor keyPaddingMask) {
    return named(() -> encode(x, mask, keyPaddingMask));
  }

  private Tensor encode(Tensor x, @Nullable Tensor mask, @Nullable Tensor keyPaddingMask) {
    Tensor y = x;
    for (Layer layer : layers.children().values()) {
      y = ((TransformerEncoderLayer) layer).apply(y, mask, keyPaddingMask);
    }
    return norm == null ? y : norm.apply(y);
  }
}
