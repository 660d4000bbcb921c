package org.ockham.data.table;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/** Looks at every cell of a column, and says then what type it has. */
final class ColumnSurvey {

  /** A cell that stands for others of its kind. */
  private record Example(int row, String text) {
    @Override
    public String toString() {
      return "'" + Excerpt.of(text) + "' in row " + row;
    }
  }

  private static final String REMEDY =
      ": correct such cells, count them as missing, or keep the column as categories.";

  private final String name;
  private final char mark;
  private int cells;
  private int integers;
  private int decimals;
  private int looks;
  private int yearFirst;
  private int dayFirst;
  private int monthFirst;
  /** Whether some date is another one if its day and its month change places. */
  private boolean orderMatters;

  private @Nullable Example firstDate;
  private @Nullable Example notInteger;
  private @Nullable Example notDecimal;
  private @Nullable Example notDate;
  private @Nullable Example notDayFirst;
  private @Nullable Example notMonthFirst;
  private @Nullable Example notYearFirst;

  ColumnSurvey(String name, char mark) {
    this.name = name;
    this.mark = mark;
  }

  /**
   * A cell that is not missing.
   *
   * @param row from 1 on
   */
  void add(int row, String cell) {
    cells++;
    boolean code = Cell.hasLeadingZero(cell);
    boolean whole = !code && Cell.integer(cell) != null;
    boolean number =
        !code && !Cell.losesDigits(cell) && (whole || Cell.decimal(cell, mark) != null);
    integers += whole ? 1 : 0;
    decimals += number ? 1 : 0;
    if (!whole && notInteger == null) {
      notInteger = new Example(row, cell);
    }
    if (!number && notDecimal == null) {
      notDecimal = new Example(row, cell);
    }
    if (!whole && !number && Cell.looksLikeDate(cell)) {
      looks++;
      if (looks == cells) { // else no order matters any more
        date(new Example(row, cell));
      }
    } else if (notDate == null) {
      notDate = new Example(row, cell);
    }
  }

  private void date(Example cell) {
    if (firstDate == null) {
      firstDate = cell;
    }
    Object byDay = Cell.date(cell.text, ColumnType.DAY_FIRST_DATE);
    Object byMonth = Cell.date(cell.text, ColumnType.MONTH_FIRST_DATE);
    orderMatters |= !Objects.equals(byDay, byMonth);
    if (Cell.date(cell.text, ColumnType.YEAR_FIRST_DATE) != null) {
      yearFirst++;
    } else if (notYearFirst == null) {
      notYearFirst = cell;
    }
    if (byDay != null) {
      dayFirst++;
    } else if (notDayFirst == null) {
      notDayFirst = cell;
    }
    if (byMonth != null) {
      monthFirst++;
    } else if (notMonthFirst == null) {
      notMonthFirst = cell;
    }
  }

  /**
   * The type that all cells have.
   *
   * @param file for sentences
   * @param notices takes what the user should know
   * @throws DataException if they are dates whose order does not show, or dates that never were
   */
  ColumnType type(String file, List<String> notices) {
    String column = "Column '" + Excerpt.of(name) + "' of " + file;
    if (cells == 0) {
      notices.add(column + " has no value in any row.");
      return ColumnType.TEXT;
    } else if (integers == cells) {
      return ColumnType.INTEGER;
    } else if (decimals == cells) {
      return ColumnType.DECIMAL;
    } else if (looks == cells) {
      return dates(column);
    }
    boolean whole = integers >= decimals;
    if (2 * Math.max(decimals, integers) >= cells) {
      notices.add(column + " is text, because "
          + few(cells - Math.max(decimals, integers), "cannot be kept as a number")
          + why(whole ? notInteger : notDecimal) + REMEDY);
    } else if (2 * looks >= cells) {
      notices.add(
          column + " is text, because " + few(cells - looks, "is no date") + notDate + REMEDY);
    }
    return ColumnType.TEXT;
  }

  private String few(int few, String words) {
    return few + " of its " + cells + " values " + words + ", first ";
  }

  private static String why(@Nullable Example cell) {
    if (cell == null) {
      return "";
    } else if (Cell.hasLeadingZero(cell.text)) {
      return cell + " (a leading zero)";
    } else if (Cell.losesDigits(cell.text)) {
      return cell + " (more digits than numbers keep)";
    }
    return cell.toString();
  }

  private ColumnType dates(String column) {
    if (yearFirst == cells) {
      return ColumnType.YEAR_FIRST_DATE;
    }
    if (dayFirst == cells && monthFirst == cells && orderMatters) {
      throw new DataException(column + " has dates such as " + firstDate
          + ", and nothing shows whether the day or the month comes first: give the column the type "
          + ColumnType.DAY_FIRST_DATE + " or " + ColumnType.MONTH_FIRST_DATE + ".");
    } else if (dayFirst == cells) {
      return ColumnType.DAY_FIRST_DATE;
    } else if (monthFirst == cells) {
      return ColumnType.MONTH_FIRST_DATE;
    }
    boolean mostlyYearFirst = yearFirst > Math.max(dayFirst, monthFirst);
    throw new DataException(String.format(
        Locale.ROOT,
        "%s looks like dates of no one order: %s; correct them, or give the column the type TEXT.",
        column,
        mostlyYearFirst
            ? notYearFirst + " is no date with the year first"
            : notDayFirst + " is no date with the day first, and " + notMonthFirst
                + " is none with the month first"));
  }
}
