package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * One step of one {@link Recurrent} layer, for loops of one's own: [n, input] → [n, hidden], or without n. {@link
 * #apply(Tensor)} starts from zeros. Initially uniform on ±1/√hidden.
 */
public abstract sealed class RecurrentCell extends Layer permits RNNCell, LSTMCell, GRUCell {

  private final long inputSize;
  private final long hiddenSize;
  private final Parameter inputWeight;
  private final Parameter hiddenWeight;
  private final @Nullable Parameter inputBias;
  private final @Nullable Parameter hiddenBias;

  /** Gates: how many times the hidden size the rows of the weights are. */
  RecurrentCell(long inputSize, long hiddenSize, boolean bias, long gates) {
    this.inputSize = Check.positive("input_size", inputSize);
    this.hiddenSize = Check.positive("hidden_size", hiddenSize);
    Init init = Init.fanIn(hiddenSize);
    long rows = gates * hiddenSize;
    inputWeight = parameter("weight_ih", init, rows, inputSize);
    hiddenWeight = parameter("weight_hh", init, rows, hiddenSize);
    inputBias = bias ? parameter("bias_ih", init, rows) : null;
    hiddenBias = bias ? parameter("bias_hh", init, rows) : null;
  }

  /** One step from this state on (an LSTM's is two tensors): the state after it. */
  final List<Tensor> step(Operator operator, Tensor x, Tensor... state) {
    boolean single = x.dim() == 1; // the engine knows batches only
    List<Tensor> before =
        Stream.of(state).map(each -> single ? each.unsqueeze(0) : each).toList();
    List<Tensor> after = operator.call(
        single ? x.unsqueeze(0) : x,
        before.size() == 1 ? before.get(0) : before,
        inputWeight.value(),
        hiddenWeight.value(),
        Parameter.valueOf(inputBias),
        Parameter.valueOf(hiddenBias));
    return single ? after.stream().map(each -> each.squeeze(0)).toList() : after;
  }

  /** This state, checked, or zeros. */
  final Tensor start(Tensor x, @Nullable Tensor state) {
    InputShape.require(
        (x.dim() == 1 || x.dim() == 2) && x.size(-1) == inputSize, x, "[n, " + inputSize + "]");
    long[] shape = x.shape();
    shape[shape.length - 1] = hiddenSize;
    if (state == null) {
      return Tensor.zeros(x.dtype(), shape).to(x.device());
    }
    if (!Arrays.equals(state.shape(), shape)) {
      throw new EngineException("the state has shape " + Arrays.toString(state.shape()) + " where "
          + Arrays.toString(shape) + " is expected");
    }
    return state;
  }

  /** A first step in ONNX: from a state of zeros. */
  final Value step(Recurrence recurrence, Value x) {
    boolean single = x.dim() == 1;
    List<Tensor> biases = inputBias == null || hiddenBias == null
        ? List.of()
        : List.of(inputBias.value(), hiddenBias.value());
    Value y = recurrence
        .read(
            (single ? x.unsqueeze(0) : x).unsqueeze(0),
            hiddenSize,
            List.of(new Recurrence.Weights(inputWeight.value(), hiddenWeight.value(), biases)))
        .squeeze(0);
    return single ? y.squeeze(0) : y;
  }

  @Override
  protected String arguments() {
    return inputSize + ", " + hiddenSize + (inputBias == null ? ", bias=false" : "");
  }
}
