package org.ockham.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Σ softmax(Q·Kᵀ / √d)·V in several heads of d = embedDim / numHeads dimensions, with Q, K, V and the joined result each mapped
 * linearly: [length, n, embedDim], or with the batch first if told so, or without n. {@link #apply(Tensor)} lets a sequence
 * attend to itself (Vaswani et al. 2017, <a href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>). A place that masks
 * let attend to nothing takes up 0.
 *
 * <p>Defaults: no dropout, with biases, batch second, keys and values of embedDim numbers as the queries.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html">torch.nn.MultiheadAttention</a>
 */
public final class MultiheadAttention extends Layer {

  /** The arguments. */
  public static final class Builder extends LayerBuilder<MultiheadAttention, Builder> {
    private final long embedDim;
    private final long numHeads;
    private double dropout;
    private boolean bias = true;
    private boolean batchFirst;
    private long kdim;
    private long vdim;

    private Builder(long embedDim, long numHeads) {
      super(MultiheadAttention::new);
      this.embedDim = Check.positive("embed_dim", embedDim);
      this.numHeads = Check.positive("num_heads", numHeads);
      if (embedDim % numHeads != 0) {
        throw new IllegalArgumentException(
            "num_heads is " + numHeads + ": it must divide embed_dim (" + embedDim + ")");
      }
      kdim = embedDim;
      vdim = embedDim;
    }

    /** The probability with which attention weights are dropped in training; default 0. */
    public Builder dropout(double dropout) {
      this.dropout = Check.probability("dropout", dropout);
      return this;
    }

    /** Whether the linear maps have biases; default true. */
    public Builder bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** Whether the batch is the first dimension, not the second; default false. */
    public Builder batchFirst(boolean batchFirst) {
      this.batchFirst = batchFirst;
      return this;
    }

    /** Numbers a place of the keys; default embedDim. */
    public Builder kdim(long kdim) {
      this.kdim = Check.positive("kdim", kdim);
      return this;
    }

    /** Numbers a place of the values; default embedDim. */
    public Builder vdim(long vdim) {
      this.vdim = Check.positive("vdim", vdim);
      return this;
    }
  }

  /**
   * What attending gives.
   *
   * @param output what was taken up, of the query's shape
   * @param weights of each head, how much each place attends to each: [n, numHeads, length, places], without n for a sequence
   *     alone; after dropout, in training
   */
  public record Result(Tensor output, Tensor weights) {

    /** The mean of the heads' weights: [n, length, places]. */
    public Tensor averagedWeights() {
      return weights.mean(-3);
    }
  }

  private static final Operator ATTENTION = Operator.named("aten::scaled_dot_product_attention");
  /** 0, and no gradient, where all scores are −∞: the plain one divides 0 by 0 there. */
  private static final Operator SOFTMAX = Operator.named("aten::_safe_softmax");

  private final long embedDim;
  private final long numHeads;
  private final double dropout;
  private final boolean batchFirst;
  /** Numbers a place of query, key and value. */
  private final long[] sizes;
  /** Of query, key and value: one matrix for all three where they have the same size. */
  private final List<Parameter> inWeights;

  private final @Nullable Parameter inBias;
  private final Linear out;

  /** With the defaults. */
  public MultiheadAttention(long embedDim, long numHeads) {
    this(of(embedDim, numHeads));
  }

  private MultiheadAttention(Builder builder) {
    embedDim = builder.embedDim;
    numHeads = builder.numHeads;
    dropout = builder.dropout;
    batchFirst = builder.batchFirst;
    sizes = new long[] {embedDim, builder.kdim, builder.vdim};
    Init init = Init.xavierUniform(1);
    inWeights = Sizes.areAll(sizes, embedDim)
        ? List.of(parameter("in_proj_weight", init, 3 * embedDim, embedDim))
        : List.of(
            parameter("q_proj_weight", init, embedDim, embedDim),
            parameter("k_proj_weight", init, embedDim, builder.kdim),
            parameter("v_proj_weight", init, embedDim, builder.vdim));
    inBias = builder.bias ? parameter("in_proj_bias", Init.zeros(), 3 * embedDim) : null;
    out = child("out_proj", new Linear(embedDim, embedDim, builder.bias));
    Parameter outBias = out.parts().parameters.get("bias");
    if (outBias != null) {
      outBias.init(Init.zeros());
    }
  }

  /** To be given further arguments; the heads divide the numbers a place. */
  public static Builder of(long embedDim, long numHeads) {
    return new Builder(embedDim, numHeads);
  }

  /** What is added to the scores so that no place of n attends to a later one: −∞ above the diagonal, else 0. */
  public static Tensor causalMask(long n) {
    return Tensor.full(Double.NEGATIVE_INFINITY, n, n).triu(1);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return attend(x, x, x, AttentionMask.NONE, false).output();
  }

  @Override
  protected Value forward(Value x) {
    return attend(x, x, x);
  }

  /** {@link #apply(Tensor, Tensor, Tensor, AttentionMask)} to everything. */
  public Tensor apply(Tensor query, Tensor key, Tensor value) {
    return apply(query, key, value, AttentionMask.NONE);
  }

  /**
   * Lets each place of the query attend to the places of key and value.
   *
   * @param query where from, [length, n, embedDim]
   * @param key where to, [places, n, kdim]
   * @param value what is found there, [places, n, vdim]
   */
  public Tensor apply(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
    return named(() -> attend(query, key, value, mask, false).output());
  }

  /** The same, with how much each place attended to each (PyTorch's {@code need_weights}): slower, for it keeps them. */
  public Result applyWithWeights(Tensor query, Tensor key, Tensor value, AttentionMask mask) {
    return named(() -> attend(query, key, value, mask, true));
  }

  /** The same in ONNX, without a mask. */
  public Value apply(Value query, Value key, Value value) {
    return named(query.graph(), () -> attend(query, key, value));
  }

  private Value attend(Value query, Value key, Value value) {
    Value q = heads(query, 0);
    Value k = heads(key, 1);
    Value v = heads(value, 2);
    Value scores = q.matmul(k.transpose(-2, -1)).div(Math.sqrt((double) embedDim / numHeads));
    Value rows = out.apply(scores.softmax(-1).matmul(v).transpose(1, 2).flatten(2));
    return query.dim() == 2 ? rows.squeeze(0) : batchFirst ? rows : rows.transpose(0, 1);
  }

  private Value heads(Value x, int part) {
    Graph graph = x.graph();
    Value batch = x.dim() == 2 ? x.unsqueeze(0) : batchFirst ? x : x.transpose(0, 1);
    long from = part * embedDim;
    Value weight = inWeights.size() == 1
        ? inWeights.get(0).in(graph).narrow(0, from, embedDim)
        : inWeights.get(part).in(graph);
    Value bias = inBias == null ? null : inBias.in(graph).narrow(0, from, embedDim);
    return batch
        .linear(weight, bias)
        .unflatten(-1, numHeads, embedDim / numHeads)
        .transpose(1, 2);
  }

  private Result attend(
      Tensor query, Tensor key, Tensor value, AttentionMask mask, boolean withWeights) {
    Tensor q = heads(query, query.dim(), 0);
    Tensor k = heads(key, query.dim(), 1);
    Tensor v = heads(value, query.dim(), 2);
    Tensor weights = q;
    Tensor y;
    if (withWeights || (isTraining() && dropout > 0)) {
      // Written out: the fused one gives no weights, and draws its mask from a global stream.
      weights = weights(q, k, mask);
      y = weights.matmul(v);
    } else {
      boolean causal = mask.isCausalOnly();
      Tensor added = causal ? null : mask.added(q, k);
      y = ATTENTION.call(q, k, v, added, 0.0, causal, null, false).get(0);
    }
    // [n, heads, length, d] → [n, length, embedDim]
    Tensor rows = out.apply(y.transpose(1, 2).flatten(2));
    return query.dim() == 2
        ? new Result(rows.squeeze(0), weights.squeeze(0))
        : new Result(batchFirst ? rows : rows.transpose(0, 1), weights);
  }

  private Tensor weights(Tensor q, Tensor k, AttentionMask mask) {
    Tensor scores = q.matmul(k.transpose(-2, -1)).div(Math.sqrt((double) embedDim / numHeads));
    Tensor added = mask.added(q, k);
    Tensor weights =
        SOFTMAX.call(added == null ? scores : scores.add(added), -1L, null).get(0);
    return isTraining() ? Dropout.drop(weights, dropout, this) : weights;
  }

  /** Maps query, key or value (part 0 to 2): [n, heads, length, d]. */
  private Tensor heads(Tensor x, int dimensions, int part) {
    InputShape.require(
        x.dim() == dimensions && (dimensions == 2 || dimensions == 3) && x.size(-1) == sizes[part],
        x,
        (batchFirst ? "[n, length, " : "[length, n, ") + sizes[part] + "]");
    Tensor batch = x.dim() == 2 ? x.unsqueeze(0) : batchFirst ? x : x.transpose(0, 1);
    long from = part * embedDim;
    Tensor mapped = Functional.linear(
        batch,
        inWeights.size() == 1
            ? inWeights.get(0).value().narrow(0, from, embedDim)
            : inWeights.get(part).value(),
        inBias == null ? null : inBias.value().narrow(0, from, embedDim));
    return mapped.unflatten(-1, numHeads, embedDim / numHeads).transpose(1, 2);
  }

  @Override
  protected String arguments() {
    return embedDim + ", " + numHeads + (dropout == 0 ? "" : ", dropout=" + dropout)
        + (inBias == null ? ", bias=false" : "") + (batchFirst ? ", batch_first=true" : "")
        + (sizes[1] == embedDim ? "" : ", kdim=" + sizes[1])
        + (sizes[2] == embedDim ? "" : ", vdim=" + sizes[2]);
  }
}
