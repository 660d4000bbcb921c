package org.ockham.nn;

import java.util.Arrays;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * An {@link EmbeddingTable}'s row for each word: indices [*] (INT64) → [*, dim].
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html">torch.nn.Embedding</a>
 */
public final class Embedding extends EmbeddingTable {

  /** The arguments. */
  public static final class Builder extends EmbeddingTable.Builder<Embedding, Builder> {
    private Builder(long num, long dim) {
      super(num, dim, Embedding::new);
    }
  }

  private static final Operator EMBEDDING = Operator.named("aten::embedding");

  /** So many rows of this length, with the defaults. */
  public Embedding(long num, long dim) {
    this(of(num, dim));
  }

  private Embedding(Builder builder) {
    super(builder);
  }

  /** So many rows of this length; to be given further arguments. */
  public static Builder of(long num, long dim) {
    return new Builder(num, dim);
  }

  @Override
  protected Tensor forward(Tensor x) {
    long padding = paddingIndex == null ? -1 : paddingIndex;
    return EMBEDDING.call(rowsFor(x), x, padding, scaleGradByFreq, false).get(0);
  }

  @Override
  protected Value forward(Value x) {
    Value rows = rows(x.graph());
    long[] shape = Arrays.copyOf(x.shape(), x.dim() + 1);
    shape[x.dim()] = rows.size(1);
    return rows.op("Gather", x).shaped(shape);
  }
}
