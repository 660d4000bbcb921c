package org.ockham.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Reads a sequence step by step and carries a state along: [length, n, input] → [length, n, directions · hidden], with the
 * batch first [n, length, …] if told so, without n for a single sequence. {@link #apply(Tensor)} gives the outputs of the
 * last layer at all steps and starts from zeros; {@link #run(Tensor, State)} takes and gives the states too, {@link #run(Tensor,
 * State, long...)} reads sequences of several lengths.
 *
 * <p>Defaults: one layer, with biases, batch second, no dropout, forwards only. Initially uniform on ±1/√hidden.
 */
public abstract sealed class Recurrent extends Layer permits RNN, LSTM, GRU {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends Recurrent> extends LayerBuilder<L, Builder<L>> {
    private final long inputSize;
    private final long hiddenSize;
    private int numLayers = 1;
    private boolean bias = true;
    private boolean batchFirst;
    private double dropout;
    private boolean bidirectional;

    Builder(long inputSize, long hiddenSize, Function<Builder<L>, L> layer) {
      super(layer);
      this.inputSize = Check.positive("input_size", inputSize);
      this.hiddenSize = Check.positive("hidden_size", hiddenSize);
    }

    /** How many, each reading the outputs of the one before; default 1. */
    public Builder<L> numLayers(int numLayers) {
      this.numLayers = Check.positive("num_layers", numLayers);
      return this;
    }

    /** Whether there are biases; default true. */
    public Builder<L> bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** Whether the batch is the first dimension, not the second; default false. */
    public Builder<L> batchFirst(boolean batchFirst) {
      this.batchFirst = batchFirst;
      return this;
    }

    /** The probability with which outputs between layers are dropped in training; default 0. */
    public Builder<L> dropout(double dropout) {
      this.dropout = Check.probability("dropout", dropout);
      return this;
    }

    /** Whether each layer reads from the end as well; default false. */
    public Builder<L> bidirectional(boolean bidirectional) {
      this.bidirectional = bidirectional;
      return this;
    }
  }

  /**
   * What is carried along.
   *
   * @param hidden [layers · directions, n, hidden], a layer's directions side by side
   * @param cell the same for an LSTM's cells; null for the others
   */
  public record State(Tensor hidden, @Nullable Tensor cell) {}

  /**
   * What reading gives.
   *
   * @param output the last layer's outputs at all steps
   * @param state the states after the last step of each sequence
   */
  public record Result(Tensor output, State state) {}

  /**
   * The steps as the engine reads them: padded, [length, n, *], or packed, without the padding: the samples' first steps, then
   * the second ones of those that have one …
   *
   * @param counts how many samples have so many steps, if packed
   */
  private record Steps(Tensor data, @Nullable Tensor counts) {}

  private static final Operator PACK = Operator.named("aten::_pack_padded_sequence");
  private static final Operator PAD = Operator.named("aten::_pad_packed_sequence");

  private final Recurrence recurrence;
  private final Operator padded;
  private final Operator packed;
  private final boolean hasCell;
  private final long inputSize;
  private final long hiddenSize;
  private final int numLayers;
  private final boolean bias;
  private final boolean batchFirst;
  private final double dropout;
  private final boolean bidirectional;
  private final List<Parameter> weights = new ArrayList<>();

  /**
   * A kind of recurrence.
   *
   * @param operator the engine's name of it
   * @param gates how many times the hidden size the rows of the weights are
   */
  Recurrent(Builder<?> builder, String operator, long gates) {
    recurrence = switch (operator) {
      case "lstm" -> Recurrence.LSTM;
      case "gru" -> Recurrence.GRU;
      case "rnn_relu" -> Recurrence.RNN_RELU;
      default -> Recurrence.RNN_TANH;
    };
    padded = Operator.named("aten::" + operator + ".input");
    packed = Operator.named("aten::" + operator + ".data");
    hasCell = this instanceof LSTM;
    inputSize = builder.inputSize;
    hiddenSize = builder.hiddenSize;
    numLayers = builder.numLayers;
    bias = builder.bias;
    batchFirst = builder.batchFirst;
    dropout = builder.dropout;
    bidirectional = builder.bidirectional;
    Init init = Init.fanIn(hiddenSize);
    long rows = gates * hiddenSize;
    for (int i = 0; i < numLayers; i++) {
      long in = i == 0 ? inputSize : hiddenSize * directions();
      for (int direction = 0; direction < directions(); direction++) {
        String place = "_l" + i + (direction == 0 ? "" : "_reverse");
        weights.add(parameter("weight_ih" + place, init, rows, in));
        weights.add(parameter("weight_hh" + place, init, rows, hiddenSize));
        if (bias) {
          weights.add(parameter("bias_ih" + place, init, rows));
          weights.add(parameter("bias_hh" + place, init, rows));
        }
      }
    }
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return read(x, null).output();
  }

