package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a call by name takes its arguments from and leaves its results on: a vector of libtorch's boxes. One a thread, as is
 * the box in which tensors go there: made anew for each call they would take longer than adding small tensors.
 */
final class Stack implements AutoCloseable {

  private static final ThreadLocal<Stack> OF_THREAD = ThreadLocal.withInitial(Stack::new);

  private static final Type.TypePtr TENSOR = Constants.kept(new Type.TypePtr(TensorType.get()));

  private final IValueVector values = Constants.kept(new IValueVector());
  private final IValue box = Constants.kept(new IValue(new Tensor()));

  /** Not a copy: what is put here is in the box. */
  private final Tensor inBox = box.toTensor();

  private Stack() {}

  static Stack ofThread() {
    return OF_THREAD.get();
  }

  /** Calls the operator; the results lie here until {@link #close}. */
  void call(OperatorHandle operator, @Nullable Object... arguments) {
    values.resize(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      values.put(i, box(arguments[i]));
    }
    operator.callBoxed(values);
  }

  /** A copy of the tensors, as one argument. */
  IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(TENSOR);
    for (Tensor tensor : tensors) {
      list.push_back(box(tensor));
    }
    inBox.reset();
    return new IValue(list);
  }

  /** The first result itself, not a copy. */
  Tensor first() {
    return values.get(0).toTensor();
  }

  /** Moves the tensors that lie here to the outer scope, lists of them one after another, undefined ones left out. */
  List<Handle> results(PointerScope temporary, @Nullable PointerScope outer) {
    List<Handle> results = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      IValue result = values.get(i);
      if (result.isTensor()) {
        Tensor tensor = result.toTensor();
        if (tensor.defined()) {
          results.add(Handle.from(temporary, outer, tensor));
        }
      } else if (result.isTensorList()) {
        TensorVector list = result.toTensorVector();
        for (long j = 0; j < list.size(); j++) {
          results.add(Handle.from(temporary, outer, list.get(j)));
        }
      }
    }
    return results;
  }

  /** Lets go of everything. */
  @Override
  public void close() {
    values.resize(0);
    inBox.reset();
  }

  private IValue box(@Nullable Object argument) {
    if (argument == null) {
      return Constants.NONE;
    } else if (argument instanceof Handle handle) {
      return box(handle.tensor);
    } else if (argument instanceof NativeOperator.BoxedList list) {
      return list.value;
    } else if (argument instanceof List<?> list) {
      return list(list.stream().map(element -> ((Handle) element).tensor).toList());
    } else if (argument instanceof NativeGenerator generator) {
      return generator.box;
    }
    return Constants.box(argument);
  }

  private IValue box(Tensor tensor) {
    inBox.put(tensor);
    return box;
  }
}
