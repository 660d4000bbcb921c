package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AllowanceTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  @DisplayName("Making takes a twentieth of the time, and one slow time alone keeps nobody waiting")
  void shorter() {
    Allowance allowance = new Allowance();
    long due = allowance.due();
    assertThat(due - System.nanoTime()).isNotPositive();
    allowance.spent(due, due + SECOND); // the first loads code
    assertThat(allowance.due()).isEqualTo(due);
    allowance.spent(due, due + SECOND / 100);
    assertThat(allowance.due()).isEqualTo(due + SECOND / 5);
    allowance.spent(due, due + SECOND); // others had the processor
    assertThat(allowance.due()).isEqualTo(due + 2 * SECOND / 5);
    allowance.spent(due, due + SECOND); // it is slow now
    assertThat(allowance.due()).isEqualTo(due + 2 * SECOND / 5 + 20 * SECOND);
  }

  @Test
  @DisplayName("After a rest there may be some at once, and never more than five seconds' worth")
  void saves() {
    Allowance allowance = new Allowance();
    long then = allowance.due() + 100 * SECOND;
    allowance.spent(then, then + SECOND / 10);
    int count = 0;
    while (allowance.due() - then <= 0) {
      allowance.spent(then, then + SECOND / 10);
      count++;
    }
    assertThat(count).isEqualTo(3);
    assertThat(allowance.due())
        .isEqualTo(then + SECOND / 10 - Allowance.SAVED + 2 * SECOND * count);
  }
}
