package org.ockham.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.Handle;

/**
 * Calls the engine, and turns what it refuses into an {@link EngineException} with the shapes and the operation by the name
 * that the user called it by: that of the method which called this class.
 */
final class Op {

  private Op() {}

  /** The tensor that an operator returns; the first argument itself where it changes that. */
  static Tensor call(String operator, @Nullable Object... arguments) {
    return call(arguments.length, operator, arguments);
  }

  /** The same, of whose arguments only the first so many are shown in messages: without bias and the like. */
  static Tensor call(int shown, String operator, @Nullable Object... arguments) {
    Operator called = Operator.named(operator);
    try {
      return called.tensor(arguments);
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(caller(), e, Arrays.copyOf(arguments, shown));
    }
  }

  /** The tensors that an operator returns. */
  static List<Tensor> list(String operator, @Nullable Object... arguments) {
    Operator called = Operator.named(operator);
    try {
      return called.tensors(arguments);
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(caller(), e, arguments);
    }
  }

  /** The two tensors that an operator returns. */
  static Ranked ranked(String operator, @Nullable Object... arguments) {
    List<Tensor> pair = list(operator, arguments);
    return new Ranked(pair.get(0), pair.get(1));
  }

  /** What the engine says without an operator. */
  static <T> T value(Supplier<T> function, Tensor... operands) {
    try {
      return function.get();
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(caller(), e, (Object[]) operands);
    }
  }

  /** What the engine does without an operator. */
  static void run(Runnable action, Tensor... operands) {
    value(
        () -> {
          action.run();
          return operands;
        },
        operands);
  }

  static List<Handle> handles(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.handle).toList();
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .filter(frame -> !frame.getClassName().equals(Op.class.getName()))
            .findFirst()
            .orElseThrow()
            .getMethodName());
  }
}
