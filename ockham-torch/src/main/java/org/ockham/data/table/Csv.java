package org.ockham.data.table;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.check.Copy;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;
import org.ockham.file.Log;
import org.slf4j.Logger;

/**
 * How a CSV file is written (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> and its relatives), and the reading of
 * it.
 *
 * <p>A column's type is decided by <em>all</em> of its cells: {@link ColumnType#INTEGER} if each is a whole number of 64 bits,
 * {@link ColumnType#DECIMAL} if each is a number, a date if all are dates of one order, else {@link ColumnType#TEXT}. What a
 * number's type would lose stays text: digits that a double lacks, leading zeros. What the user should know of this is among the
 * {@linkplain Table#notices() table's notices}. Nothing depends on the machine's locale.
 *
 * <p>A byte-order mark says more about the file than {@code charset}: UTF-8, UTF-16 and UTF-32 are told by it.
 *
 * @param separator between cells, one character; default {@code ,}
 * @param quote around cells, one character, twice within them; default {@code "}
 * @param charset of a file without a byte-order mark, by its IANA name; default {@code UTF-8}
 * @param header whether the first line has the columns' names; default true
 * @param names the columns' names; default none: those of the header, or {@code column1}, {@code column2} and so on
 * @param decimal the decimal mark, {@code .} or {@code ,}; default {@code .}
 * @param missing what a cell says when it is missing, besides nothing at all; default none
 * @param types the types of columns by name, where they are not to be inferred; default none
 */
