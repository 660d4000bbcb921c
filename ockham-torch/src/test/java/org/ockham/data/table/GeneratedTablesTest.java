package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GeneratedTablesTest {

  @Test
  void theBestPredictionErrsByTheNoise() {
    int rows = 20_000;
    Column price = GeneratedTables.regression(1, rows).column("price");
    double[] best = GeneratedTables.price(1, rows);
    double squares = IntStream.range(0, rows)
        .mapToDouble(row -> Math.pow(price.number(row) - best[row], 2))
        .sum();
    // A deviation of so many draws deviates by 0.1.
    assertThat(Math.sqrt(squares / rows)).isEqualTo(GeneratedTables.NOISE, within(0.5));
  }

  @Test
  void rowsThatLookAlikeHaveTheSameBestPrediction() {
    int rows = 20_000;
    Table table = GeneratedTables.regression(1, rows).without("price");
    double[] best = GeneratedTables.price(1, rows);
    Map<String, Double> seen = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder cells = new StringBuilder();
      for (Column column : table.columns()) {
        cells.append(column.text(row)).append(';');
      }
      Double before = seen.put(cells.toString(), best[row]);
      assertThat(before == null || before == best[row]).isTrue();
    }
    assertThat(seen.size()).isLessThan(rows);
  }

  @Test
  void aLabelIsTheWrongWayRoundInATenth() {
    int rows = 20_000;
    Table table = GeneratedTables.multiLabel(2, rows);
    int[] wrong = new int[3];
    for (int row = 0; row < rows; row++) {
      boolean large = table.column("area").number(row) > 130;
      boolean family = table.column("rooms").number(row) >= 4
          && (table.column("garden").text(row).equals("yes")
              || table.column("district").text(row).equals("west"));
      boolean old = table.column("age").isMissing(row) || table.column("age").number(row) > 50;
      wrong[0] += large == (table.column("large").number(row) == 1) ? 0 : 1;
      wrong[1] += family == (table.column("family").number(row) == 1) ? 0 : 1;
      wrong[2] += old == (table.column("old").number(row) == 1) ? 0 : 1;
    }
    for (int count : wrong) {
      assertThat((double) count / rows).isEqualTo(GeneratedTables.FLIPPED, within(0.011));
    }
  }

  @Test
  void aRowIsTheSameHoweverManyAreAskedFor() {
    Table few = GeneratedTables.regression(3, 10);
    Table many = GeneratedTables.regression(3, 50);
    assertThat(few.column("price").text(9)).isEqualTo(many.column("price").text(9));
    assertThat(few.column("price").text(9))
        .isNotEqualTo(GeneratedTables.regression(4, 10).column("price").text(9));
    assertThatThrownBy(() -> GeneratedTables.regression(1, 0)).hasMessageContaining("rows is 0");
  }

  @Test
  void cellsAreMissingWhereTheyAreSaidToBe() {
    Table table = GeneratedTables.regression(1, 10_000);
    assertThat(table.column("age").missing()).isBetween(1800, 2200);
    assertThat(table.column("garden").missing()).isBetween(850, 1150);
    assertThat(table.column("area").missing() + table.column("rooms").missing()).isZero();
  }
}
