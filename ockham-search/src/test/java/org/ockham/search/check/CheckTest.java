package org.ockham.search.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CheckTest {

  private static void refuses(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void whatCannotBeIsNamedWithItsValueAndItsBound() {
    refuses(() -> Check.positive("x", 0.0), "x is 0.0: it must be above 0 and finite");
    refuses(() -> Check.positive("x", Double.NaN), "x is NaN: it must be above 0 and finite");
    refuses(
        () -> Check.notNegative("x", Double.POSITIVE_INFINITY),
        "x is Infinity: it must be at least 0 and finite");
    refuses(() -> Check.finite("x", Double.NaN), "x is NaN: it must be finite");
    refuses(() -> Check.between("x", 101, 0, 100), "x is 101.0: it must lie in [0.0, 100.0]");
    refuses(() -> Check.probability("x", -0.5), "x is -0.5: a probability lies between 0 and 1");
    refuses(() -> Check.positive("n", 0), "n is 0: it must be at least 1");
    refuses(() -> Check.atLeast("n", 2, 3), "n is 2: it must be at least 3");
    refuses(() -> Check.positive("t", Duration.ZERO), "t is PT0S: it must be longer than 0");
    refuses(
        () -> Check.notNegative("t", Duration.ofSeconds(-1)), "t is PT-1S: it must be at least 0");
    refuses(() -> Check.ordered("a", 2.5, "b", 1), "a is 2.5 and b is 1.0: they must be a <= b");
    refuses(
        () -> Check.ordered("a", Double.NaN, "b", 1), "a is NaN and b is 1.0: they must be a <= b");
    refuses(
        () -> Check.ordered("a", (1L << 53) + 1, "b", 1L << 53),
        "a is 9007199254740993 and b is 9007199254740992: they must be a <= b");
    refuses(() -> Check.notEmpty("list", List.of()), "list is empty: it must hold at least one");
    refuses(
        () -> Check.onePerObjective("point", 1, 2),
        "point has 1 values: it must have one for each of the 2 objectives");
    refuses(() -> Check.require(false, "mode", null, "be set"), "mode is null: it must be set");
  }

  @Test
  void boundsThemselvesAreTaken() {
    assertThatCode(() -> {
          Check.positive("x", Double.MIN_VALUE);
          Check.notNegative("x", 0.0);
          Check.finite("x", -Double.MAX_VALUE);
          Check.between("x", 100, 0, 100);
          Check.probability("x", 1);
          Check.positive("n", 1);
          Check.atLeast("n", 3, 3);
          Check.positive("t", Duration.ofNanos(1));
          Check.notNegative("t", Duration.ZERO);
          Check.ordered("a", Double.NEGATIVE_INFINITY, "b", Double.POSITIVE_INFINITY);
          Check.ordered("a", 1L << 53, "b", (1L << 53) + 1);
          Check.notEmpty("list", List.of(1));
          Check.onePerObjective("point", 2, 2);
        })
        .doesNotThrowAnyException();
  }
}
