package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.data.DataException;

final class CsvTest {

  @TempDir
  private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("rows.csv"), bytes);
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private Table read(String text) throws IOException {
    return Table.read(file(text));
  }

  private static List<String> texts(Column column) {
    return IntStream.range(0, column.size()).mapToObj(column::text).toList();
  }

  // ---------------------------------------------------------------- whole numbers

  @Test
  void identifiersStayExactThoughOneIsMissing() throws IOException {
    Table table =
        Csv.standard().separator(";").read(file("col1;col2\n1;123\n2;\n3;1582218195625938945\n"));
    IntegerColumn column = (IntegerColumn) table.column("col2");
    assertThat(column.value(2)).isEqualTo(1582218195625938945L);
    assertThat(column.isMissing(1)).isTrue();
    assertThat(column.number(1)).isNaN();
    assertThat(texts(column)).containsExactly("123", "", "1582218195625938945");
  }

  @Test
  void wholeNumbersBeyondWhatADoubleHoldsStayExact() throws IOException {
    IntegerColumn column = (IntegerColumn) read("id\n9007199254740993\n").column("id");
    assertThat(column.value(0)).isEqualTo(9007199254740993L);
  }

  @Test
  void aNumberOfMoreThan64BitsMakesItsColumnTextAndThatIsTold() throws IOException {
    Table table = read("id\n1\n9223372036854775808\n");
    assertThat(table.column("id").type()).isEqualTo(ColumnType.TEXT);
    assertThat(texts(table.column("id"))).containsExactly("1", "9223372036854775808");
    assertThat(table.notices())
        .singleElement()
        .asString()
        .contains("'9223372036854775808' in row 2", "more digits");
  }

  @Test
  void identifiersAmongDecimalsAreNotRounded() throws IOException {
    Table table = read("id\n9007199254740993\n9007199254740995\n1.5\n");
    assertThat(texts(table.column("id")))
        .containsExactly("9007199254740993", "9007199254740995", "1.5");
    assertThat(table.notices()).singleElement().asString().contains("'1.5' in row 3");
  }

  @Test
  void codesWithLeadingZerosStayText() throws IOException {
    Table table = read("zip\n01067\n80331\n10115\n");
    assertThat(texts(table.column("zip"))).containsExactly("01067", "80331", "10115");
    assertThat(table.notices()).singleElement().asString().contains("leading zero");
    assertThat(Csv.standard()
            .type("zip", ColumnType.INTEGER)
            .read(file("zip\n01067\n"))
            .column("zip")
            .number(0))
        .isEqualTo(1067);
  }

  // ---------------------------------------------------------------- types by all rows

  @Test
  void aDecimalInTheLastRowIsSeen() throws IOException {
    Table table = read("v\n" + "0.0\n".repeat(5000) + "0.1\n");
    assertThat(table.size()).isEqualTo(5001);
    assertThat(table.column("v").type()).isEqualTo(ColumnType.DECIMAL);
    assertThat(table.column("v").number(5000)).isEqualTo(0.1);
  }

  @Test
  void aCellThatIsNoNumberKeepsItsRowAndIsTold() throws IOException {
    Table table = read("v\n" + "7\n".repeat(5000) + "<40\n");
    assertThat(table.size()).isEqualTo(5001);
    assertThat(table.column("v").type()).isEqualTo(ColumnType.TEXT);
    assertThat(table.column("v").text(5000)).isEqualTo("<40");
    assertThat(table.notices())
        .singleElement()
        .asString()
        .contains("1 of its 5001 values", "'<40' in row 5001");
    Table counted = Csv.standard().missing("<40").read(folder.resolve("rows.csv"));
    assertThat(counted.column("v").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(counted.column("v").missing()).isEqualTo(1);
    assertThatThrownBy(
            () -> Csv.standard().type("v", ColumnType.INTEGER).read(folder.resolve("rows.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'<40' in row 5001")
        .hasMessageContaining("whole numbers");
  }

  @Test
  void aColumnThatBeginsEmptyIsWhatItsLastCellIs() throws IOException {
    Table table = read("v\n" + "\n".repeat(10_000) + "a\n");
    assertThat(table.size()).isEqualTo(10_001);
    assertThat(table.column("v").type()).isEqualTo(ColumnType.TEXT);
    assertThat(table.column("v").missing()).isEqualTo(10_000);
    assertThat(table.column("v").text(10_000)).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "5, INTEGER",
    "-0, INTEGER",
    "+5, INTEGER",
    "' 5 ', INTEGER",
    "5., DECIMAL",
    ".5, DECIMAL",
    "-1e-3, DECIMAL",
    "NaN, TEXT",
    "Infinity, TEXT",
    "1e999, TEXT",
    "1d, TEXT",
    "0x1p3, TEXT",
    "1_000, TEXT",
    "'1,5', TEXT",
    "٣, TEXT",
    "true, TEXT",
    "2026-03-08, YEAR_FIRST_DATE",
    "2026/3/8 7:05, YEAR_FIRST_DATE",
    "2026-03-08T07:05:01.25, YEAR_FIRST_DATE",
    "25.12.2026, DAY_FIRST_DATE",
    "12/25/2026, MONTH_FIRST_DATE",
    "2026-03, TEXT",
    "1.2.3, TEXT",
  })
  void aCellHasTheTypeThatItSays(String cell, ColumnType type) throws IOException {
    assertThat(read("v\n\"" + cell + "\"\n").column("v").type()).isEqualTo(type);
  }

  @Test
  void aDecimalCommaIsReadWhereItIsAskedFor() throws IOException {
    Path file = file("a;b\n1,5;2\n1.5;3\n");
    Csv csv = Csv.standard().separator(";");
    assertThat(csv.read(file).column("a").type()).isEqualTo(ColumnType.TEXT);
    assertThat(csv.decimal(",").read(file).column("a").text(1)).isEqualTo("1.5");
    Table table = csv.decimal(",").read(file("a;b\n1,5;2\n-0,25;3\n"));
    assertThat(table.column("a").number(0)).isEqualTo(1.5);
    assertThat(table.column("a").number(1)).isEqualTo(-0.25);
    assertThat(table.column("b").type()).isEqualTo(ColumnType.INTEGER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG", "fa-IR"})
  void theLocaleChangesNothing(String tag) throws IOException {
    Path file = file("ID,INFO,Title,when\n1,0.25,I,2026-01-31\n2,\"1,5\",i,2026-02-28\n");
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      Table table = Table.read(file);
      assertThat(table)
          .hasToString("2 rows of 4 columns: ID (whole numbers), INFO (text), "
              + "Title (text), when (dates with the year first)");
      assertThat(texts(table.column("INFO"))).containsExactly("0.25", "1,5");
      assertThat(texts(table.column("when")))
          .containsExactly("2026-01-31T00:00", "2026-02-28T00:00");
      table.write(folder.resolve("copy.csv"));
      assertThat(folder.resolve("copy.csv"))
          .hasContent(
              "ID,INFO,Title,when\n1,0.25,I,2026-01-31T00:00\n2,\"1,5\",i,2026-02-28T00:00\n");
    } finally {
      Locale.setDefault(before);
    }
  }

  // ---------------------------------------------------------------- dates

  @Test
  void oneOrderHoldsForAllDatesOfAColumn() throws IOException {
    Table table = read("at\n12.01.2017 17:18\n01.02.2017 11:12\n15.04.2017 02:40\n");
    DateColumn column = (DateColumn) table.column("at");
    assertThat(column.value(0)).isEqualTo(LocalDateTime.parse("2017-01-12T17:18"));
    assertThat(column.value(1)).isEqualTo(LocalDateTime.parse("2017-02-01T11:12"));
    assertThat(column.value(2)).isEqualTo(LocalDateTime.parse("2017-04-15T02:40"));
    assertThat(column.type()).isEqualTo(ColumnType.DAY_FIRST_DATE);
    assertThat(DateColumn.of("t", LocalDateTime.parse("1969-12-31T12:00")).number(0))
        .isEqualTo(-0.5);
  }

  @Test
  void anOrderThatDoesNotShowIsAskedFor() throws IOException {
    Path file = file("at\n03/08/2026\n05/09/2026\n");
    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'03/08/2026' in row 1")
        .hasMessageContaining("DAY_FIRST_DATE or MONTH_FIRST_DATE");
    Csv csv = Csv.standard();
    assertThat(csv.type("at", ColumnType.DAY_FIRST_DATE).read(file).column("at").text(0))
        .isEqualTo("2026-08-03T00:00");
    assertThat(
            csv.type("at", ColumnType.MONTH_FIRST_DATE).read(file).column("at").text(0))
        .isEqualTo("2026-03-08T00:00");
    assertThat(read("at\n05/05/2026\n").column("at").text(0)).isEqualTo("2026-05-05T00:00");
  }

  @Test
  void datesThatNeverWereAndMixedOrdersAreErrors() throws IOException {
    assertThatThrownBy(() -> read("at\n01.01.2017\n31.02.2017\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'31.02.2017' in row 2");
    assertThatThrownBy(() -> read("at\n13/01/2026\n01/13/2026\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'01/13/2026' in row 2 is no date with the day first")
        .hasMessageContaining("'13/01/2026' in row 1 is none with the month first");
    assertThatThrownBy(() -> read("at\n2023-02-28\n2023-02-29\n"))
        .hasMessageContaining("'2023-02-29' in row 2 is no date with the year first");
    Csv day = Csv.standard().type("at", ColumnType.DAY_FIRST_DATE);
    assertThatThrownBy(() -> day.read(file("at\n01.01.2017\n31.02.2017\n")))
        .hasMessageContaining("'31.02.2017' in row 2");
    assertThat(read("at\n2023-02-28\n2023-03-01\nunknown\n").notices())
        .singleElement()
        .asString()
        .contains("1 of its 3 values is no date", "'unknown' in row 3");
  }

  // ---------------------------------------------------------------- bytes

  private static final String EXCEL = "\"ID\",\"Name\"\r\n\"1\",\"Zoë\"\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aMarkAtTheFrontTellsTheCharsetAndIsNoPartOfTheFirstName(String charset) throws IOException {
    Table table = Table.read(file(("\uFEFF" + EXCEL).getBytes(Charset.forName(charset))));
    assertThat(table.names()).containsExactly("ID", "Name");
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.column("ID").number(0)).isEqualTo(1);
    assertThat(table.column("Name").text(0)).isEqualTo("Zoë");
  }

  @Test
  void whatIsNotOfItsCharsetIsAnErrorWithItsPlace() throws IOException {
    Path file = file(EXCEL.getBytes(Charset.forName("windows-1252")));
    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rows.csv is not text in UTF-8: byte 20, in line 2");
    assertThat(Csv.standard().charset("windows-1252").read(file).column("Name").text(0))
        .isEqualTo("Zoë");
    assertThatThrownBy(() -> Table.read(file(EXCEL.getBytes(StandardCharsets.UTF_16LE))))
        .isInstanceOf(DataException.class);
    byte[] wide = "ID,Name\n1,Zoë\n".getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> Table.read(file("ID,N\n1,x\n".getBytes(StandardCharsets.UTF_16LE))))
        .hasMessageContaining("give the charset, as UTF-16LE");
    assertThat(
            Csv.standard().charset("UTF-16LE").read(file(wide)).column("Name").text(0))
        .isEqualTo("Zoë");
    byte[] late =
        ("v\n" + "abc\n".repeat(100_000) + "Zo\u00eb\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Table.read(file(late)))
        .hasMessageContaining("byte 400004, in line 100002");
    byte[] cut = {'v', '\n', 'a', (byte) 0xc3};
    assertThatThrownBy(() -> Table.read(file(cut))).hasMessageContaining("byte 3, in line 2");
  }

  // ---------------------------------------------------------------- lines

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLines() throws IOException {
    Table table = read("a,b\n\"x, y\",\"say \"\"yes\"\"\"\n\"two\nlines\", kept \n");
    assertThat(texts(table.column("a"))).containsExactly("x, y", "two\nlines");
    assertThat(texts(table.column("b"))).containsExactly("say \"yes\"", " kept ");
  }

  @Test
  void aRaggedRowIsAnErrorThatNamesFileRowAndLine() throws IOException {
    assertThatThrownBy(() -> read("a,b\n1,2\n\"3\n4\",5\n6,7,8\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rows.csv, row 3 (line 5), has 3 cells, but the first line has 2");
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n")).hasMessageContaining("row 2 (line 3), has 1 ");
  }

  @Test
  void blankLinesAreNoRowsAndAreTold() throws IOException {
    Table table = read("a,b\n1,2\n\n3,4\n\n");
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.notices()).singleElement().asString().contains("left out: 2");
  }

  @Test
  void whatIsNoCsvIsAnError() throws IOException {
    assertThatThrownBy(() -> read("")).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> read("a,b\n")).hasMessageContaining("below the line of names");
    assertThatThrownBy(() -> read("a,b\n1,\"2\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rows.csv is no CSV file")
        .hasMessageContaining("after row 0");
    assertThatThrownBy(() -> read("a,b\n1,\"2\"x\n")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Table.read(folder.resolve("none.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Table.read(folder)).hasMessageContaining("it is a directory");
    assertThatThrownBy(() -> read("v\n" + "x".repeat(20_000_000)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rows.csv is no CSV file");
  }

  @Test
  void aFileThatMemoryCannotHoldIsRefusedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("absurd.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1099511627776 bytes");
  }

  @Test
  void namesAreNeitherBlankNorDouble() throws IOException {
    assertThatThrownBy(() -> read("a, \n1,2\n")).hasMessageContaining("Column 2 of");
    assertThatThrownBy(() -> read("a,b,a\n1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two columns named 'a'");
    assertThat(Csv.standard().names("x", "y").read(file("a,a\n1,2\n")).names())
        .containsExactly("x", "y");
    assertThatThrownBy(() -> Csv.standard().names("x").read(file("a,b\n1,2\n")))
        .hasMessageContaining("has 2 cells, but 1 names");
  }

  @Test
  void withoutALineOfNamesTheFirstIsARow() throws IOException {
    Csv csv = Csv.standard().header(false);
    assertThat(csv.read(file("1,2\n3,4\n")).names()).containsExactly("column1", "column2");
    Table table = csv.names("a", "b").read(file("1,2\n3,4\n"));
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.column("b").number(0)).isEqualTo(2);
  }

  @Test
  void aSeparatorThatIsAnotherIsNoticed() throws IOException {
    assertThat(read("a;b\n1;2\n").notices())
        .anySatisfy(notice -> assertThat(notice).contains("'a;b'", "separator"));
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    Csv csv = Csv.standard();
    assertThatThrownBy(() -> csv.separator(";;")).hasMessageContaining("separator is ';;'");
    assertThatThrownBy(() -> csv.quote("\n")).hasMessageContaining("quote is");
    assertThatThrownBy(() -> csv.separator("\"")).hasMessageContaining("must differ");
    assertThatThrownBy(() -> csv.charset("UTF-88")).hasMessageContaining("charset is 'UTF-88'");
    assertThatThrownBy(() -> csv.decimal(";")).hasMessageContaining("decimal is ;");
    assertThatThrownBy(() -> csv.types(Map.of("c", ColumnType.TEXT)).read(file("a\n1\n")))
        .hasMessageContaining("no column 'c'");
  }
}
