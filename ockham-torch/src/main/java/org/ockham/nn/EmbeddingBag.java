package org.ockham.nn;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The mean, the sum or the largest values of an {@link EmbeddingTable}'s rows for a bag of words: indices [n, length] (INT64) →
 * [n, dim]. Bags of several lengths stand one after the other, [words], with the place where each begins. The padding index
 * counts for nothing. Default: the mean.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html">torch.nn.EmbeddingBag</a>
 */
public final class EmbeddingBag extends EmbeddingTable {

  /** How a bag's rows become one. */
  public enum Mode {
    SUM(0),
    MEAN(1),
    MAX(2);

    /** The engine's number of it. */
    private final long code;

    Mode(long code) {
      this.code = code;
    }
  }

  /** The arguments. */
  public static final class Builder extends EmbeddingTable.Builder<EmbeddingBag, Builder> {
    private Mode mode = Mode.MEAN;

    private Builder(long num, long dim) {
      super(num, dim, EmbeddingBag::new);
    }

    /** How a bag's rows become one; default their mean. */
    public Builder mode(Mode mode) {
      this.mode = mode;
      return this;
    }
  }

  private static final Operator OPERATOR = Operator.named("aten::embedding_bag.padding_idx");

  private final Mode mode;

  /** So many rows of this length, with the defaults. */
  public EmbeddingBag(long num, long dim) {
    this(of(num, dim));
  }

  private EmbeddingBag(Builder builder) {
    super(builder);
    mode = builder.mode;
  }

  /** So many rows of this length; to be given further arguments. */
  public static Builder of(long num, long dim) {
    return new Builder(num, dim);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return whole(x, null);
  }

  @Override
  protected Value forward(Value x) {
    Value rows = rows(x.graph());
    Value words = rows.op("Gather", x).shaped(x.size(0), x.size(1), rows.size(1));
    if (paddingIndex == null) {
      Value bag = switch (mode) {
        case SUM -> words.sum(1);
        case MEAN -> words.mean(1);
        case MAX -> words.amax(1);
      };
      return bag.squeeze(1);
    }
    Value none = x.graph().constant(0, x.graph().type());
    Value absent = x.eq(x.graph().constant(paddingIndex, DType.INT64)).unsqueeze(-1);
    if (mode == Mode.MAX) {
      Value lowest = x.graph().constant(Double.NEGATIVE_INFINITY, x.graph().type());
      Value most = absent.where(lowest, words).amax(1);
      return most.eq(lowest).where(none, most).squeeze(1);
    }
    Value present = absent.where(none, words);
    if (mode == Mode.SUM) {
      return present.sum(1).squeeze(1);
    }
    Value one = x.graph().constant(1, x.graph().type());
    Value count = absent.where(none, one).sum(1).maximum(one);
    return present.sum(1).div(count).squeeze(1);
  }

  /** With a factor for each word, [n, length], of the sum. */
  public Tensor applyWeighted(Tensor x, Tensor weights) {
    if (mode != Mode.SUM) {
      throw new EngineException("the mode is " + mode + ": only a SUM is weighted");
    }
    return named(() -> whole(x, weights.flatten()));
  }

  /** Bags one after the other: the words, [words], and where each bag begins, [n] (INT64), the first at 0. */
  public Tensor apply(Tensor x, Tensor offsets) {
    return named(() -> {
      InputShape.require(x.dim() == 1, x, "[words]");
      return bags(x, offsets, null);
    });
  }

  private Tensor whole(Tensor x, @Nullable Tensor weights) {
    InputShape.require(x.dim() == 2, x, "[n, length]");
    Tensor offsets = Tensor.arange(x.size(0)).mul(x.size(1)).to(x.dtype()).to(x.device());
    return bags(x.flatten(), offsets, weights);
  }

  private Tensor bags(Tensor x, Tensor offsets, @Nullable Tensor weights) {
    return OPERATOR
        .call(
            rowsFor(x), x, offsets, scaleGradByFreq, mode.code, false, weights, false, paddingIndex)
        .get(0);
  }

  @Override
  protected String arguments() {
    return super.arguments() + ", mode=" + mode.name().toLowerCase(Locale.ROOT);
  }
}
