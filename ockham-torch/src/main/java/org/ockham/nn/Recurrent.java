package org.ockham.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * Reads a sequence step by step and carries a state along: [length, n, input] → [length, n, directions · hidden], with the
 * batch first [n, length, …] if told so, without n for a single sequence. {@link #apply(Tensor)} gives the outputs of the
 * last layer at all steps and starts from zeros; {@link #run} takes and gives the states too.
 *
 * <p>Defaults: one layer, with biases, batch second, no dropout, forwards only. Initially uniform on ±1/√hidden.
 */
public abstract sealed class Recurrent extends Layer permits RNN, LSTM, GRU {

  /**
   * The arguments.
   *
   * @param inputSize numbers a step
   * @param hiddenSize numbers in the state
   * @param numLayers how many, each reading the outputs of the one before
   * @param bias whether there are biases
   * @param batchFirst whether the batch is the first dimension, not the second
   * @param dropout the probability with which outputs between layers are dropped in training
   * @param bidirectional whether each layer reads from the end as well
   * @param layer makes the layer
   * @param <L> the layer's class
   */
  public record Config<L extends Recurrent>(
      long inputSize,
      long hiddenSize,
      int numLayers,
      boolean bias,
      boolean batchFirst,
      double dropout,
      boolean bidirectional,
      Function<Config<L>, L> layer) {

    public Config {
      Check.positive("input_size", inputSize);
      Check.positive("hidden_size", hiddenSize);
      Check.positive("num_layers", numLayers);
      Check.probability("dropout", dropout);
    }

    static <L extends Recurrent> Config<L> defaults(
        long inputSize, long hiddenSize, Function<Config<L>, L> layer) {
      return new Config<>(inputSize, hiddenSize, 1, true, false, 0, false, layer);
    }

    public Config<L> numLayers(int numLayers) {
      return new Config<>(
          inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, layer);
    }

    public Config<L> bias(boolean bias) {
      return new Config<>(
          inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, layer);
    }

    public Config<L> batchFirst(boolean batchFirst) {
      return new Config<>(
          inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, layer);
    }

    public Config<L> dropout(double dropout) {
      return new Config<>(
          inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, layer);
    }

    public Config<L> bidirectional(boolean bidirectional) {
      return new Config<>(
          inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, layer);
    }

    /** The layer. */
    public L build() {
      return layer.apply(this);
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
   * @param state the states after the last step
   */
  public record Result(Tensor output, State state) {}

  private final Config<?> config;
  private final List<Parameter> weights = new ArrayList<>();
  private final RandomSource random = new RandomSource();

  /** Gates: how many times the hidden size the rows of the weights are. */
  Recurrent(Config<?> config, long gates) {
    this.config = config;
    Init init = Init.fanIn(config.hiddenSize());
    long rows = gates * config.hiddenSize();
    for (int i = 0; i < config.numLayers(); i++) {
      long in = i == 0 ? config.inputSize() : config.hiddenSize() * directions();
      for (int direction = 0; direction < directions(); direction++) {
        String place = "_l" + i + (direction == 0 ? "" : "_reverse");
        weights.add(parameter("weight_ih" + place, init, rows, in));
        weights.add(parameter("weight_hh" + place, init, rows, config.hiddenSize()));
        if (config.bias()) {
          weights.add(parameter("bias_ih" + place, init, rows));
          weights.add(parameter("bias_hh" + place, init, rows));
        }
      }
    }
  }

  /** Reads with one layer: the outputs, the hidden state after and, of an LSTM, the cell state. */
  abstract List<Tensor> read(
      Tensor x, State state, List<Tensor> weights, boolean bias, boolean bidirectional);

  abstract boolean hasCell();

  @Override
  protected final Tensor forward(Tensor x) {
    return read(x, null).output();
  }

  /** Reads from this state on; null for zeros. */
  public final Result run(Tensor x, @Nullable State state) {
    return named(() -> read(x, state));
  }

  private Result read(Tensor x, @Nullable State given) {
    if ((x.dim() != 3 && x.dim() != 2) || x.size(-1) != config.inputSize()) {
      throw Shape.wrongShape(
          x, (config.batchFirst() ? "[n, length, " : "[length, n, ") + config.inputSize() + "]");
    }
    boolean single = x.dim() == 2;
    Tensor steps = single ? x.unsqueeze(1) : config.batchFirst() ? x.transpose(0, 1) : x;
    State state = given == null ? zeros(steps) : given;
    check("hidden", state.hidden(), steps.size(1), single);
    if (state.cell() != null) {
      check("cell", state.cell(), steps.size(1), single);
    }
    if (hasCell() != (state.cell() != null)) {
      throw new EngineException("the state has " + (hasCell() ? "no" : "a")
          + " cell: an LSTM's has one, the others have none");
    }
    List<Tensor> hidden = new ArrayList<>();
    List<Tensor> cells = new ArrayList<>();
    Tensor y = steps;
    int perLayer = weights.size() / config.numLayers();
    for (int i = 0; i < config.numLayers(); i++) {
      if (i > 0 && isTraining()) {
        y = Dropout.drop(y, config.dropout(), random, y.shape());
      }
      List<Tensor> own = weights.subList(i * perLayer, (i + 1) * perLayer).stream()
          .map(Parameter::value)
          .toList();
      List<Tensor> read = read(y, of(state, i, single), own, config.bias(), config.bidirectional());
      y = read.get(0);
      hidden.add(read.get(1));
      if (hasCell()) {
        cells.add(read.get(2));
      }
    }
    Tensor output = single ? y.squeeze(1) : config.batchFirst() ? y.transpose(0, 1) : y;
    Tensor lastHidden = Tensor.cat(hidden, 0);
    Tensor lastCell = hasCell() ? Tensor.cat(cells, 0) : null;
    return new Result(
        output,
        single
            ? new State(lastHidden.squeeze(1), lastCell == null ? null : lastCell.squeeze(1))
            : new State(lastHidden, lastCell));
  }

  private State zeros(Tensor steps) {
    long[] shape = steps.dim() == 3
        ? new long[] {layersTimesDirections(), steps.size(1), config.hiddenSize()}
        : new long[0];
    Tensor zeros = Tensor.zeros(steps.dtype(), shape).to(steps.device());
    return new State(zeros, hasCell() ? zeros : null);
  }

  private State of(State state, int layer, boolean single) {
    long from = (long) layer * directions();
    Tensor hidden = state.hidden();
    Tensor cell = state.cell();
    return new State(
        batched(hidden, single).narrow(0, from, directions()),
        cell == null ? null : batched(cell, single).narrow(0, from, directions()));
  }

  private static Tensor batched(Tensor state, boolean single) {
    return single && state.dim() == 2 ? state.unsqueeze(1) : state;
  }

  private void check(String what, Tensor state, long n, boolean single) {
    long[] expected = {layersTimesDirections(), n, config.hiddenSize()};
    if (!Arrays.equals(batched(state, single).shape(), expected)) {
      throw new EngineException("the " + what + " state has shape "
          + Arrays.toString(state.shape()) + " where " + Arrays.toString(expected)
          + " is expected");
    }
  }

  private long directions() {
    return config.bidirectional() ? 2 : 1;
  }

  private long layersTimesDirections() {
    return config.numLayers() * directions();
  }

  @Override
  protected void onRandomize(RandomKey key) {
    random.start(key);
  }

  @Override
  protected String arguments() {
    return config.inputSize() + ", " + config.hiddenSize()
        + (config.numLayers() == 1 ? "" : ", num_layers=" + config.numLayers())
        + (config.bias() ? "" : ", bias=false")
        + (config.batchFirst() ? ", batch_first=true" : "")
        + (config.dropout() == 0 ? "" : ", dropout=" + config.dropout())
        + (config.bidirectional() ? ", bidirectional=true" : "");
  }
}
