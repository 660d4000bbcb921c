package org.ockham.tensor;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.NativeOperator;

/**
 * Any operator of the engine's registry by its schema name, for what {@link Tensor} has no method for.
 *
 * <pre>{@code
 * Tensor y = Operator.named("aten::hardswish").call(x).get(0);
 * }</pre>
 *
 * <p>The names and schemas are those of PyTorch's {@code native_functions.yaml}.
 */
public final class Operator {

  /** Tensors as one argument, boxed once: for lists that stay the same from call to call. */
  public static final class Tensors {
    final NativeOperator.BoxedList boxed;

    private Tensors(NativeOperator.BoxedList boxed) {
      this.boxed = boxed;
    }

    /** These, boxed. They stay alive as long as this list does, even if their scope ends. */
    public static Tensors of(List<Tensor> tensors) {
      return new Tensors(NativeOperator.box(Op.handles(tensors)));
    }

    /** A list for use inside the open scope only. */
    public static Tensors inScope(List<Tensor> tensors) {
      return new Tensors(NativeOperator.boxInScope(Op.handles(tensors)));
    }

    /** Their gradients, for use inside the open scope; null if one of them has none. */
    public static @Nullable Tensors gradientsOf(List<Tensor> tensors) {
      NativeOperator.BoxedList boxed = NativeOperator.gradients(Op.handles(tensors));
      return boxed == null ? null : new Tensors(boxed);
    }
  }

  private final String name;
  private final NativeOperator operator;

  private Operator(String name, NativeOperator operator) {
    this.name = name;
    this.operator = operator;
  }

  /** The operator {@code aten::name} or {@code aten::name.overload}; refused if the engine has none. */
  public static Operator named(String name) {
    int dot = name.indexOf('.');
    Engine.check();
    try {
      return new Operator(
          name,
          dot < 0
              ? new NativeOperator(name, "")
              : new NativeOperator(name.substring(0, dot), name.substring(dot + 1)));
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of("operator " + name, e);
    }
  }

  /**
   * Calls it with one argument for each of the schema's: a Tensor, a list of them (or {@link Tensors}), a Number, Boolean,
   * String, {@code long[]}, {@code double[]}, {@link DType} or {@link Generator}, or null for an optional left out. Returns
   * the tensors it returns, those of lists one after another.
   */
  public List<Tensor> call(@Nullable Object... arguments) {
    @Nullable Object[] unwrapped = new @Nullable Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      unwrapped[i] = unwrap(arguments[i]);
    }
    try {
      return operator.call(unwrapped).stream().map(Tensor::new).toList();
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(
          name, e, Stream.of(arguments).filter(Tensor.class::isInstance).toArray(Tensor[]::new));
    }
  }

  private static @Nullable Object unwrap(@Nullable Object argument) {
    if (argument instanceof Tensor tensor) {
      return tensor.handle;
    } else if (argument instanceof Tensors tensors) {
      return tensors.boxed;
    } else if (argument instanceof Generator generator) {
      return generator.generator;
    } else if (argument instanceof DType type) {
      return (long) type.code;
    } else if (argument instanceof List<?> list) {
      return Op.handles(list.stream().map(Tensor.class::cast).toList());
    }
    return argument;
  }
}
