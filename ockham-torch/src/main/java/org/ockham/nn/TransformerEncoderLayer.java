package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/**
 * Attention of a sequence to itself, then two linear maps with an activation between them, each with dropout, a way around it
 * and a layer norm: after it, y = norm(x + f(x)), or with {@code normFirst} before it, y = x + f(norm(x)) (Vaswani et al. 2017,
 * <a href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>).
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html">torch.nn.TransformerEncoderLayer</a>
 */
public final class TransformerEncoderLayer extends Layer {

  /**
   * The arguments.
   *
   * @param dModel numbers a place
   * @param numHeads how many heads attend; they divide dModel
   * @param dimFeedforward numbers between the two linear maps; default 2048
   * @param dropout the probability; default 0.1
   * @param gelu whether the activation is GELU, not ReLU; default false
   * @param layerNormEps the norms' ε; default 1e-5
   * @param batchFirst whether the batch is the first dimension, not the second; default false
   * @param normFirst whether the norms come first; default false
   * @param bias whether maps and norms have biases; default true
   */
  public record Config(
      long dModel,
      long numHeads,
      long dimFeedforward,
      double dropout,
      boolean gelu,
      double layerNormEps,
      boolean batchFirst,
      boolean normFirst,
      boolean bias) {

    public Config {
      Check.positive("d_model", dModel);
      Check.positive("nhead", numHeads);
      Check.positive("dim_feedforward", dimFeedforward);
      Check.probability("dropout", dropout);
      Check.positive("layer_norm_eps", layerNormEps);
      if (dModel % numHeads != 0) {
        throw new IllegalArgumentException(
            "nhead is " + numHeads + ": it must divide d_model (" + dModel + ")");
      }
    }

    public Config dimFeedforward(long dimFeedforward) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config dropout(double dropout) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config gelu(boolean gelu) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config layerNormEps(double layerNormEps) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config batchFirst(boolean batchFirst) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config normFirst(boolean normFirst) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    public Config bias(boolean bias) {
      return new Config(
          dModel,
          numHeads,
          dimFeedforward,
          dropout,
          gelu,
          layerNormEps,
          batchFirst,
          normFirst,
          bias);
    }

    /** The layer. */
    public TransformerEncoderLayer build() {
      return new TransformerEncoderLayer(this);
    }
  }

  private final Config config;
  private final MultiheadAttention attention;
  private final Linear linear1;
  private final Dropout dropout;
  private final Linear linear2;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Dropout dropout1;
  private final Dropout dropout2;

  /** All arguments but these at their defaults. */
  public TransformerEncoderLayer(long dModel, long numHeads) {
    this(of(dModel, numHeads));
  }

  TransformerEncoderLayer(Config config) {
    this.config = config;
    long d = config.dModel();
    attention = child(
        "self_attn",
        new MultiheadAttention(
            d, config.numHeads(), config.dropout(), config.bias(), config.batchFirst()));
    linear1 = child("linear1", new Linear(d, config.dimFeedforward(), config.bias()));
    dropout = child("dropout", new Dropout(config.dropout()));
    linear2 = child("linear2", new Linear(config.dimFeedforward(), d, config.bias()));
    norm1 = child("norm1", new LayerNorm(config.layerNormEps(), true, config.bias(), d));
    norm2 = child("norm2", new LayerNorm(config.layerNormEps(), true, config.bias(), d));
    dropout1 = child("dropout1", new Dropout(config.dropout()));
    dropout2 = child("dropout2", new Dropout(config.dropout()));
  }

  /** The defaults, to be changed before {@link Config#build}. */
  public static Config of(long dModel, long numHeads) {
    return new Config(dModel, numHeads, 2048, 0.1, false, 1e-5, false, false, true);
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
    if (config.normFirst()) {
      Tensor y = x.add(attend(norm1.apply(x), mask, keyPaddingMask));
      return y.add(feed(norm2.apply(y)));
    }
    Tensor y = norm1.apply(x.add(attend(x, mask, keyPaddingMask)));
    return norm2.apply(y.add(feed(y)));
  }

  private Tensor attend(Tensor x, @Nullable Tensor mask, @Nullable Tensor keyPaddingMask) {
    return dropout1.apply(attention.apply(x, x, x, mask, keyPaddingMask));
  }

  private Tensor feed(Tensor x) {
    Tensor inner = linear1.apply(x);
    Tensor active = config.gelu() ? inner.gelu() : inner.relu();
    return dropout2.apply(linear2.apply(dropout.apply(active)));
  }

  @Override
  protected String arguments() {
    return config.dModel() + ", " + config.numHeads() + ", dim_feedforward="
        + config.dimFeedforward() + ", dropout=" + config.dropout()
        + (config.gelu() ? ", activation=gelu" : "")
        + (config.batchFirst() ? ", batch_first=true" : "")
        + (config.normFirst() ? ", norm_first=true" : "") + (config.bias() ? "" : ", bias=false");
  }
}
