package org.ockham.optim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * An optimiser whose rule treats every number by itself. The rule is written as operations on lists, and applied to blocks
 * that fit the processor's second-level cache: memory is read and written once a step, not once an operation.
 */
abstract class ElementwiseOptimizer extends Optimizer {

  /** Half a MiB in single precision: with gradient, memory and scratch room about 2 MiB. */
  private static final long BLOCK = 1 << 17;

  private final Memory memory;
  private final int scratchLists;
  private final Map<List<Integer>, List<Block>> plans = new HashMap<>();
  private final List<Integer> everything = new ArrayList<>();
  private boolean uniform = true;

  /** {@code scratchLists} lists of a block's shapes are there for the rule to compute in. */
  ElementwiseOptimizer(
      Map<String, Parameter> parameters,
      double rate,
      OptionalDouble momentum,
      int scratchLists,
      String... kinds) {
    super(parameters, rate, momentum);
    this.memory = new Memory(parameters, kinds);
    this.scratchLists = scratchLists;
    for (int i = 0; i < memory.size(); i++) {
      everything.add(i);
    }
  }

  /** The rule, for parameters whose t-th step this is (from 1). */
  abstract void update(Block block, int t);

  @Override
  protected final void update() {
    if (uniform && apply(everything)) {
      return;
    }
    Map<Integer, List<Integer>> present = new LinkedHashMap<>();
    for (int i : everything) {
      if (memory.parameter(i).grad() != null) {
        present.computeIfAbsent(memory.steps(i), steps -> new ArrayList<>()).add(i);
      }
    }
    present.values().forEach(this::apply);
    uniform = everything.stream().mapToInt(memory::steps).distinct().count() == 1;
  }

  /** Steps with these parameters, which have made the same number of steps; false if a gradient is missing. */
  private boolean apply(List<Integer> indices) {
    List<Block> blocks = plan(indices);
    for (Block block : blocks) {
      if (!block.collectGradients()) {
        return false;
      }
    }
    int t = 0;
    for (int i : indices) {
      t = memory.count(i);
    }
    for (Block block : blocks) {
      update(block, t);
    }
    return true;
  }

  private List<Block> plan(List<Integer> indices) {
    if (plans.size() > 8 && !plans.containsKey(indices)) {
      plans.clear(); // gradients come and go: do not keep a plan for each way they did
    }
    return plans.computeIfAbsent(indices, some -> {
      try (Scope scope = Scope.open()) {
        return blocks(some);
      }
    });
  }

  private List<Block> blocks(List<Integer> indices) {
    List<List<Block.Piece>> cut = new ArrayList<>();
    Map<String, List<Tensor>> scratch = new HashMap<>();
    List<Block.Piece> open = new ArrayList<>();
    String kind = "";
    long filled = 0;
    for (int i : indices) {
      Tensor value = memory.parameter(i).value();
      long size = value.numel();
      boolean whole = size <= BLOCK || !value.isContiguous();
      for (long from = 0; from < size || from == 0; from += whole ? Math.max(size, 1) : BLOCK) {
        long to = whole ? size : Math.min(size, from + BLOCK);
        if (filled + to - from > BLOCK || !kind.equals(kind(value))) {
          cut.add(open);
          open = new ArrayList<>();
          filled = 0;
          kind = kind(value);
        }
        open.add(new Block.Piece(i, from, to, whole));
        filled += to - from;
      }
    }
    cut.add(open);
    cut.removeIf(List::isEmpty);
    List<Block> blocks = new ArrayList<>();
    for (List<Block.Piece> pieces : cut) {
      blocks.add(new Block(memory, pieces, scratch(pieces, scratch)));
    }
    return blocks;
  }

  /** Room for a block: the same for all that fit into it. */
  private List<Tensor> scratch(List<Block.Piece> pieces, Map<String, List<Tensor>> known) {
    long total = pieces.stream().mapToLong(piece -> piece.to() - piece.from()).sum();
    Tensor like = memory.parameter(pieces.get(0).parameter()).value();
    long room = Math.max(total, Math.min(BLOCK, memoryNeeded()));
    return known.computeIfAbsent(kind(like) + " " + room, key -> {
      List<Tensor> lists = new ArrayList<>();
      for (int i = 0; i < scratchLists; i++) {
        lists.add(Tensor.empty(like.dtype(), room).to(like.device()).escape());
      }
      return lists;
    });
  }

  private long memoryNeeded() {
    return parameters().values().stream().mapToLong(Parameter::count).sum();
  }

  private static String kind(Tensor tensor) {
    return tensor.dtype() + " " + tensor.device();
  }

  @Override
  protected Map<String, Tensor> memory() {
    return memory.state();
  }

  @Override
  protected void take(Map<String, Tensor> saved) {
    super.take(saved);
    memory.takeSteps(saved);
    uniform = false; // until the next step has looked
  }
}
