package org.ockham.data.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/**
 * A column as one of several categories, fitted.
 *
 * @param name the column's name
 * @param type its type in the training part
 * @param form what a category becomes
 * @param categories all that are known, in the order of their codes
 * @param missing whether a missing cell is a category too, behind the others
 * @param handleUnknown what becomes of another category
 */
public record FittedCategories(
    String name,
    ColumnType type,
    Form form,
    List<String> categories,
    boolean missing,
    HandleUnknown handleUnknown)
    implements FittedColumn {

  /** What a category becomes. */
  public enum Form {
    /** An input for each: {@link OneHotEncoder}. */
    ONE_HOT,
    /** Its place: {@link OrdinalEncoder}. */
    ORDINAL,
    /** Its place, from 1 on: {@link EmbeddingEncoder}. */
    EMBEDDING
  }

  /** A float holds every whole number up to here. */
  private static final int MOST = 1 << 24;

  /** How many categories a sentence names. */
  private static final int NAMED = 8;

  private static final int UNKNOWN = -1;

  public FittedCategories {
    categories = List.copyOf(categories);
    if (categories.isEmpty() || categories.size() >= MOST) {
      throw new DataException("Column '" + Excerpt.of(name) + "' has " + categories.size()
          + " categories, but needs 1 to " + (MOST - 1) + ": leave it out.");
    }
    if (categories.stream().distinct().count() < categories.size()) {
      throw new DataException(
          "Column '" + Excerpt.of(name) + "' has a category twice: give each of them once.");
    }
  }

  static FittedCategories fit(
      Column train,
      Form form,
      List<String> given,
      HandleUnknown handleUnknown,
      List<String> notices) {
    List<String> seen = categories(train);
    boolean missing = train.missing() > 0;
    String name = Excerpt.of(train.name());
    if (missing) {
      notices.add("Column '" + name + "' lacks " + train.missing() + " of " + train.size()
          + " values in the training part: a missing one is a category of its own.");
    }
    if (seen.size() == 1 && !missing) {
      notices.add("Column '" + name + "' is '" + Excerpt.of(seen.get(0))
          + "' in every row of the training part: it tells a network nothing.");
    }
    FittedCategories fitted = new FittedCategories(
        train.name(), train.type(), form, given.isEmpty() ? seen : given, missing, handleUnknown);
    fitted.places(train); // refuses what is not among those given
    return fitted;
  }

  /** The different texts of a column: numbers and dates in their order, text by its UTF-16 units. */
  static List<String> categories(Column column) {
    if (column.type() == ColumnType.TEXT) {
      return IntStream.range(0, column.size())
          .filter(row -> !column.isMissing(row))
          .mapToObj(column::text)
          .distinct()
          .sorted()
          .toList();
    }
    TreeMap<Double, List<String>> sorted = new TreeMap<>();
    for (int row = 0; row < column.size(); row++) {
      if (!column.isMissing(row)) {
        List<String> equal =
            sorted.computeIfAbsent(column.number(row), number -> new ArrayList<>());
        if (!equal.contains(column.text(row))) {
          equal.add(column.text(row));
        }
      }
    }
    return sorted.values().stream().flatMap(equal -> equal.stream().sorted()).toList();
  }

  private int known() {
    return categories.size() + (missing ? 1 : 0);
  }

  private int width() {
    return form == Form.ONE_HOT ? known() : 1;
  }

  @Override
  public List<String> inputs() {
    return form != Form.ONE_HOT
        ? List.of(name)
        : Stream.concat(
                categories.stream().map(category -> name + "=" + category),
                missing ? Stream.of(name + " missing") : Stream.empty())
            .toList();
  }

  @Override
  public Feature feature(int start) {
    return switch (form) {
      case ONE_HOT -> new Feature(name, Feature.Kind.ONE_HOT, start, width(), 0);
      case ORDINAL -> new Feature(name, Feature.Kind.NUMBER, start, 1, 0);
      case EMBEDDING -> new Feature(name, Feature.Kind.CODE, start, 1, known() + 1);
    };
  }

  @Override
  public void write(Column column, float[] out, int width, int at) {
    if (column.type() != type && !(column.type().isDate() && type.isDate())) {
      // The same cell is another text: 1 is 1.0 among decimals.
      throw new DataException(
          "Column '" + Excerpt.of(name) + "' has " + column.type().plural()
              + ", but " + type.plural()
              + " in the training part: read the file with FittedPreparation.read.");
    }
    int[] places = places(column);
    for (int row = 0; row < places.length; row++) {
      int place = places[row];
      int start = row * width + at;
      switch (form) {
        case ORDINAL -> out[start] = place;
        case EMBEDDING -> out[start] = place + 1f;
        case ONE_HOT -> {
          for (int i = 0; i < known(); i++) {
            out[start + i] = i == place ? 1 : 0;
          }
        }
      }
    }
  }

  /** Each row's place among the categories. */
  private int[] places(Column column) {
    Map<String, Integer> places = new HashMap<>();
    categories.forEach(category -> places.put(category, places.size()));
    return IntStream.range(0, column.size())
        .map(row -> place(column, row, places))
        .toArray();
  }

  private int place(Column column, int row, Map<String, Integer> places) {
    boolean absent = column.isMissing(row);
    @Nullable Integer place = absent ? null : places.get(column.text(row));
    if (place != null) {
      return place;
    } else if (absent && missing) {
      return categories.size();
    } else if (handleUnknown == HandleUnknown.OWN_CODE) {
      return UNKNOWN;
    }
    throw new DataException("Row " + (row + 1) + " has "
        + (absent ? "no value" : "'" + Excerpt.of(column.text(row)) + "'") + " in column '"
        + Excerpt.of(name) + "', but the categories are " + Excerpt.ofNames(categories, NAMED)
        + ": correct it, or encode the column with handleUnknown(OWN_CODE).");
  }
}
