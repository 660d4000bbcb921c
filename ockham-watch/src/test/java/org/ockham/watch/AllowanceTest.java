package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AllowanceTest {

  @Test
  @DisplayName("Making takes a twentieth of the time, and one slow time alone keeps nobody waiting")
  void shorter() {
    Allowance allowance = new Allowance();
    assertThat(allowance.due() - System.nanoTime()).isNotPositive();
    allowance.spent(1000, 3000); // the first loads code
    assertThat(allowance.due()).isEqualTo(3000);
    allowance.spent(3000, 3010);
    assertThat(allowance.due()).isEqualTo(3010 + 19 * 10);
    allowance.spent(4000, 5000); // others had the processor
    assertThat(allowance.due()).isEqualTo(5000 + 19 * 10);
    allowance.spent(6000, 7000); // it is slow now
    assertThat(allowance.due()).isEqualTo(7000 + 19 * 1000);
  }
}
