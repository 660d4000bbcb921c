package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * What attention may not look at; several reasons add up.
 *
 * <pre>{@code
 * Tensor y = new TransformerEncoder(TransformerEncoderLayer.of(16, 4), 2)
 *     .apply(x, AttentionMask.causal().keyPadding(mask));
 * }</pre>
 *
 * @param scores [length, places] or [n · numHeads, length, places]: numbers are added to the scores, true in a BOOL one
 *     forbids; null for none
 * @param keyPadding [n, places], true (BOOL) where there is only padding; null for none
 * @param isCausal whether no place attends to a later one
 */
public record AttentionMask(
    @Nullable Tensor scores, @Nullable Tensor keyPadding, boolean isCausal) {

  /** Everything may be looked at. */
  public static final AttentionMask NONE = new AttentionMask(null, null, false);

  /** No place attends to a later one. */
  public static AttentionMask causal() {
    return new AttentionMask(null, null, true);
  }

  /** With these scores. */
  public static AttentionMask of(Tensor scores) {
    return new AttentionMask(scores, null, false);
  }

  /** And not to padding, true where there is only that: [n, places]. */
  public AttentionMask keyPadding(@Nullable Tensor keyPadding) {
    return new AttentionMask(scores, keyPadding, isCausal);
  }

  /** Whether it is causal and nothing else, which the engine has a quicker way for. */
  boolean isCausalOnly() {
    return isCausal && scores == null && keyPadding == null;
  }

  /** What is added to the scores [n, heads, length, places] of these queries and keys, in a shape that can be spread over it; null for nothing. */
  @Nullable
  Tensor added(Tensor query, Tensor key) {
    long n = query.size(0);
    Tensor sum = null;
    if (scores != null) {
      Tensor numbers = numbers(scores, query);
      sum = numbers.dim() == 3 ? numbers.unflatten(0, n, query.size(1)) : numbers;
    }
    if (keyPadding != null) {
      sum = plus(sum, numbers(keyPadding, query).reshape(n, 1, 1, key.size(2)));
    }
    if (isCausal) {
      sum = plus(sum, later(query, query.size(2), key.size(2)));
    }
    return sum;
  }

  private static Tensor plus(@Nullable Tensor sum, Tensor more) {
    return sum == null ? more : sum.add(more);
  }

  private static Tensor later(Tensor like, long length, long places) {
    return Tensor.full(like.dtype(), Double.NEGATIVE_INFINITY, length, places)
        .triu(1)
        .to(like.device());
  }

  private static Tensor numbers(Tensor mask, Tensor like) {
    return mask.dtype() == DType.BOOL
        ? Tensor.zeros(like.dtype(), mask.shape())
            .to(like.device())
            .maskedFill(mask.to(like.device()), Double.NEGATIVE_INFINITY)
        : mask.to(like);
  }
}
