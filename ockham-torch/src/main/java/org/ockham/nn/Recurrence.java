package org.ockham.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * An operator of ONNX that reads a sequence.
 *
 * @param operator its name
 * @param activation what makes it nonlinear; empty where it has its own
 * @param gates in the order that it has them in, the places of ours, which lie below each other in weights
 * @see <a href="https://onnx.ai/onnx/operators/onnx__LSTM.html">LSTM</a>, and GRU and RNN beside it
 */
record Recurrence(String operator, String activation, List<Integer> gates) {

  static final Recurrence RNN_TANH = new Recurrence("RNN", "Tanh", List.of(0));
  static final Recurrence RNN_RELU = new Recurrence("RNN", "Relu", List.of(0));

  /** Ours are reset, update, new; ONNX has update before reset. */
  static final Recurrence GRU = new Recurrence("GRU", "", List.of(1, 0, 2));

  /** Ours are input, forget, cell, output; ONNX has input, output, forget, cell. */
  static final Recurrence LSTM = new Recurrence("LSTM", "", List.of(0, 3, 1, 2));

  /** What one layer gives for [length, n, in]: [length, n, directions · hidden]. */
  Value read(Value steps, long hidden, List<Weights> directions) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("hidden_size", hidden);
    attributes.put("direction", directions.size() == 2 ? "bidirectional" : "forward");
    if (equals(GRU)) {
      attributes.put("linear_before_reset", 1);
    }
    if (!activation.isEmpty()) {
      String[] activations = new String[directions.size()];
      Arrays.fill(activations, activation);
      attributes.put("activations", activations);
    }
    Graph graph = steps.graph();
    Value input = graph.constant(stacked(directions.stream().map(Weights::input).toList()));
    Value state =
        graph.constant(stacked(directions.stream().map(Weights::hidden).toList()));
    Value y = directions.get(0).biases().isEmpty()
        ? steps.op(operator, attributes, input, state)
        : steps.op(operator, attributes, input, state, graph.constant(biases(directions)));
    return y.shaped(steps.size(0), directions.size(), steps.size(1), hidden)
        .transpose(1, 2)
        .flatten(2);
  }

  private Tensor biases(List<Weights> directions) {
    return Tensor.stack(
        directions.stream()
            .map(each -> Tensor.cat(each.biases().stream().map(this::ordered).toList(), 0))
            .toList(),
        0);
  }

  private Tensor stacked(List<Tensor> directions) {
    return Tensor.stack(directions.stream().map(this::ordered).toList(), 0);
  }

  private Tensor ordered(Tensor rows) {
    long each = rows.size(0) / gates.size();
    return Tensor.cat(
        gates.stream().map(gate -> rows.narrow(0, gate * each, each)).toList(), 0);
  }

  /**
   * The weights of one direction.
   *
   * @param input of the input
   * @param hidden of the state
   * @param biases of the two, or none
   */
  record Weights(Tensor input, Tensor hidden, List<Tensor> biases) {}
}
