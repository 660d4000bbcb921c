package org.ockham.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * What the layers of encoder and decoder share: parts f one after the other, attention and at last two linear maps with an
 * activation between them, each with dropout, a way around it and a layer norm: after it, y = norm(x + f(x)), or with {@code
 * normFirst} before it, y = x + f(norm(x)) (Vaswani et al. 2017, <a
 * href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>).
 */
public abstract sealed class TransformerLayer extends Layer
    permits TransformerEncoderLayer, TransformerDecoderLayer {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends TransformerLayer>
      extends LayerBuilder<L, Builder<L>> {
    private final long dModel;
    private final long numHeads;
    private long dimFeedforward = 2048;
    private double dropout = 0.1;
    private boolean gelu;
    private double layerNormEps = 1e-5;
    private boolean batchFirst;
    private boolean normFirst;
    private boolean bias = true;

    Builder(long dModel, long numHeads, Function<Builder<L>, L> layer) {
      super(layer);
      this.dModel = Check.positive("d_model", dModel);
      this.numHeads = Check.positive("nhead", numHeads);
      if (dModel % numHeads != 0) {
        throw new IllegalArgumentException(
            "nhead is " + numHeads + ": it must divide d_model (" + dModel + ")");
      }
    }

    /** Numbers between the two linear maps; default 2048. */
    public Builder<L> dimFeedforward(long dimFeedforward) {
      this.dimFeedforward = Check.positive("dim_feedforward", dimFeedforward);
      return this;
    }

    /** The probability; default 0.1. */
    public Builder<L> dropout(double dropout) {
      this.dropout = Check.probability("dropout", dropout);
      return this;
    }

    /** Whether the activation is GELU, not ReLU; default false. */
    public Builder<L> gelu(boolean gelu) {
      this.gelu = gelu;
      return this;
    }

    /** The norms' ε; default 1e-5. */
    public Builder<L> layerNormEps(double layerNormEps) {
      this.layerNormEps = Check.positive("layer_norm_eps", layerNormEps);
      return this;
    }

    /** Whether the batch is the first dimension, not the second; default false. */
    public Builder<L> batchFirst(boolean batchFirst) {
      this.batchFirst = batchFirst;
      return this;
    }

    /** Whether the norms come first; default false. */
    public Builder<L> normFirst(boolean normFirst) {
      this.normFirst = normFirst;
      return this;
    }

    /** Whether maps and norms have biases; default true. */
    public Builder<L> bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    private MultiheadAttention attention() {
      return MultiheadAttention.of(dModel, numHeads)
          .dropout(dropout)
          .bias(bias)
          .batchFirst(batchFirst)
          .build();
    }

    /** The same settings for layers of another class. */
    <M extends TransformerLayer> Builder<M> as(Function<Builder<M>, M> layer) {
      return new Builder<>(dModel, numHeads, layer)
          .dimFeedforward(dimFeedforward)
          .dropout(dropout)
          .gelu(gelu)
          .layerNormEps(layerNormEps)
          .batchFirst(batchFirst)
          .normFirst(normFirst)
          .bias(bias);
    }

    LayerNorm norm() {
      return LayerNorm.of(dModel).eps(layerNormEps).bias(bias).build();
    }

    private String arguments() {
      return dModel + ", " + numHeads + ", dim_feedforward=" + dimFeedforward + ", dropout="
          + dropout + (gelu ? ", activation=gelu" : "") + (batchFirst ? ", batch_first=true" : "")
          + (normFirst ? ", norm_first=true" : "") + (bias ? "" : ", bias=false");
    }
  }

  private final boolean gelu;
  private final boolean normFirst;
  private final String arguments;
  private final List<MultiheadAttention> attentions = new ArrayList<>();
  private final Linear linear1;
  private final Dropout dropout;
  private final Linear linear2;
  private final List<LayerNorm> norms = new ArrayList<>();
  private final List<Dropout> dropouts = new ArrayList<>();

  TransformerLayer(Builder<?> builder, String... attentions) {
    gelu = builder.gelu;
    normFirst = builder.normFirst;
    arguments = builder.arguments();
    for (String name : attentions) {
      this.attentions.add(child(name, builder.attention()));
    }
    linear1 = child("linear1", new Linear(builder.dModel, builder.dimFeedforward, builder.bias));
    dropout = child("dropout", new Dropout(builder.dropout, !builder.batchFirst));
    linear2 = child("linear2", new Linear(builder.dimFeedforward, builder.dModel, builder.bias));
    for (int part = 1; part <= attentions.length + 1; part++) {
      norms.add(child("norm" + part, builder.norm()));
    }
    for (int part = 1; part <= attentions.length + 1; part++) {
      dropouts.add(child("dropout" + part, new Dropout(builder.dropout, !builder.batchFirst)));
    }
  }

  /** One part with its dropout, the way around it and its norm. */
  final Tensor around(int part, Tensor x, UnaryOperator<Tensor> f) {
    LayerNorm norm = norms.get(part);
    Dropout after = dropouts.get(part);
    return normFirst
        ? x.add(after.apply(f.apply(norm.apply(x))))
        : norm.apply(x.add(after.apply(f.apply(x))));
  }

  final Tensor attend(int which, Tensor query, Tensor to, AttentionMask mask) {
    return attentions.get(which).apply(query, to, to, mask);
  }

  final Tensor feed(Tensor x) {
    Tensor inner = linear1.apply(x);
    return linear2.apply(dropout.apply(gelu ? inner.gelu() : inner.relu()));
  }

  /** The same in ONNX; what drops is not there. */
  final Value around(int part, Value x, UnaryOperator<Value> f) {
    LayerNorm norm = norms.get(part);
    return normFirst ? x.add(f.apply(norm.apply(x))) : norm.apply(x.add(f.apply(x)));
  }

  final Value attend(int which, Value query, Value to) {
    return attentions.get(which).apply(query, to, to);
  }

  final Value feed(Value x) {
    Value inner = linear1.apply(x);
    return linear2.apply(gelu ? inner.gelu() : inner.relu());
  }

  @Override
  protected String arguments() {
    return arguments;
  }
}
