package org.ockham.optim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** The state of a rule: a tensor for each parameter in each slot, and, if it counts them, the steps made with each parameter. */
final class Slots {

  /**
   * One tensor for each parameter.
   *
   * @param index which of its rule's slots it is
   * @param name what it is called in saved states, PyTorch's name; null for what passes with the step
   * @param tensors in the order of the parameters
   * @param rows for each parameter the longer tensor that its own is a part of, if it is one
   */
  record Slot(int index, @Nullable String name, List<Tensor> tensors, List<Tensor> rows) {

    boolean isSaved() {
      return name != null;
    }

    /** That of parameter number i. */
    Tensor of(int i) {
      return tensors.get(i);
    }
  }

  private final List<String> names;
  private final List<Parameter> parameters;
  private final boolean counts;
  private final int[] steps;
  private final long[] starts;
  private final int[] rowsOf;
  private final List<Slot> slots = new ArrayList<>();

  private Slots(ParameterGroup group, boolean counts) {
    this.names = List.copyOf(group.parameters().keySet());
    this.parameters = List.copyOf(group.parameters().values());
    this.counts = counts;
    this.steps = new int[names.size()];
    this.starts = new long[names.size()];
    this.rowsOf = new int[names.size()];
    for (int i = 1; i < size(); i++) {
      boolean goesOn = isAlike(parameters.get(i - 1).value(), parameters.get(i).value());
      rowsOf[i] = goesOn ? rowsOf[i - 1] : i;
      starts[i] = goesOn ? starts[i - 1] + parameters.get(i - 1).count() : 0;
    }
  }

  static Slots of(ParameterGroup group) {
    return new Slots(group, false);
  }

  /** Such as count the steps made with each parameter, and save them as {@code fc1.weight.step}. */
  static Slots withSteps(ParameterGroup group) {
    return new Slots(group, true);
  }

  /** A slot of these tensors; one without a name is not saved. */
  Slot add(@Nullable String name, List<Tensor> tensors) {
    return add(name, tensors, List.of());
  }

  /** The same with the rows that the tensors are parts of. */
  Slot add(@Nullable String name, List<Tensor> tensors, List<Tensor> rows) {
    Slot slot = new Slot(slots.size(), name, tensors, rows);
    slots.add(slot);
    return slot;
  }

  /**
   * A slot of zeros; those of parameters of one type on one device lie one behind the other, in a row, each in the order of its
   * parameter's memory.
   */
  Slot add(String name) {
    List<Tensor> tensors = new ArrayList<>();
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Parameter parameter = parameters.get(i);
      rows.add(rowsOf[i] == i ? row(i) : rows.get(i - 1));
      Tensor part = rows.get(i).narrow(0, starts[i], parameter.count());
      tensors.add(like(parameter.value(), part).escape());
    }
    return add(name, tensors, rows);
  }

  /** A part of a row in a parameter's shape, its numbers in the order of that parameter's memory. */
  static Tensor like(Tensor value, Tensor part) {
    return part.asStrided(value.shape(), value.stride());
  }

  /** The row that begins with this parameter. */
  private Tensor row(int first) {
    long length = 0;
    for (int i = first; i < size() && rowsOf[i] == first; i++) {
      length += parameters.get(i).count();
    }
    Tensor like = parameters.get(first).value();
    return Tensor.zeros(like.dtype(), length).to(like.device()).escape();
  }

  private static boolean isAlike(Tensor a, Tensor b) {
    return a.dtype() == b.dtype() && a.device().equals(b.device());
  }

  /** Zeros of each parameter's shape and order. */
  List<Tensor> zeros() {
    return parameters.stream()
        .map(parameter -> Tensor.zerosLike(parameter.value()).escape())
        .toList();
  }

  /** Of all parameters together. */
  long numbers() {
    return parameters.stream().mapToLong(Parameter::count).sum();
  }

  /** All slots, in the order in which they were added. */
  List<Slot> all() {
    return slots;
  }

  /** A slot for what passes with the step: there is only room for it, a slice of the parameters at a time. */
  Slot room() {
    return add(null, List.of());
  }

  /** Where in its rows a parameter's part begins. */
  long start(int parameter) {
    return starts[parameter];
  }

  /** Whether the parts of two parameters are of the same rows. */
  boolean share(int parameter, int other) {
    return rowsOf[parameter] == rowsOf[other];
  }

  /** The number of parameters. */
  int size() {
    return names.size();
  }

  String name(int parameter) {
    return names.get(parameter);
  }

  Parameter parameter(int parameter) {
    return parameters.get(parameter);
  }

  /** Steps made with this parameter. */
  int steps(int parameter) {
    return steps[parameter];
  }

  /** Counts one more step with this parameter; returns how many these are. */
  int count(int parameter) {
    return ++steps[parameter];
  }

  /** Counts one more step with every parameter. */
  void countAll() {
    for (int i = 0; i < size(); i++) {
      count(i);
    }
  }

  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      if (counts) {
        state.put(names.get(i) + ".step", Tensor.scalar(steps[i]));
      }
      for (Slot slot : slots) {
        if (slot.isSaved()) {
          state.put(names.get(i) + "." + slot.name(), slot.of(i));
        }
      }
    }
    return state;
  }

  /** Takes up the numbers of steps of a saved state; the tensors are copied by {@link Rule#take}. */
  void takeSteps(Map<String, Tensor> saved) {
    for (int i = 0; counts && i < size(); i++) {
      steps[i] =
          (int) Math.round(requireNonNull(saved.get(names.get(i) + ".step")).item());
    }
  }
}
