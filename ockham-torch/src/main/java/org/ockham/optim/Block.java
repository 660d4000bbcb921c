package org.ockham.optim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * Pieces of parameters, together small enough for the processor's cache, with the pieces of their memory that belong to
 * them: each a list to compute with.
 */
final class Block {

  /** Some of the numbers of a parameter: all of them in their shape, or a stretch of them in a row. */
  record Piece(int parameter, long from, long to, boolean whole) {

    Tensor of(Tensor tensor) {
      return whole ? tensor : tensor.reshape(tensor.numel()).narrow(0, from, to - from);
    }
  }

  private static final Operator ROOT = Operator.named("aten::sqrt.out");

  private final Memory memory;
  private final List<Piece> pieces;
  private final boolean allWhole;
  private final List<Tensor> values;
  private final Tensors parameters;
  private final Tensors[] remembered;
  private final Tensors[] scratch;
  private final Tensors[] rows;
  private final List<Tensor> rowTensors = new ArrayList<>();
  private final List<Tensor> scratchTensors = new ArrayList<>();
  private final Tensors[] scratchRows;
  private @Nullable Tensors gradients;

  /** {@code scratch} gives room for as many numbers as the block has, again for each list. */
  Block(Memory memory, List<Piece> pieces, List<Tensor> scratch) {
    this.memory = memory;
    this.pieces = List.copyOf(pieces);
    allWhole = pieces.stream().allMatch(Piece::whole);
    values = cut(piece -> memory.parameter(piece.parameter()).value().detach());
    // With the whole parameters gradients can be asked for in one call, of the pieces of them they
    // cannot.
    parameters = allWhole
        ? Tensors.of(pieces.stream()
            .map(piece -> memory.parameter(piece.parameter()).value())
            .toList())
        : Tensors.of(values);
    remembered = new Tensors[memory.kinds()];
    for (int kind = 0; kind < remembered.length; kind++) {
      int k = kind;
      remembered[kind] = Tensors.of(cut(piece -> memory.get(k, piece.parameter())));
    }
    this.scratch = scratch.stream().map(this::carve).toArray(Tensors[]::new);
    boolean inARow = isInARow();
    long size = pieces.stream().mapToLong(piece -> piece.to() - piece.from()).sum();
    rows = remembered.clone();
    scratchRows = this.scratch.clone();
    if (inARow) {
      int first = pieces.get(0).parameter();
      long start = memory.start(first) + pieces.get(0).from();
      for (int kind = 0; kind < rows.length; kind++) {
        rowTensors.add(memory.row(kind, first).narrow(0, start, size).escape());
        rows[kind] = Tensors.of(List.of(rowTensors.get(kind)));
      }
      for (int list = 0; list < scratchRows.length; list++) {
        scratchTensors.add(scratch.get(list).narrow(0, 0, size).escape());
        scratchRows[list] = Tensors.of(List.of(scratchTensors.get(list)));
      }
    }
  }

  /** The parameters. */
  Tensors parameters() {
    return parameters;
  }

  /** Their gradients: not to be changed. */
  Tensors gradients() {
    if (gradients == null) {
      throw new IllegalStateException("the gradients were not collected");
    }
    return gradients;
  }

  /** g + λθ, in a scratch list where λ is not 0. */
  Tensors gradients(double weightDecay, int scratchList) {
    if (weightDecay == 0) {
      return gradients();
    }
    Foreach.copy(scratch[scratchList], gradients());
    Foreach.add(scratch[scratchList], parameters, weightDecay);
    return scratch[scratchList];
  }

  /** What is remembered of this kind. */
  Tensors memory(int kind) {
    return remembered[kind];
  }

  /** The same memory as one tensor where that can be: cheaper, for what needs neither parameters nor gradients. */
  Tensors row(int kind) {
    return rows[kind];
  }

  /** The same scratch list as one tensor where that can be; goes with {@link #row}. */
  Tensors scratchRow(int list) {
    return scratchRows[list];
  }

  /** A scratch list filled with √(memory + inner) + outer. */
  Tensors root(int kind, double inner, double outer, int list) {
    Tensors row = scratchRows[list];
    if (inner == 0 && !rowTensors.isEmpty()) {
      ROOT.call(rowTensors.get(kind), scratchTensors.get(list));
    } else {
      Foreach.copy(row, rows[kind]);
      Foreach.add(row, inner);
      Foreach.sqrt(row);
    }
    if (outer != 0) {
      Foreach.add(row, outer);
    }
    return scratch[list];
  }

  /** Whether the pieces' memories lie one behind the other. */
  private boolean isInARow() {
    if (memory.kinds() == 0) {
      return false;
    }
    long next = memory.start(pieces.get(0).parameter()) + pieces.get(0).from();
    for (Piece piece : pieces) {
      if (memory.start(piece.parameter()) + piece.from() != next
          || memory.row(0, piece.parameter()) != memory.row(0, pieces.get(0).parameter())) {
        return false;
      }
      next += piece.to() - piece.from();
    }
    return true;
  }

  /** Room of the same shapes, which other blocks use too. */
  Tensors scratch(int list) {
    return scratch[list];
  }

  /** A scratch list filled with a copy. */
  Tensors copy(Tensors source, int scratchList) {
    Foreach.copy(scratch[scratchList], source);
    return scratch[scratchList];
  }

  /** Takes the gradients that are there now; false if one is missing. */
  boolean collectGradients() {
    if (allWhole) {
      gradients = Tensors.gradientsOf(values());
      return gradients != null;
    }
    List<Tensor> cut = new ArrayList<>();
    for (Piece piece : pieces) {
      Tensor gradient = memory.parameter(piece.parameter()).grad();
      if (gradient == null) {
        return false;
      }
      cut.add(piece.of(gradient));
    }
    gradients = Tensors.inScope(cut);
    return true;
  }

  private List<Tensor> values() {
    return pieces.stream()
        .map(piece -> memory.parameter(piece.parameter()).value())
        .toList();
  }

  private List<Tensor> cut(java.util.function.Function<Piece, Tensor> source) {
    return pieces.stream().map(piece -> piece.of(source.apply(piece)).escape()).toList();
  }

  private Tensors carve(Tensor room) {
    List<Tensor> carved = new ArrayList<>();
    long offset = 0;
    for (Tensor value : values) {
      long end = offset + value.numel();
      carved.add(room.narrow(0, offset, end - offset).view(value.shape()).escape());
      offset = end;
    }
    return Tensors.of(carved);
  }
}
