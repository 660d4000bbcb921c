package org.ockham.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CopyTest {

  private record Settings(double rate, int steps, boolean nesterov) {
    Settings {
      Check.notNegative("rate", rate);
    }
  }

  private final Settings settings = new Settings(0.1, 5, false);

  @Test
  void changesWhatIsNamedAndNothingElse() {
    assertThat(Copy.of(settings, "steps", 7)).isEqualTo(new Settings(0.1, 7, false));
    assertThat(Copy.of(settings, Map.of("rate", 0.2, "nesterov", true)))
        .isEqualTo(new Settings(0.2, 5, true));
    assertThat(settings).isEqualTo(new Settings(0.1, 5, false));
  }

  @Test
  void isCheckedAsAnyOther() {
    assertThatThrownBy(() -> Copy.of(settings, "rate", -1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate is -1.0: it must be at least 0 and finite");
    assertThatThrownBy(() -> Copy.of(settings, "speed", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Settings has no component [speed]");
  }
}
