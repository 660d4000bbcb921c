package org.ockham.nn;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * A table with a learnt row for each word: what {@link Embedding} and {@link EmbeddingBag} share. Initially normal with deviation
 * 1; the row of the padding index, if there is one, is zero and is not trained.
 */
public abstract sealed class EmbeddingTable extends Layer permits Embedding, EmbeddingBag {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   * @param <B> the builder's own class
   */
  public abstract static sealed class Builder<L extends EmbeddingTable, B extends Builder<L, B>>
      extends LayerBuilder<L, B> permits Embedding.Builder, EmbeddingBag.Builder {
    private final long num;
    private final long dim;
    private @Nullable Long paddingIndex;
    private @Nullable Double maxNorm;
    private double normType = 2;
    private boolean scaleGradByFreq;

    Builder(long num, long dim, Function<B, L> layer) {
      super(layer);
      this.num = Check.positive("num_embeddings", num);
      this.dim = Check.positive("embedding_dim", dim);
    }

    /** The row that is not trained, negative from the end; default none. */
    public B paddingIndex(long index) {
      if (index < -num || index >= num) {
        throw new IllegalArgumentException(
            "padding_idx is " + index + ": it must name one of the " + num + " rows");
      }
      paddingIndex = index < 0 ? index + num : index;
      return self();
    }

    /** Rows longer than this are shortened to it when they are used; default none are. */
    public B maxNorm(double maxNorm) {
      this.maxNorm = Check.positive("max_norm", maxNorm);
      return self();
    }

    /** The p of the norm ‖·‖ₚ that the bound is on; default 2. */
    public B normType(double p) {
      normType = Check.positive("norm_type", p);
      return self();
    }

    /** Whether a row's gradient is divided by how often the batch uses it; default false. */
    public B scaleGradByFreq(boolean scale) {
      scaleGradByFreq = scale;
      return self();
    }
  }

  private static final Operator RENORM = Operator.named("aten::embedding_renorm_");

  private final long num;
  private final long dim;
  final @Nullable Long paddingIndex;
  private final @Nullable Double maxNorm;
  private final double normType;
  final boolean scaleGradByFreq;
  private final Parameter weight;

  EmbeddingTable(Builder<?, ?> builder) {
    num = builder.num;
    dim = builder.dim;
    paddingIndex = builder.paddingIndex;
    maxNorm = builder.maxNorm;
    normType = builder.normType;
    scaleGradByFreq = builder.scaleGradByFreq;
    weight = parameter("weight", this::fill, num, dim);
  }

  private void fill(Tensor tensor, Generator generator) {
    tensor.normal_(0, 1, generator);
    if (paddingIndex != null) {
      tensor.select(0, paddingIndex).zero_();
    }
  }

  /** The table, in which the rows that these indices name have been shortened. */
  final Tensor rowsFor(Tensor indices) {
    if (indices.dtype() != DType.INT64 && indices.dtype() != DType.INT32) {
      throw new EngineException("the input is of type " + indices.dtype()
          + " where indices are expected: convert with to(DType.INT64)");
    }
    if (maxNorm != null) {
      try (NoGrad off = NoGrad.on()) {
        RENORM.call(weight.value(), indices.contiguous().to(DType.INT64), maxNorm, normType);
      }
    }
    return weight.value();
  }

  /** The rows as they are used: shortened, where they are too long. */
  final Value rows(Graph graph) {
    Double bound = maxNorm;
    if (bound == null) {
      return weight.in(graph);
    }
    return graph.weight(weight, "weight", () -> {
      Tensor rows = weight.value().detach().copy();
      RENORM.call(rows, Tensor.arange(num), bound, normType);
      return rows;
    });
  }

  @Override
  protected String arguments() {
    return num + ", " + dim + (paddingIndex == null ? "" : ", padding_idx=" + paddingIndex)
        + (maxNorm == null ? "" : ", max_norm=" + maxNorm)
        + (normType == 2 ? "" : ", norm_type=" + normType)
        + (scaleGradByFreq ? ", scale_grad_by_freq=true" : "");
  }
}
