package org.ockham.tensor.internal;

import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.FloatType;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IntType;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Type;

/**
 * Numbers, words and shapes as libtorch takes them, kept: most are the same from step to step, and making one takes as long
 * as finding ten.
 */
final class Constants {

  /** Beyond so many all are forgotten: rates of schedules come and go. */
  private static final int LIMIT = 1000;

  /** What is left out where the schema says "optional". */
  static final IValue NONE = kept(new IValue());

  private static final Map<Object, IValue> BOXES = new ConcurrentHashMap<>();
  private static final Map<Number, Scalar> SCALARS = new ConcurrentHashMap<>();

  private Constants() {}

  /** Whole numbers stay whole, so that integer tensors stay integers. */
  static Scalar scalar(Number number) {
    return known(SCALARS, number, number, Constants::newScalar);
  }

  /** A Number, Boolean, String, {@code long[]}, {@code double[]} or {@link NativeOperator.Place} as an argument. */
  static IValue box(Object value) {
    Object key = value instanceof long[] numbers
        ? LongBuffer.wrap(numbers.clone())
        : value instanceof double[] numbers ? DoubleBuffer.wrap(numbers.clone()) : value;
    return known(BOXES, key, value, Constants::newBox);
  }

  private static <K, V extends Pointer, A> V known(
      Map<K, V> map, K key, A value, Function<A, V> maker) {
    V known = map.get(key);
    if (known != null) {
      return known;
    }
    if (map.size() >= LIMIT) {
      map.clear();
    }
    V made = kept(maker.apply(value));
    map.put(key, made);
    return made;
  }

  private static Scalar newScalar(Number value) {
    return value instanceof Double || value instanceof Float
        ? new Scalar(value.doubleValue())
        : new Scalar(value.longValue());
  }

  private static IValue newBox(Object value) {
    if (value instanceof Number number) {
      return new IValue(newScalar(number));
    } else if (value instanceof Boolean flag) {
      return new IValue((boolean) flag);
    } else if (value instanceof String text) {
      return new IValue(text);
    } else if (value instanceof NativeOperator.Place place) {
      return new IValue(new Device(place.name()));
    } else if (value instanceof long[] numbers) {
      GenericList list =
          new GenericList(new Type.TypePtr(IntType.getIntTypePtr().get()));
      for (long number : numbers) {
        list.push_back(new IValue(number));
      }
      return new IValue(list);
    } else if (value instanceof double[] numbers) {
      GenericList list =
          new GenericList(new Type.TypePtr(FloatType.getFloatTypePtr().get()));
      for (double number : numbers) {
        list.push_back(new IValue(number));
      }
      return new IValue(list);
    }
    throw new IllegalArgumentException(
        "an operator takes no argument of type " + value.getClass().getSimpleName());
  }

  /** Outlives every scope: the garbage collector frees it. */
  static <P extends Pointer> P kept(P pointer) {
    return pointer.retainReference();
  }
}
