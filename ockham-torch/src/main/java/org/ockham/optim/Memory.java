package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** What an optimiser keeps for each parameter: tensors of its shape, by kind, and how many steps it has made with it. */
final class Memory {

  private final List<String> names;
  private final List<Parameter> parameters;
  private final List<String> kinds;
  private final List<List<Tensor>> tensors = new ArrayList<>();
  private final List<List<Tensor>> rows = new ArrayList<>();
  private final long[] starts;
  private final int[] steps;

  /** One tensor of zeros a parameter for each of these, which is what it is called in saved states (PyTorch's name). */
  Memory(Map<String, Parameter> parameters, String... kinds) {
    this.names = List.copyOf(parameters.keySet());
    this.parameters = List.copyOf(parameters.values());
    this.kinds = List.of(kinds);
    this.steps = new int[names.size()];
    this.starts = new long[names.size()];
    for (int kind = 0; kind < kinds.length; kind++) {
      rows.add(new ArrayList<>());
      tensors.add(new ArrayList<>());
      for (int i = 0; i < size(); ) {
        i = allocate(i);
      }
    }
  }

  /** One row for a parameter and those after it that are of the same type on the same device; returns the next one. */
  private int allocate(int first) {
    Tensor like = parameters.get(first).value();
    int end = first;
    long length = 0;
    while (end < size() && isAlike(parameters.get(end).value(), like)) {
      length += parameters.get(end++).count();
    }
    Tensor row = Tensor.zeros(like.dtype(), length).to(like.device()).escape();
    long from = 0;
    for (int i = first; i < end; i++) {
      long count = parameters.get(i).count();
      rows.get(rows.size() - 1).add(row);
      starts[i] = from;
      tensors
          .get(tensors.size() - 1)
          .add(
              row.narrow(0, from, count).view(parameters.get(i).value().shape()).escape());
      from += count;
    }
    return end;
  }

  private static boolean isAlike(Tensor a, Tensor b) {
    return a.dtype() == b.dtype() && a.device().equals(b.device());
  }

  /** Everything of this kind from a parameter on, in a row: parameters of one type lie one behind the other. */
  Tensor row(int kind, int parameter) {
    return rows.get(kind).get(parameter);
  }

  /** Where in its row a parameter's memory begins. */
  long start(int parameter) {
    return starts[parameter];
  }

  int size() {
    return names.size();
  }

  String name(int parameter) {
    return names.get(parameter);
  }

  Parameter parameter(int parameter) {
    return parameters.get(parameter);
  }

  int kinds() {
    return kinds.size();
  }

  Tensor get(int kind, int parameter) {
    return tensors.get(kind).get(parameter);
  }

  /** Steps made with this parameter. */
  int steps(int parameter) {
    return steps[parameter];
  }

  /** Counts one more step with this parameter; returns how many these are. */
  int count(int parameter) {
    return ++steps[parameter];
  }

  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      state.put(names.get(i) + ".step", Tensor.scalar(steps[i]));
      for (int kind = 0; kind < kinds.size(); kind++) {
        state.put(names.get(i) + "." + kinds.get(kind), get(kind, i));
      }
    }
    return state;
  }

  /** Takes up the numbers of steps of a saved state; the tensors are copied by {@link Optimizer#take}. */
  void takeSteps(Map<String, Tensor> saved) {
    for (int i = 0; i < size(); i++) {
      steps[i] =
          (int) Math.round(requireNonNull(saved.get(names.get(i) + ".step")).item());
    }
  }
}