public record Csv(
    String separator,
    String quote,
    String charset,
    boolean header,
    List<String> names,
    String decimal,
    List<String> missing,
    Map<String, ColumnType> types) {

  private static final Logger LOG = Log.of(Csv.class);

  public Csv {
    character("separator", separator);
    character("quote", quote);
    if (separator.equals(quote)) {
      throw new IllegalArgumentException(
          "separator and quote are both " + quote + ": they must differ");
    }
    decoded(charset);
    if (!decimal.equals(".") && !decimal.equals(",")) {
      throw new IllegalArgumentException(
          "decimal is " + Excerpt.of(decimal) + ": it must be . or ,");
    }
    names = List.copyOf(names);
    missing = List.copyOf(missing);
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types)); // in their order
  }

  /** Comma, double quote, UTF-8, a header, a decimal point. */
  public static Csv standard() {
    return new Csv(",", "\"", "UTF-8", true, List.of(), ".", List.of(), Map.of());
  }

  /** A copy with another separator: {@code ;}, a tab. */
  public Csv separator(String separator) {
    return Copy.of(this, "separator", separator);
  }

  /** A copy with another quote. */
  public Csv quote(String quote) {
    return Copy.of(this, "quote", quote);
  }

  /** A copy with another charset: {@code windows-1252}. */
  public Csv charset(String charset) {
    return Copy.of(this, "charset", charset);
  }

  /** A copy for files with, or without, a line of names. */
  public Csv header(boolean header) {
    return Copy.of(this, "header", header);
  }

  /** A copy that calls the columns so, whatever a header says. */
  public Csv names(String... names) {
    return Copy.of(this, "names", List.of(names));
  }

  /** A copy with another decimal mark. */
  public Csv decimal(String decimal) {
    return Copy.of(this, "decimal", decimal);
  }

  /** A copy that counts cells that say so as missing: {@code NA}, {@code ?}. */
  public Csv missing(String... missing) {
    return Copy.of(this, "missing", List.of(missing));
  }

  /** A copy with the type of one column more. */
  public Csv type(String column, ColumnType type) {
    return types(Map.of(column, type));
  }

  /** A copy with the types of these columns more. */
  public Csv types(Map<String, ColumnType> more) {
    Map<String, ColumnType> all = new LinkedHashMap<>(types);
    all.putAll(more);
    return Copy.of(this, "types", all);
  }

  /**
   * Reads a file: all of it, or nothing.
   *
   * @throws DataException if there is no such file, it is too large, not in its charset, has rows of different lengths, a
   *     column's name is blank or occurs twice, a cell is not of the type that was given, or dates have no order that shows
   */
  public Table read(Path file) {
    List<String> columns = new ArrayList<>();
    List<ColumnSurvey> surveys = new ArrayList<>();
    char mark = decimal.charAt(0);
    CsvLines lines = new CsvLines(this, CsvText.read(file, decoded(charset)));
    CsvLines.Count count = lines.scan(
        first -> {
          columns.addAll(columns(file, first));
          columns.forEach(name -> surveys.add(new ColumnSurvey(name, mark)));
        },
        (row, cells) -> {
          for (int i = 0; i < surveys.size(); i++) {
            String cell = cells.get(i).strip();
            if (!isMissing(cell)) {
              surveys.get(i).add(row + 1, cell);
            }
          }
        });
    if (count.rows() == 0) {
      throw new DataException(file + " has no rows"
          + (columns.isEmpty()
              ? ": it is empty."
              : " below the line of names: there is nothing to read."));
    }
    List<String> notices = new ArrayList<>();
    if (count.blank() > 0) {
      notices.add("Blank lines of " + file + " that were left out: " + count.blank() + ".");
    }
    if (columns.size() == 1 && columns.get(0).matches(".*[;\t|,].*")) {
      notices.add(file + " has one column, named '" + Excerpt.of(columns.get(0))
          + "': if it should have several, give their separator.");
    }
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnType given = types.get(columns.get(i));
      ColumnType type = given == null ? surveys.get(i).type(file.toString(), notices) : given;
      readers.add(new ColumnReader(columns.get(i), type, mark, count.rows()));
    }
    lines.scan(first -> {}, (row, cells) -> {
      for (int i = 0; i < readers.size(); i++) {
        String cell = cells.get(i).strip();
        if (isMissing(cell)) {
          readers.get(i).addMissing(row);
        } else {
          readers.get(i).add(row, cells.get(i), file.toString());
        }
      }
    });
    notices.forEach(LOG::warn);
    return Table.of(readers.stream().map(ColumnReader::column).toList(), notices);
  }

  private boolean isMissing(String cell) {
    return cell.isEmpty() || missing.contains(cell);
  }

  private List<String> columns(Path file, List<String> first) {
    List<String> columns = new ArrayList<>(names);
    if (columns.isEmpty()) {
      for (int i = 0; i < first.size(); i++) {
        columns.add(header ? first.get(i) : "column" + (i + 1));
      }
    }
    if (columns.size() != first.size()) {
      throw new DataException("The first line of " + file + " has " + first.size() + " cells, but "
          + columns.size() + " names were given.");
    }
    HashSet<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (name.isBlank()) {
        throw new DataException("Column " + (i + 1) + " of " + file
            + " has no name: write one into its first line, or give all names.");
      } else if (name.indexOf('\0') >= 0) {
        throw new DataException("Column " + (i + 1) + " of " + file + " is named '"
            + Excerpt.of(name) + "', with a zero byte in it: give the charset, as UTF-16LE.");
      } else if (!seen.add(name)) {
        throw new DataException(file + " has two columns named '" + Excerpt.of(name)
            + "': rename one of them in its first line, or give all names.");
      }
    }
    for (String name : types.keySet()) {
      if (!seen.contains(name)) {
        throw new DataException(file + " has no column '" + Excerpt.of(name) + "': its columns are "
            + Excerpt.ofNames(columns, 12) + ".");
      }
    }
    return columns;
  }

  private static void character(String name, String value) {
    if (value.length() != 1 || value.equals("\n") || value.equals("\r")) {
      throw new IllegalArgumentException(
          name + " is '" + Excerpt.of(value) + "': it must be one character, and not a line's end");
    }
  }

  private static Charset decoded(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "charset is '" + Excerpt.of(name) + "': it must be one that Java knows, as UTF-8 or"
              + " windows-1252",
          e);
    }
  }
}
