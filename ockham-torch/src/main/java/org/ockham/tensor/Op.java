package org.ockham.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ockham.tensor.internal.Handle;

/** Calls the engine, and turns what it refuses into an {@link EngineException} with the operation and the shapes. */
final class Op {

  private Op() {}

  static Tensor unary(String name, UnaryOperator<Handle> function, Tensor a) {
    try {
      return new Tensor(function.apply(a.handle));
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(name, e, a);
    }
  }

  static Tensor binary(String name, BinaryOperator<Handle> function, Tensor a, Tensor b) {
    try {
      return new Tensor(function.apply(a.handle, b.handle));
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(name, e, a, b);
    }
  }

  static Tensor call(String name, Supplier<Handle> function, Tensor... operands) {
    return new Tensor(value(name, function, operands));
  }

  static List<Tensor> list(String name, Supplier<List<Handle>> function, Tensor... operands) {
    return value(name, function, operands).stream().map(Tensor::new).toList();
  }

  static Ranked ranked(String name, Supplier<Handle[]> function, Tensor operand) {
    Handle[] pair = value(name, function, operand);
    return new Ranked(new Tensor(pair[0]), new Tensor(pair[1]));
  }

  static <T> T value(String name, Supplier<T> function, Tensor... operands) {
    try {
      return function.get();
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(name, e, operands);
    }
  }

  static void run(String name, Runnable action) {
    value(name, () -> {
      action.run();
      return name;
    });
  }

  static void change(String name, Runnable change, Tensor target, Tensor... others) {
    try {
      change.run();
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(
          name, e, Stream.concat(Stream.of(target), Stream.of(others)).toArray(Tensor[]::new));
    }
  }

  static List<Handle> handles(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.handle).toList();
  }

  static long[] longs(int... values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
