package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FloatType;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/** Any operator of libtorch's registry, called by name with boxed arguments. */
public final class NativeOperator {

  static {
    Natives.load();
  }

  /** A list of tensors ready to be an argument, so that a list which stays the same is boxed once. */
  public static final class BoxedList {
    private final IValue value;

    private BoxedList(IValue value) {
      this.value = value;
    }
  }

  private static final Map<Object, IValue> CONSTANTS = new ConcurrentHashMap<>();
  private static final IValue NONE = none();

  private final OperatorHandle operator;

  public NativeOperator(String name, String overload) {
    operator = Dispatcher.realSingleton().findSchemaOrThrow(name, overload);
    operator.retainReference();
  }

  /** Dies with the innermost scope. */
  public static BoxedList boxInScope(List<Handle> handles) {
    return new BoxedList(list(handles));
  }

  private static IValue none() {
    IValue none = new IValue();
    none.retainReference();
    return none;
  }

  /** Lives until the garbage collector finds it unreachable. */
  public static BoxedList box(List<Handle> handles) {
    BoxedList list = new BoxedList(list(handles));
    list.value.retainReference();
    return list;
  }

  /**
   * Arguments, one for each of the schema's: {@link Handle}, {@code List<Handle>}, {@link BoxedList}, a Number, Boolean,
   * String, {@code long[]}, {@code double[]}, {@link NativeGenerator} or null (an absent optional). Results: the tensors,
   * lists of them one after another, undefined ones left out.
   */
  public List<Handle> call(@Nullable Object... arguments) {
    List<Handle> results = new ArrayList<>();
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope temporary = new PointerScope()) {
      IValue[] boxed = new IValue[arguments.length];
      for (int i = 0; i < boxed.length; i++) {
        boxed[i] = value(arguments[i]);
      }
      IValueVector stack = new IValueVector(boxed);
      operator.callBoxed(stack);
      for (long i = 0; i < stack.size(); i++) {
        IValue result = stack.get(i);
        if (result.isTensor() && result.toTensor().defined()) {
          results.add(Handle.from(temporary, outer, result.toTensor()));
        } else if (result.isTensorList()) {
          TensorVector list = result.toTensorVector();
          for (long j = 0; j < list.size(); j++) {
            results.add(Handle.from(temporary, outer, list.get(j)));
          }
        }
      }
    }
    return results;
  }

  /** The gradients of these tensors, or null if one of them has none. Dies with the innermost scope. */
  public static @Nullable BoxedList gradients(List<Handle> handles) {
    GenericList list = new GenericList(tensorType());
    for (Handle handle : handles) {
      org.bytedeco.pytorch.Tensor gradient = handle.tensor.grad();
      if (!gradient.defined()) {
        return null;
      }
      list.push_back(new IValue(gradient));
    }
    return new BoxedList(new IValue(list));
  }

  /** Most numbers are the same from call to call, and boxing one takes as long as finding ten. */
  private static IValue constant(Object number) {
    IValue known = CONSTANTS.get(number);
    if (known != null) {
      return known;
    }
    IValue boxed = number instanceof Boolean flag
        ? new IValue((boolean) flag)
        : new IValue(Scalars.of((Number) number));
    boxed.retainReference();
    if (CONSTANTS.size() >= 1000) {
      CONSTANTS.clear(); // rates of schedules come and go
    }
    CONSTANTS.put(number, boxed);
    return boxed;
  }

  private static IValue value(@Nullable Object argument) {
    if (argument == null) {
      return NONE;
    } else if (argument instanceof Handle handle) {
      return new IValue(handle.tensor);
    } else if (argument instanceof BoxedList list) {
      return list.value;
    } else if (argument instanceof List<?> list) {
      return list(list.stream().map(Handle.class::cast).toList());
    } else if (argument instanceof Number || argument instanceof Boolean) {
      return constant(argument);
    } else if (argument instanceof String text) {
      return new IValue(text);
    } else if (argument instanceof NativeGenerator generator) {
      return new IValue(generator.generator);
    } else if (argument instanceof long[] numbers) {
      GenericList list =
          new GenericList(new Type.TypePtr(IntType.getIntTypePtr().get()));
      for (long number : numbers) {
        list.push_back(new IValue(number));
      }
      return new IValue(list);
    } else if (argument instanceof double[] numbers) {
      GenericList list =
          new GenericList(new Type.TypePtr(FloatType.getFloatTypePtr().get()));
      for (double number : numbers) {
        list.push_back(new IValue(number));
      }
      return new IValue(list);
    }
    throw new IllegalArgumentException(
        "an operator takes no argument of type " + argument.getClass().getSimpleName());
  }

  private static IValue list(List<Handle> handles) {
    GenericList list = new GenericList(tensorType());
    for (Handle handle : handles) {
      list.push_back(new IValue(handle.tensor));
    }
    return new IValue(list);
  }

  private static Type.TypePtr tensorType() {
    return new Type.TypePtr(TensorType.get());
  }
}
