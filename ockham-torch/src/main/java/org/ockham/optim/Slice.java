package org.ockham.optim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;
import org.ockham.tensor.Tensor;

/**
 * Pieces of parameters, together small enough for the processor's cache, with the pieces of every slot that belong to them: each a
 * list to compute with.
 */
final class Slice {

  /**
   * Some of the numbers of a parameter: all of them in their shape, or a stretch of them in the order of memory, which is that of its
   * gradient and of its slots too.
   */
  record Piece(int parameter, long from, long to, boolean whole) {

    Tensor of(Tensor tensor) {
      return whole
          ? tensor
          : tensor.asStrided(new long[] {tensor.numel()}, 1).narrow(0, from, to - from);
    }
  }

  private static final Operator ROOT = Operator.named("aten::sqrt.out");

  private final Slots slots;
  private final List<Piece> pieces;
  private final boolean allWhole;
  private final Tensors parameters;
  private final List<Tensors> lists = new ArrayList<>();
  private final List<Tensors> rows = new ArrayList<>();
  /** The same rows, or nothing where the pieces do not lie one behind the other. */
  private final List<Tensor> rowTensors = new ArrayList<>();

  private @Nullable Tensors gradients;

  /** {@code rooms} are at least as long as the slice, one for each slot without a name, in their order. */
  Slice(Slots slots, List<Piece> pieces, List<Tensor> rooms) {
    this.slots = slots;
    this.pieces = List.copyOf(pieces);
    allWhole = pieces.stream().allMatch(Piece::whole);
    List<Tensor> values = cut(i -> slots.parameter(i).value().detach());
    // With the whole parameters gradients can be asked for in one call, of the pieces of them they
    // cannot.
    parameters = Tensors.of(allWhole ? values() : values);
    boolean inARow = isInARow();
    long size = pieces.stream().mapToLong(piece -> piece.to() - piece.from()).sum();
    Iterator<Tensor> room = rooms.iterator();
    for (Slot slot : slots.all()) {
      Tensor whole = slot.isSaved() ? null : room.next();
      lists.add(Tensors.of(whole == null ? cut(slot::of) : carve(whole, values)));
      if (inARow) {
        int first = pieces.get(0).parameter();
        Tensor row = whole == null
            ? slot.rows().get(first).narrow(0, start(pieces.get(0)), size)
            : whole.narrow(0, 0, size);
        rowTensors.add(row.escape());
      }
      rows.add(
          inARow ? Tensors.of(List.of(rowTensors.get(slot.index()))) : lists.get(slot.index()));
    }
  }

  /** Whether the pieces' parts of each slot lie one behind the other. */
  private boolean isInARow() {
    long next = start(pieces.get(0));
    for (Piece piece : pieces) {
      if (start(piece) != next || !slots.share(piece.parameter(), pieces.get(0).parameter())) {
        return false;
      }
      next += piece.to() - piece.from();
    }
    return true;
  }

  private long start(Piece piece) {
    return slots.start(piece.parameter()) + piece.from();
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

  /** g + λθ, in a slot where λ is not 0. */
  Tensors gradients(double weightDecay, Slot into) {
    if (weightDecay == 0) {
      return gradients();
    }
    Tensors decayed = copy(gradients(), into);
    Foreach.add(decayed, parameters, weightDecay);
    return decayed;
  }

  /** What is in a slot. */
  Tensors of(Slot slot) {
    return lists.get(slot.index());
  }

  /** The same as one tensor where that can be: cheaper, for what needs neither parameters nor gradients. */
  Tensors row(Slot slot) {
    return rows.get(slot.index());
  }

  /** A slot filled with a copy. */
  Tensors copy(Tensors source, Slot into) {
    Foreach.copy(of(into), source);
    return of(into);
  }

  /** A slot filled with √x + ε. */
  Tensors rootPlus(double eps, Slot x, Slot into) {
    if (rowTensors.isEmpty()) {
      Foreach.copy(row(into), row(x));
      Foreach.sqrt(row(into));
    } else {
      ROOT.call(rowTensors.get(x.index()), rowTensors.get(into.index()));
    }
    Foreach.add(row(into), eps);
    return of(into);
  }

  /** A slot filled with √(x + ε). */
  Tensors rootOfSum(double eps, Slot x, Slot into) {
    Foreach.copy(row(into), row(x));
    Foreach.add(row(into), eps);
    Foreach.sqrt(row(into));
    return of(into);
  }

  /** Takes the gradients that are there now; false if one is missing. */
  boolean collectGradients() {
    if (allWhole) {
      gradients = Tensors.gradientsOf(values());
      return gradients != null;
    }
    List<Tensor> cut = new ArrayList<>();
    for (Piece piece : pieces) {
      Tensor gradient = slots.parameter(piece.parameter()).grad();
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
        .map(piece -> slots.parameter(piece.parameter()).value())
        .toList();
  }

  private List<Tensor> cut(Function<Integer, Tensor> source) {
    return pieces.stream()
        .map(piece -> piece.of(source.apply(piece.parameter())).escape())
        .toList();
  }

  private static List<Tensor> carve(Tensor room, List<Tensor> values) {
    List<Tensor> carved = new ArrayList<>();
    long offset = 0;
    for (Tensor value : values) {
      carved.add(Slots.like(value, room.narrow(0, offset, value.numel())).escape());
      offset += value.numel();
    }
    return carved;
  }
}
