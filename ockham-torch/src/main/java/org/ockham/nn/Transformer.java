package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * An encoder, and a decoder that attends to what it has made of the source, each with a layer norm at the end: source [places, n,
 * dModel] and target [length, n, dModel] → [length, n, dModel], or with the batch first if told so. {@link #apply(Tensor)} takes
 * one sequence for both. Matrices are initially uniform after Glorot (Vaswani et al. 2017, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Transformer.html">torch.nn.Transformer</a>
 */
public final class Transformer extends Layer {

  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;

  /** Six layers each, with the defaults. */
  public Transformer(long dModel, long numHeads) {
    this(TransformerEncoderLayer.of(dModel, numHeads), 6, 6);
  }

  /** So many layers each, with these settings: encoder and decoder have the same. */
  public Transformer(
      TransformerLayer.Builder<?> settings, int numEncoderLayers, int numDecoderLayers) {
    encoder = child(
        "encoder",
        new TransformerEncoder(
            settings.as(TransformerEncoderLayer::new), numEncoderLayers, settings.norm()));
    decoder = child(
        "decoder",
        new TransformerDecoder(
            settings.as(TransformerDecoderLayer::new), numDecoderLayers, settings.norm()));
    parameters().values().stream()
        .filter(parameter -> parameter.dimensions() > 1)
        .forEach(parameter -> parameter.init(Init.xavierUniform(1)));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return transform(x, x, AttentionMask.NONE, AttentionMask.NONE, AttentionMask.NONE);
  }

  @Override
  protected Value forward(Value x) {
    return transform(x, x);
  }

  /**
   * With masks.
   *
   * @param sourceMask for what the source attends to in itself
   * @param targetMask for what the target attends to in itself, usually {@link AttentionMask#causal}
   * @param memoryMask for what the target attends to in the encoder's output
   */
  public Tensor apply(
      Tensor source,
      Tensor target,
      AttentionMask sourceMask,
      AttentionMask targetMask,
      AttentionMask memoryMask) {
    return named(() -> transform(source, target, sourceMask, targetMask, memoryMask));
  }

  /** The same in ONNX, without masks. */
  public Value apply(Value source, Value target) {
    return named(source.graph(), () -> transform(source, target));
  }

  private Value transform(Value source, Value target) {
    return decoder.apply(target, encoder.apply(source));
  }

  private Tensor transform(
      Tensor source,
      Tensor target,
      AttentionMask sourceMask,
      AttentionMask targetMask,
      AttentionMask memoryMask) {
    Tensor memory = encoder.apply(source, sourceMask);
    return decoder.apply(target, memory, targetMask, memoryMask);
  }
}
