package org.ockham.nn;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * A table with a learnt row for each word: indices [*] (INT64) → [*, dim]. Initially normal with deviation 1; the row of the
 * padding index, if there is one, is zero and is not trained.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html">torch.nn.Embedding</a>
 */
public final class Embedding extends Layer {

  private static final Operator EMBEDDING = Operator.named("aten::embedding");
  private static final Operator RENORM = Operator.named("aten::embedding_renorm_");

  private final long num;
  private final long dim;
  private final @Nullable Long paddingIndex;
  private final @Nullable Double maxNorm;
  private final Parameter weight;

  public Embedding(long num, long dim) {
    this(num, dim, null, null);
  }

  /**
   * With more arguments.
   *
   * @param num the number of rows
   * @param dim their length
   * @param paddingIndex the row that is not trained, negative from the end; null for none
   * @param maxNorm rows longer than this are shortened to it when they are used; null for no bound
   */
  public Embedding(long num, long dim, @Nullable Long paddingIndex, @Nullable Double maxNorm) {
    this.num = Check.positive("num_embeddings", num);
    this.dim = Check.positive("embedding_dim", dim);
    if (paddingIndex != null && (paddingIndex < -num || paddingIndex >= num)) {
      throw new IllegalArgumentException(
          "padding_idx is " + paddingIndex + ": it must name one of the " + num + " rows");
    }
    this.paddingIndex =
        paddingIndex == null ? null : paddingIndex < 0 ? paddingIndex + num : paddingIndex;
    this.maxNorm = maxNorm == null ? null : Check.positive("max_norm", maxNorm);
    weight = parameter("weight", this::fill, num, dim);
  }

  private void fill(Tensor tensor, Generator generator) {
    tensor.normal_(0, 1, generator);
    if (paddingIndex != null) {
      tensor.select(0, paddingIndex).zero_();
    }
  }

  @Override
  protected Tensor forward(Tensor x) {
    if (x.dtype() != DType.INT64 && x.dtype() != DType.INT32) {
      throw new EngineException("the input is of type " + x.dtype()
          + " where indices are expected: convert with to(DType.INT64)");
    }
    if (maxNorm != null) {
      try (NoGrad off = NoGrad.on()) {
        RENORM.call(weight.value(), x.contiguous().to(DType.INT64), maxNorm, 2.0);
      }
    }
    long padding = paddingIndex == null ? -1 : paddingIndex;
    return EMBEDDING.call(weight.value(), x, padding, false, false).get(0);
  }

  @Override
  protected String arguments() {
    return num + ", " + dim + (paddingIndex == null ? "" : ", padding_idx=" + paddingIndex)
        + (maxNorm == null ? "" : ", max_norm=" + maxNorm);
  }
}
