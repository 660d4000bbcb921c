package org.ockham.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.DType;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Operator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * Σ softmax(Q·Kᵀ / √d)·V in several heads of d = embedDim / numHeads dimensions, with Q, K, V and the joined result each mapped
 * linearly: [length, n, embedDim], or with the batch first if told so, or without n. {@link #apply(Tensor)} lets a sequence
 * attend to itself (Vaswani et al. 2017, <a href="https://arxiv.org/abs/1706.03762">arXiv:1706.03762</a>). A place that masks
 * let attend to nothing takes up 0.
 *
 * <p>Defaults: no dropout, with biases, batch second.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html">torch.nn.MultiheadAttention</a>
 */
public final class MultiheadAttention extends Layer {

  private static final Operator ATTENTION = Operator.named("aten::scaled_dot_product_attention");
  /** 0, and no gradient, where all scores are −∞: the plain one divides 0 by 0 there. */
  private static final Operator SOFTMAX = Operator.named("aten::_safe_softmax");

  private final long embedDim;
  private final long numHeads;
  private final double dropout;
  private final boolean batchFirst;
  private final Parameter inWeight;
  private final @Nullable Parameter inBias;
  private final Linear out;
  private final RandomSource random = new RandomSource();

  public MultiheadAttention(long embedDim, long numHeads) {
    this(embedDim, numHeads, 0, true, false);
  }

  /**
   * With all arguments.
   *
   * @param embedDim numbers a place; the heads divide it
   * @param numHeads how many heads
   * @param dropout the probability with which attention weights are dropped in training
   * @param bias whether the linear maps have biases
   * @param batchFirst whether the batch is the first dimension, not the second
   */
  public MultiheadAttention(
      long embedDim, long numHeads, double dropout, boolean bias, boolean batchFirst) {
    this.embedDim = Check.positive("embed_dim", embedDim);
    this.numHeads = Check.positive("num_heads", numHeads);
    this.dropout = Check.probability("dropout", dropout);
    this.batchFirst = batchFirst;
    if (embedDim % numHeads != 0) {
      throw new IllegalArgumentException(
          "num_heads is " + numHeads + ": it must divide embed_dim (" + embedDim + ")");
    }
    inWeight = parameter("in_proj_weight", Init.xavierUniform(1), 3 * embedDim, embedDim);
    inBias = bias ? parameter("in_proj_bias", Init.zeros(), 3 * embedDim) : null;
    out = child("out_proj", new Linear(embedDim, embedDim, bias));
    Parameter outBias = out.parts().parameters.get("bias");
    if (outBias != null) {
      outBias.init(Init.zeros());
    }
  }

  /** What is added to the scores so that no place of n attends to a later one: −∞ above the diagonal, else 0. */
  public static Tensor causalMask(long n) {
    return Tensor.full(Double.NEGATIVE_INFINITY, n, n).triu(1);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return attend(x, x, x, null, null);
  }

  /**
   * Lets each place of the query attend to the places of key and value.
   *
   * @param query where from, [length, n, embedDim]
   * @param key where to, [places, n, embedDim]
   * @param value what is found there, as many
   * @param mask [length, places] or [n · numHeads, length, places]: numbers are added to the scores, true in a BOOL one
   *     forbids; null for none
   * @param keyPaddingMask [n, places], true (BOOL) where there is only padding; null for none
   */
  public Tensor apply(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      @Nullable Tensor keyPaddingMask) {
    return named(() -> attend(query, key, value, mask, keyPaddingMask));
  }

  private Tensor attend(
      Tensor query,
      Tensor key,
      Tensor value,
      @Nullable Tensor mask,
      @Nullable Tensor keyPaddingMask) {
    for (Tensor each : List.of(query, key, value)) {
      if (each.dim() != query.dim()
          || (each.dim() != 2 && each.dim() != 3)
          || each.size(-1) != embedDim) {
        throw Shape.wrongShape(
            each, (batchFirst ? "[n, length, " : "[length, n, ") + embedDim + "]");
      }
    }
    Tensor q = heads(query, 0);
    Tensor k = heads(key, 1);
    Tensor v = heads(value, 2);
    Tensor added = joined(mask, keyPaddingMask, q.size(0), k.size(2));
    Tensor y = isTraining() && dropout > 0
        ? dropped(q, k, v, added)
        : ATTENTION.call(q, k, v, added, 0.0, false, null, false).get(0);
    // [n, heads, length, d] → [n, length, embedDim]
    Tensor rows = out.apply(y.transpose(1, 2).flatten(2));
    return query.dim() == 2 ? rows.squeeze(0) : batchFirst ? rows : rows.transpose(0, 1);
  }

  /** The attention written out, for the fused one draws its mask from a global stream. */
  private Tensor dropped(Tensor q, Tensor k, Tensor v, @Nullable Tensor added) {
    Tensor scores = q.matmul(k.transpose(-2, -1)).div(Math.sqrt((double) embedDim / numHeads));
    Tensor weights =
        SOFTMAX.call(added == null ? scores : scores.add(added), -1L, null).get(0);
    return Dropout.drop(weights, dropout, random, weights.shape()).matmul(v);
  }

  /** Maps with the part-th third of the weights: [n, heads, length, d]. */
  private Tensor heads(Tensor x, int part) {
    Tensor batch = x.dim() == 2 ? x.unsqueeze(0) : batchFirst ? x : x.transpose(0, 1);
    long from = part * embedDim;
    Tensor mapped = Functional.linear(
        batch,
        inWeight.value().narrow(0, from, embedDim),
        inBias == null ? null : inBias.value().narrow(0, from, embedDim));
    return mapped.unflatten(-1, numHeads, embedDim / numHeads).transpose(1, 2);
  }

  private @Nullable Tensor joined(
      @Nullable Tensor mask, @Nullable Tensor keyPaddingMask, long n, long places) {
    Tensor scores = mask == null ? null : numbers(mask);
    if (scores != null && scores.dim() == 3) {
      scores = scores.unflatten(0, n, numHeads);
    }
    if (keyPaddingMask == null) {
      return scores;
    }
    Tensor padding = numbers(keyPaddingMask).reshape(n, 1, 1, places);
    return scores == null ? padding : scores.add(padding);
  }

  private static Tensor numbers(Tensor mask) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(mask.shape()).to(mask.device()).maskedFill(mask, Double.NEGATIVE_INFINITY)
        : mask;
  }

  @Override
  protected void onRandomize(RandomKey key) {
    random.start(key);
  }

  @Override
  protected String arguments() {
    return embedDim + ", " + numHeads + (dropout == 0 ? "" : ", dropout=" + dropout)
        + (inBias == null ? ", bias=false" : "") + (batchFirst ? ", batch_first=true" : "");
  }
}
