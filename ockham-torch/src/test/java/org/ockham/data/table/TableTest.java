package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;

final class TableTest {

  private static final Table TABLE = Table.of(
      IntegerColumn.of("id", 1, 2, Long.MAX_VALUE, 4),
      DecimalColumn.of("size", 0.5, Double.NaN, 1e300, -0.1),
      TextColumn.of("kind", "b", "a", null, "b"),
      DateColumn.of(
          "day",
          LocalDateTime.parse("1900-02-28T23:59:59.5"),
          LocalDateTime.parse("1970-01-01T00:00"),
          LocalDateTime.parse("2026-11-26T12:00"),
          LocalDateTime.parse("2000-01-01T00:00")));

  @Test
  void columnsAreFoundByName() {
    assertThat(TABLE.names()).containsExactly("id", "size", "kind", "day");
    assertThat(TABLE.select("kind", "id").names()).containsExactly("kind", "id");
    assertThat(TABLE.without("size", "day").names()).containsExactly("id", "kind");
    assertThat(TABLE.with(IntegerColumn.of("nr", new long[TABLE.size()])).names())
        .endsWith("nr");
    assertThatThrownBy(() -> TABLE.column("ID"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column 'ID'")
        .hasMessageContaining("id, size, kind, day");
  }

  @Test
  void rowsKeepEveryCellOfTheirs() {
    Table rows = TABLE.rows(2, 0, 2);
    assertThat(((IntegerColumn) rows.column("id")).value(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(rows.column("size").text(1)).isEqualTo("0.5");
    assertThat(rows.column("kind").isMissing(2)).isTrue();
    assertThat(rows.column("day").text(1)).isEqualTo("1900-02-28T23:59:59.500");
    assertThat(TABLE.withoutMissing().size()).isEqualTo(2);
    assertThat(TABLE.withoutMissing("kind").column("id").number(2)).isEqualTo(4);
    assertThat(TABLE.withoutMissing("kind").notices())
        .singleElement()
        .asString()
        .startsWith("1 of 4 rows");
    assertThatThrownBy(() -> TABLE.rows(4)).hasMessageContaining("row 4");
    assertThatThrownBy(() -> TABLE.rows()).isInstanceOf(DataException.class);
  }

  @Test
  void partsShareNoRowAndAreTheWhole() {
    Table numbers =
        Table.of(IntegerColumn.of("n", IntStream.range(0, 101).asLongStream().toArray()));
    List<Table> parts = numbers.split(3, 0.5, 0.3, 0.2);
    assertThat(parts.stream().map(Table::size)).containsExactly(51, 30, 20);
    assertThat(parts.stream()
            .flatMap(part -> IntStream.range(0, part.size()).mapToObj(part.column("n")::text))
            .distinct())
        .hasSize(101);
    assertThat(numbers.split(3, 0.5, 0.5).get(0).column("n").text(0))
        .isEqualTo(parts.get(0).column("n").text(0));
  }

  @Test
  void whatIsWrittenIsReadBack(@TempDir Path folder) {
    Path file = folder.resolve("table.csv");
    TABLE.write(file);
    Table back = Table.read(file);
    assertThat(back.columns().stream().map(Column::type))
        .containsExactly(
            ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.TEXT, ColumnType.YEAR_FIRST_DATE);
    for (Column column : TABLE.columns()) {
      for (int row = 0; row < TABLE.size(); row++) {
        assertThat(back.column(column.name()).text(row)).isEqualTo(column.text(row));
        assertThat(back.column(column.name()).isMissing(row)).isEqualTo(column.isMissing(row));
      }
    }
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> Table.of(IntegerColumn.of("a", 1), IntegerColumn.of("a", 2)))
        .hasMessageContaining("two columns named 'a'");
    assertThatThrownBy(() -> Table.of(IntegerColumn.of("a", 1), IntegerColumn.of("b", 2, 3)))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Table.of(IntegerColumn.of(" ", 1))).hasMessageContaining("no name");
    assertThatThrownBy(() -> Table.of()).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> DecimalColumn.of("a", 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("row 2");
  }

  @Test
  void whatIsGivenAsAnArrayIsCopied() {
    double[] values = {1, 2};
    DecimalColumn column = DecimalColumn.of("a", values);
    Arrays.fill(values, 7);
    assertThat(column.value(0)).isEqualTo(1);
  }
}