  @Override
  protected final Value forward(Value x) {
    boolean single = x.dim() == 2;
    Value y = single ? x.unsqueeze(1) : batchFirst ? x.transpose(0, 1) : x;
    int each = bias ? 4 : 2;
    for (int at = 0; at < weights.size(); at += each * (int) directions()) {
      List<Recurrence.Weights> layer = new ArrayList<>();
      for (int direction = 0; direction < directions(); direction++) {
        List<Tensor> own =
            weights.subList(at + direction * each, at + (direction + 1) * each).stream()
                .map(Parameter::value)
                .toList();
        layer.add(new Recurrence.Weights(own.get(0), own.get(1), own.subList(2, each)));
      }
      y = recurrence.read(y, hiddenSize, layer);
    }
    return single ? y.squeeze(1) : batchFirst ? y.transpose(0, 1) : y;
  }

  /** Reads from this state on; null for zeros. */
  public final Result run(Tensor x, @Nullable State state) {
    return named(() -> read(x, state));
  }

  /**
   * Reads a batch of sequences of several lengths, filled up at the end to that of the longest: each as if it stood alone
   * (PyTorch's packed sequences). Outputs behind a sequence's end are 0.
   *
   * @param state what to start from, null for zeros
   * @param lengths the number of steps of each sample
   */
  public final Result run(Tensor x, @Nullable State state, long... lengths) {
    return named(() -> read(x, state, lengths));
  }

  private Result read(Tensor x, @Nullable State given) {
    checkShape(x);
    boolean single = x.dim() == 2;
    Tensor steps = single ? x.unsqueeze(1) : batchFirst ? x.transpose(0, 1) : x;
    Result read = read(new Steps(steps, null), start(steps, given, single));
    Tensor y = read.output();
    State state = read.state();
    return single
        ? new Result(y.squeeze(1), mapped(state, each -> each.squeeze(1)))
        : new Result(batchFirst ? y.transpose(0, 1) : y, state);
  }

  private Result read(Tensor x, @Nullable State given, long... lengths) {
    checkShape(x);
    Tensor steps = batchFirst ? x.transpose(0, 1) : x;
    long longest = Arrays.stream(lengths).max().orElse(0);
    if (x.dim() != 3
        || lengths.length != steps.size(1)
        || longest > steps.size(0)
        || Arrays.stream(lengths).anyMatch(length -> length < 1)) {
      throw new EngineException("the lengths are " + Arrays.toString(lengths)
          + " for the input " + Arrays.toString(x.shape())
          + ": each of the batch's samples has one, from 1 to the number of steps");
    }
    // The engine packs the longest first.
    Tensor order = Tensor.ofLongs(lengths).argsort(0, true);
    Tensor back = order.argsort(0, false).to(x.device());
    Tensor there = order.to(x.device());
    List<Tensor> packed = PACK.call(
        steps.indexSelect(1, there), Tensor.ofLongs(lengths).indexSelect(0, order), false);
    State start = mapped(start(steps, given, false), each -> each.indexSelect(1, there));
    Result read = read(new Steps(packed.get(0), packed.get(1)), start);
    Tensor y = PAD.call(read.output(), packed.get(1), batchFirst, 0.0, steps.size(0))
        .get(0)
        .indexSelect(batchFirst ? 0 : 1, back);
    return new Result(y, mapped(read.state(), each -> each.indexSelect(1, back)));
  }

