package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An operator of libtorch's registry by its schema's name: the one door to what the engine computes.
 *
 * <p>Arguments are one for each of the schema's: {@link Handle}, {@code List<Handle>}, {@link BoxedList}, a Number, Boolean,
 * String, {@code long[]}, {@code double[]}, {@link Place}, {@link NativeGenerator}, or null for an optional left out. They go
 * in boxes on a {@link Stack}, or where boxes would cost much beside the work through a {@link Lane}.
 */
public final class NativeOperator {

  static {
    Natives.load();
  }

  /** A device by its name in libtorch: {@code cpu}, {@code cuda:0}, {@code meta}. */
  public record Place(String name) {}

  /** A list of tensors ready to be an argument, so that a list which stays the same is boxed once. */
  public static final class BoxedList {
    final IValue value;

    private BoxedList(IValue value) {
      this.value = value;
    }

    /** Lives until the garbage collector finds it unreachable. */
    public static BoxedList of(List<Handle> handles) {
      BoxedList list = inScope(handles);
      Constants.kept(list.value);
      return list;
    }

    /** Dies with the innermost scope. */
    public static BoxedList inScope(List<Handle> handles) {
      return new BoxedList(
          Stack.ofThread().list(handles.stream().map(handle -> handle.tensor).toList()));
    }

    /** The gradients of these tensors, or null if one of them has none. Dies with the innermost scope. */
    public static @Nullable BoxedList gradients(List<Handle> handles) {
      List<Tensor> gradients = new ArrayList<>();
      for (Handle handle : handles) {
        Tensor gradient = handle.tensor.grad();
        if (!gradient.defined()) {
          return null;
        }
        gradients.add(gradient);
      }
      return new BoxedList(Stack.ofThread().list(gradients));
    }
  }

  private final OperatorHandle operator;
  private final @Nullable Lane lane;
  private final boolean inPlace;

  /** The operator {@code aten::name} or {@code aten::name.overload}. */
  public NativeOperator(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String overload = dot < 0 ? "" : name.substring(dot + 1);
    operator = Constants.kept(Dispatcher.realSingleton().findSchemaOrThrow(base, overload));
    lane = Lane.of(name);
    inPlace = base.endsWith("_") && !base.endsWith("__"); // __and__ is Python's
  }

  /** Whether it changes its first argument and returns that, or nothing where that is a list. */
  public boolean isInPlace() {
    return inPlace;
  }

  /** Calls it for what it changes. */
  public void run(@Nullable Object... arguments) {
    if (lane != null) {
      lane.call(arguments);
      return;
    }
    try (PointerScope temporary = new PointerScope();
        Stack stack = Stack.ofThread()) {
      stack.call(operator, arguments);
    }
  }

  /** The first tensor it returns. */
  public Handle tensor(@Nullable Object... arguments) {
    return lane != null ? Handle.of(lane.call(arguments)) : boxed(arguments).get(0);
  }

  /** All tensors it returns, lists of them one after another, undefined ones left out. */
  public List<Handle> tensors(@Nullable Object... arguments) {
    return lane != null ? List.of(tensor(arguments)) : boxed(arguments);
  }

  private List<Handle> boxed(@Nullable Object... arguments) {
    List<Handle> results = new ArrayList<>();
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope temporary = new PointerScope();
        Stack stack = Stack.ofThread()) {
      stack.call(operator, arguments);
      stack.results(temporary, outer, results);
    }
    return results;
  }
}
