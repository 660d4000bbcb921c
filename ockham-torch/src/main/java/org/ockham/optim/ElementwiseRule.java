package org.ockham.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A rule that treats every number by itself. It is written as operations on lists, and applied to slices of the parameters that fit
 * the processor's second-level cache: memory is read and written once a step, not once an operation.
 */
abstract class ElementwiseRule extends Rule {

  /** Half a MiB in single precision: with gradient, slots and room about 2 MiB. */
  private static final long SLICE = 1 << 17;

  private final Slots slots;
  private final List<Integer> everything;
  private final Map<List<Integer>, List<Slice>> plans = new HashMap<>();
  private boolean uniform = true;

  ElementwiseRule(ParameterGroup group) {
    super(group);
    slots = Slots.withSteps(group);
    everything = IntStream.range(0, slots.size()).boxed().toList();
  }

  /** Zeros of each parameter's shape to remember something in, under this name. */
  final Slot slot(String name) {
    return slots.add(name);
  }

  /** Room of a slice's shapes to compute in; the next slice has the same. */
  final Slot room() {
    return slots.room();
  }

  /** The rule, for parameters whose t-th step this is (from 1). */
  abstract void update(Slice slice, int t);

  @Override
  protected final void update() {
    if (uniform && apply(everything)) {
      return;
    }
    Map<Integer, List<Integer>> present = new LinkedHashMap<>();
    for (int i : everything) {
      if (slots.parameter(i).grad() != null) {
        present.computeIfAbsent(slots.steps(i), steps -> new ArrayList<>()).add(i);
      }
    }
    present.values().forEach(this::apply);
    uniform = everything.stream().mapToInt(slots::steps).distinct().count() == 1;
  }

  /** Steps with these parameters, which have made the same number of steps; false if a gradient is missing. */
  private boolean apply(List<Integer> indices) {
    List<Slice> slices = plan(indices);
    for (Slice slice : slices) {
      if (!slice.collectGradients()) {
        return false;
      }
    }
    int t = 0;
    for (int i : indices) {
      t = slots.count(i);
    }
    for (Slice slice : slices) {
      update(slice, t);
    }
    return true;
  }

  private List<Slice> plan(List<Integer> indices) {
    if (plans.size() > 8 && !plans.containsKey(indices)) {
      plans.clear(); // gradients come and go: do not keep a plan for each way they did
    }
    return plans.computeIfAbsent(indices, some -> {
      try (Scope scope = Scope.open()) {
        return slices(some);
      }
    });
  }

  private List<Slice> slices(List<Integer> indices) {
    List<List<Slice.Piece>> cut = new ArrayList<>();
    List<Slice.Piece> open = new ArrayList<>();
    String type = "";
    long filled = 0;
    for (int i : indices) {
      Tensor value = slots.parameter(i).value();
      long size = value.numel();
      boolean whole = size <= SLICE;
      for (long from = 0; from < size || from == 0; from += whole ? Math.max(size, 1) : SLICE) {
        long to = whole ? size : Math.min(size, from + SLICE);
        if (filled + to - from > SLICE || !type.equals(type(value))) {
          cut.add(open);
          open = new ArrayList<>();
          filled = 0;
          type = type(value);
        }
        open.add(new Slice.Piece(i, from, to, whole));
        filled += to - from;
      }
    }
    cut.add(open);
    cut.removeIf(List::isEmpty);
    Map<String, List<Tensor>> rooms = new HashMap<>();
    return cut.stream()
        .map(pieces -> new Slice(slots, pieces, rooms(pieces, rooms)))
        .toList();
  }

  /** Rooms for a slice: the same for all that fit into them. */
  private List<Tensor> rooms(List<Slice.Piece> pieces, Map<String, List<Tensor>> known) {
    long total = pieces.stream().mapToLong(piece -> piece.to() - piece.from()).sum();
    Tensor like = slots.parameter(pieces.get(0).parameter()).value();
    long length = Math.max(total, Math.min(SLICE, slots.numbers()));
    return known.computeIfAbsent(
        type(like) + " " + length,
        key -> slots.all().stream()
            .filter(slot -> !slot.isSaved())
            .map(slot -> Tensor.empty(like.dtype(), length).to(like.device()).escape())
            .toList());
  }

  private static String type(Tensor tensor) {
    return tensor.dtype() + " " + tensor.device();
  }

  @Override
  protected Map<String, Tensor> state() {
    return slots.state();
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    super.take(saved);
    slots.takeSteps(saved);
    uniform = false; // until the next step has looked
  }
}
