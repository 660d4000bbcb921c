package org.ockham.tensor.internal;

import static java.util.Map.entry;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The binding's own method of an operator: the same kernel without boxes, which take 0.3 to 0.5 µs a call. That shows where
 * the operator itself takes one or two: in arithmetic on small tensors and in views. For all else there is none.
 */
interface Lane {

  /** The result, or what has been changed. */
  Tensor call(@Nullable Object... arguments);

  /** The lane of the operator with this schema name, or null. */
  static @Nullable Lane of(String operator) {
    return Table.LANES.get(operator);
  }

  /** All there are. */
  final class Table {

    private static final Map<String, Lane> LANES = Map.ofEntries(
        lane("add.Tensor", a -> tensor(a, 0).add(tensor(a, 1), scalar(a, 2))),
        lane("add.Scalar", a -> tensor(a, 0).add(scalar(a, 1), scalar(a, 2))),
        lane("sub.Tensor", a -> tensor(a, 0).sub(tensor(a, 1), scalar(a, 2))),
        lane("sub.Scalar", a -> tensor(a, 0).sub(scalar(a, 1), scalar(a, 2))),
        lane("mul.Tensor", a -> tensor(a, 0).mul(tensor(a, 1))),
        lane("mul.Scalar", a -> tensor(a, 0).mul(scalar(a, 1))),
        lane("div.Tensor", a -> tensor(a, 0).div(tensor(a, 1))),
        lane("div.Scalar", a -> tensor(a, 0).div(scalar(a, 1))),
        lane("add_.Tensor", a -> tensor(a, 0).add_(tensor(a, 1), scalar(a, 2))),
        lane("mul_.Tensor", a -> tensor(a, 0).mul_(tensor(a, 1))),
        lane("mul_.Scalar", a -> tensor(a, 0).mul_(scalar(a, 1))),
        lane("copy_", a -> tensor(a, 0).copy_(tensor(a, 1), flag(a, 2))),
        lane("zero_", a -> tensor(a, 0).zero_()),
        lane("relu", a -> tensor(a, 0).relu()),
        lane("matmul", a -> tensor(a, 0).matmul(tensor(a, 1))),
        lane("detach", a -> tensor(a, 0).detach()),
        lane("contiguous", a -> tensor(a, 0).contiguous((byte) whole(a, 1))),
        lane("t", a -> tensor(a, 0).t()),
        lane("view", a -> tensor(a, 0).view(sizes(a, 1))),
        lane("reshape", a -> tensor(a, 0).reshape(sizes(a, 1))),
        lane("flatten.using_ints", a -> tensor(a, 0).flatten(whole(a, 1), whole(a, 2))),
        lane("transpose.int", a -> tensor(a, 0).transpose(whole(a, 1), whole(a, 2))),
        lane("unsqueeze", a -> tensor(a, 0).unsqueeze(whole(a, 1))),
        lane("select.int", a -> tensor(a, 0).select(whole(a, 1), whole(a, 2))),
        lane("narrow", a -> tensor(a, 0).narrow(whole(a, 1), whole(a, 2), whole(a, 3))));

    private Table() {}

    private static Map.Entry<String, Lane> lane(String name, Lane lane) {
      return entry("aten::" + name, lane);
    }

    private static Tensor tensor(@Nullable Object[] arguments, int i) {
      return argument(Handle.class, arguments, i).tensor;
    }

    private static Scalar scalar(@Nullable Object[] arguments, int i) {
      return Constants.scalar(argument(Number.class, arguments, i));
    }

    private static long whole(@Nullable Object[] arguments, int i) {
      return argument(Number.class, arguments, i).longValue();
    }

    private static boolean flag(@Nullable Object[] arguments, int i) {
      return argument(Boolean.class, arguments, i);
    }

    private static long[] sizes(@Nullable Object[] arguments, int i) {
      return argument(long[].class, arguments, i);
    }

    private static <T> T argument(Class<T> type, @Nullable Object[] arguments, int i) {
      Object argument = arguments[i];
      if (type.isInstance(argument)) {
        return type.cast(argument);
      }
      throw new IllegalArgumentException("it takes no argument of type "
          + (argument == null ? "null" : argument.getClass().getSimpleName())
          + " in place " + (i + 1));
    }
  }
}
