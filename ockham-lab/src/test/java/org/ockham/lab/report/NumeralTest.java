package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumeralTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-2.5, −2.5",
    "0.0123456789, 0.012346",
    "12345.678, 12346",
    "1234567, 1234567",
    "0.00001, 1e−5",
    "1.23456789e-7, 1.2346e−7",
    "-6e23, −6e23",
    "0.3000000001, 0.3",
    "NaN, NaN",
    "Infinity, ∞",
    "-Infinity, −∞"
  })
  @DisplayName("Numbers have five digits and no noise")
  void numbers(double value, String text) {
    assertThat(Numeral.of(value)).isEqualTo(text);
  }

  @Test
  @DisplayName("Counts agree with their nouns")
  void counts() {
    assertThat(Numeral.count(1, "trial")).isEqualTo("1 trial");
    assertThat(Numeral.count(0, "trial")).isEqualTo("0 trials");
    assertThat(Numeral.count(10_000, "trial")).isEqualTo("10,000 trials");
  }

  @Test
  @DisplayName("A letter outside of the basic plane is not cut in two")
  void shortened() {
    assertThat(Numeral.shortened("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Numeral.shortened("abc", 3)).isEqualTo("abc");
  }

  @Test
  @DisplayName("A number in a table has all its digits, and the sign of a zero")
  void whole() {
    assertThat(Numeral.whole(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(Numeral.whole(-0.0)).isEqualTo("−0");
    assertThat(Numeral.whole(12)).isEqualTo("12");
    assertThat(Numeral.whole(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e308");
    assertThat(Numeral.whole(Double.NaN)).isEqualTo("NaN");
  }
}
