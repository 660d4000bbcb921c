package org.ockham.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/** A CSV file's lines, to be gone through as often as is needed. */
record CsvLines(Csv csv, CsvText text) {

  /** Takes the first line. */
  interface First {
    void accept(List<String> cells);
  }

  /** Takes a row, counted from 0. */
  interface Row {
    void accept(int row, List<String> cells);
  }

  /**
   * What was there.
   *
   * @param rows how many rows
   * @param blank how many blank lines that are none: where there is one column, a blank line is a row without a value
   */
  record Count(int rows, int blank) {}

  Count scan(First first, Row rows) {
    int width = -1;
    int row = 0;
    int blank = 0;
    try (CsvReader<CsvRecord> reader = CsvReader.builder()
        .fieldSeparator(csv.separator().charAt(0))
        .quoteCharacter(csv.quote().charAt(0))
        .skipEmptyLines(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // refused below, in a sentence of ours
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text.open())) {
      for (CsvRecord line : reader) {
        List<String> cells = line.getFields();
        if (width < 0) {
          first.accept(cells);
          width = cells.size();
          if (csv.header()) {
            continue;
          }
        }
        if (cells.size() == 1 && width > 1 && cells.get(0).isBlank()) {
          blank++;
          continue;
        }
        if (cells.size() != width) {
          throw new DataException(text.file() + ", row " + (row + 1) + " (line "
              + line.getStartingLineNumber() + "), has " + cells.size()
              + " cells, but the first line has " + width
              + ": correct the row, or give the separator and the quote that the file has.");
        }
        rows.accept(row++, cells);
      }
      return new Count(row, blank);
    } catch (UncheckedIOException | IOException e) {
      throw text.malformed(e); // the text is in memory: only its charset can fail
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException) {
        throw text.malformed(e);
      }
      throw new DataException(
          text.file() + " is no CSV file with the separator " + csv.separator() + " and the quote "
              + csv.quote() + ", after row " + row + ": "
              + Excerpt.ofMessage(Objects.toString(e.getMessage())) + ".",
          e);
    }
  }
}