  /** All layers, one after the other. */
  private Result read(Steps steps, State state) {
    List<Tensor> hidden = new ArrayList<>();
    List<Tensor> cells = new ArrayList<>();
    Tensor y = steps.data();
    int perLayer = weights.size() / numLayers;
    for (int i = 0; i < numLayers; i++) {
      if (i > 0 && isTraining()) {
        y = dropped(y, steps.counts() != null);
      }
      List<Tensor> own = weights.subList(i * perLayer, (i + 1) * perLayer).stream()
          .map(Parameter::value)
          .toList();
      long from = i * directions();
      State before = mapped(state, each -> each.narrow(0, from, directions()));
      List<Tensor> read = read(new Steps(y, steps.counts()), before, own);
      y = read.get(0);
      hidden.add(read.get(1));
      if (hasCell) {
        cells.add(read.get(2));
      }
    }
    return new Result(y, new State(Tensor.cat(hidden, 0), hasCell ? Tensor.cat(cells, 0) : null));
  }

  /** Packed sequences lie in an order of their own. */
  private Tensor dropped(Tensor y, boolean packed) {
    return packed
        ? Dropout.drop(y, dropout, parts().random::ofPart, y.shape())
        : Dropout.drop(y.transpose(0, 1), dropout, this).transpose(0, 1);
  }

  /** One layer: the outputs, the hidden state after and, of an LSTM, the cell state. */
  private List<Tensor> read(Steps steps, State state, List<Tensor> weights) {
    Tensor cell = state.cell();
    Object before = cell == null ? state.hidden() : List.of(state.hidden(), cell);
    Tensor counts = steps.counts();
    return counts == null
        ? padded.call(
            steps.data(), before, weights, bias, 1L, 0.0, isTraining(), bidirectional, false)
        : packed.call(
            steps.data(), counts, before, weights, bias, 1L, 0.0, isTraining(), bidirectional);
  }

  /** Where reading starts: a checked state in the shape of a batch's, or zeros. */
  private State start(Tensor steps, @Nullable State given, boolean single) {
    long[] expected = {numLayers * directions(), steps.size(1), hiddenSize};
    if (given == null) {
      Tensor zeros = Tensor.zeros(steps.dtype(), expected).to(steps.device());
      return new State(zeros, hasCell ? zeros : null);
    }
    if (hasCell != (given.cell() != null)) {
      throw new EngineException("the state has " + (hasCell ? "no" : "a")
          + " cell: an LSTM's has one, the others have none");
    }
    State state = mapped(given, each -> single && each.dim() == 2 ? each.unsqueeze(1) : each);
    check("hidden", state.hidden(), expected);
    if (state.cell() != null) {
      check("cell", state.cell(), expected);
    }
    return state;
  }

  private static void check(String what, Tensor state, long[] expected) {
    if (!Arrays.equals(state.shape(), expected)) {
      throw new EngineException("the " + what + " state has shape "
          + Arrays.toString(state.shape()) + " where " + Arrays.toString(expected)
          + " is expected");
    }
  }

  private static State mapped(State state, Function<Tensor, Tensor> change) {
    Tensor cell = state.cell();
    return new State(change.apply(state.hidden()), cell == null ? null : change.apply(cell));
  }

  private void checkShape(Tensor x) {
    InputShape.require(
        (x.dim() == 3 || x.dim() == 2) && x.size(-1) == inputSize,
        x,
        (batchFirst ? "[n, length, " : "[length, n, ") + inputSize + "]");
  }

  private long directions() {
    return bidirectional ? 2 : 1;
  }

  @Override
  protected String arguments() {
    return inputSize + ", " + hiddenSize
        + (numLayers == 1 ? "" : ", num_layers=" + numLayers)
        + (bias ? "" : ", bias=false")
        + (batchFirst ? ", batch_first=true" : "")
        + (dropout == 0 ? "" : ", dropout=" + dropout)
        + (bidirectional ? ", bidirectional=true" : "");
  }
}
