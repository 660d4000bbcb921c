package org.ockham.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.internal.NativeOperator;

/**
 * Any operator of the engine's registry by its schema name: the door through which {@link Tensor} and {@link Functional} go,
 * too, and the one for what they have no method for.
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
      return new Tensors(NativeOperator.BoxedList.of(Op.handles(tensors)));
    }

    /** A list for use inside the open scope only. */
    public static Tensors inScope(List<Tensor> tensors) {
      return new Tensors(NativeOperator.BoxedList.inScope(Op.handles(tensors)));
    }

    /** Their gradients, for use inside the open scope; null if one of them has none. */
    public static @Nullable Tensors gradientsOf(List<Tensor> tensors) {
      NativeOperator.BoxedList boxed = NativeOperator.BoxedList.gradients(Op.handles(tensors));
      return boxed == null ? null : new Tensors(boxed);
    }
  }

  private static final Map<String, Operator> KNOWN = new ConcurrentHashMap<>();

  private final String name;
  private final NativeOperator operator;

  private Operator(String name) {
    this.name = name;
    try {
      this.operator = new NativeOperator(name);
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of("operator " + name, e);
    }
  }

  /** The operator {@code aten::name} or {@code aten::name.overload}; refused if the engine has none. */
  public static Operator named(String name) {
    Operator known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    Engine.check();
    return KNOWN.computeIfAbsent(name, Operator::new);
  }

  /**
   * Calls it with one argument for each of the schema's: a Tensor, a list of them (or {@link Tensors}), a Number, Boolean,
   * String, {@code int[]}, {@code long[]}, {@code double[]}, {@link DType}, {@link MemoryFormat}, {@link Device} or {@link
   * Generator}, or null for an optional left out. Returns the tensors it returns, those of lists one after another.
   */
  public List<Tensor> call(@Nullable Object... arguments) {
    try {
      return tensors(arguments);
    } catch (RuntimeException | LinkageError e) {
      throw EngineException.of(name, e, arguments);
    }
  }

  /** The only tensor, which is the first argument itself where that is changed in place. */
  Tensor tensor(@Nullable Object... arguments) {
    @Nullable Object[] unwrapped = unwrap(arguments);
    if (operator.isInPlace() && arguments[0] instanceof Tensor changed) {
      operator.run(unwrapped);
      return changed;
    }
    return new Tensor(operator.tensor(unwrapped));
  }

  /** All tensors. */
  List<Tensor> tensors(@Nullable Object... arguments) {
    return operator.isInPlace() && arguments[0] instanceof Tensor
        ? List.of(tensor(arguments))
        : operator.tensors(unwrap(arguments)).stream().map(Tensor::new).toList();
  }

  private static @Nullable Object[] unwrap(@Nullable Object... arguments) {
    @Nullable Object[] unwrapped = new @Nullable Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      unwrapped[i] = unwrap(arguments[i]);
    }
    return unwrapped;
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
    } else if (argument instanceof MemoryFormat format) {
      return (long) format.code;
    } else if (argument instanceof Device device) {
      return new NativeOperator.Place(device.toString());
    } else if (argument instanceof int[] numbers) {
      return Arrays.stream(numbers).asLongStream().toArray();
    } else if (argument instanceof List<?> list) {
      return list.stream().map(element -> ((Tensor) element).handle).toList();
    }
    return argument;
  }
}
