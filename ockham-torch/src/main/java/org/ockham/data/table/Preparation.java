package org.ockham.data.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Copy;
import org.ockham.data.DataException;
import org.ockham.data.Split;
import org.ockham.file.Excerpt;
import org.ockham.file.Log;
import org.slf4j.Logger;

/**
 * How a table becomes a network's inputs and targets: {@link #split} cuts it, fits this to the training part and to nothing else, and
 * applies it to all parts.
 *
 * <pre>{@code
 * TableData data = Preparation.of(Target.value("price").standardized())
 *     .numeric(Numeric.of(QuantileTransformer.normal()).imputer(SimpleImputer.median()))
 *     .column("street", EmbeddingEncoder.standard())
 *     .without("id")
 *     .split(table, seed, 0.6, 0.2, 0.2);
 * }</pre>
 *
 * <p>Columns that are spoken of nowhere become inputs by their type: numbers as {@code numeric} says, text as {@code categorical} says.
 * Left out, with a notice, are whole numbers beyond 2⁵³ (identifiers: a double would round them), dates, text of more than 100
 * categories, and columns without a value.
 *
 * @param target what is to be predicted
 * @param numeric how numbers become inputs; default {@link Numeric#standard()}
 * @param categorical how text becomes inputs; default {@link OneHotEncoder#standard()}
 * @param columns how columns of these names become inputs; default none
 * @param without columns that become no inputs; default none
 */
public record Preparation(
    Target target,
    Numeric numeric,
    Encoding categorical,
    Map<String, Encoding> columns,
    List<String> without) {

  private static final Logger LOG = Log.of(Preparation.class);

  /** Text with more categories than this is a name rather than a kind. */
  private static final int MOST_CATEGORIES = 100;

  public Preparation {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns)); // in their order
    without = List.copyOf(without);
    for (String name : target.columns()) {
      if (columns.containsKey(name)) {
        throw new IllegalArgumentException(
            "column '" + Excerpt.of(name) + "' is the target: it cannot be an input too");
      }
    }
  }

  /** With the defaults. */
  public static Preparation of(Target target) {
    return new Preparation(
        target, Numeric.standard(), OneHotEncoder.standard(), Map.of(), List.of());
  }

  /** A copy whose numbers become inputs so. */
  public Preparation numeric(Numeric numeric) {
    return Copy.of(this, "numeric", numeric);
  }

  /** A copy whose text becomes inputs so. */
  public Preparation categorical(Encoding categorical) {
    return Copy.of(this, "categorical", categorical);
  }

  /** A copy in which this column becomes inputs so. */
  public Preparation column(String name, Encoding encoding) {
    Map<String, Encoding> more = new LinkedHashMap<>(columns);
    more.put(name, encoding);
    return Copy.of(this, "columns", more);
  }

  /** A copy in which these columns too become no inputs. */
  public Preparation without(String... names) {
    return Copy.of(
        this, "without", Stream.concat(without.stream(), Stream.of(names)).toList());
  }

  /**
   * Cuts a table at random, fits this to the first part, and applies it to all.
   *
   * @param fractions of training, validation and, if there is a third, test
   * @throws DataException if there are not two or three fractions, or a part cannot be encoded
   */
  public TableData split(Table table, long seed, double... fractions) {
    return split(table, Split.random(seed), fractions);
  }

  /**
   * Cuts a table so, fits this to the first part, and applies it to all. The classes of a {@linkplain Split#stratified stratified}
   * split are those of the target.
   *
   * @param fractions of training, validation and, if there is a third, test
   * @throws DataException if there are not two or three fractions, or a part cannot be encoded
   */
  public TableData split(Table table, Split split, double... fractions) {
    if (fractions.length != 2 && fractions.length != 3) {
      throw new DataException("A table is to be split into " + fractions.length
          + " parts: give two fractions (training, validation), or three (and test).");
    }
    return new TableData(
        this::fit,
        split.fractions(Rows.of(table, target), fractions).stream()
            .map(part -> table.rows(part.indices()))
            .toList());
  }

  /**
   * Cross-validation: k ways to cut a table into training and validation, with this fitted to the training part of each.
   *
   * @throws DataException as {@link Split#folds(org.ockham.data.Dataset, int)}, or if a part cannot be encoded
   */
  public List<TableData> folds(Table table, Split split, int k) {
    return split.folds(Rows.of(table, target), k).stream()
        .map(fold -> new TableData(
            this::fit,
            List.of(
                table.rows(fold.train().indices()), table.rows(fold.validation().indices()))))
        .toList();
  }

  /**
   * Learns from a table, which must be the training part alone, what is needed to encode any.
   *
   * @throws DataException if a column that is spoken of is absent, cannot be encoded so, or none is left to become an input
   */
  public FittedPreparation fit(Table train) {
    FittedPreparation fitted = learn(train);
    tell(fitted);
    return fitted;
  }

  /** Says what is to be known of it. */
  static void tell(FittedPreparation fitted) {
    fitted.notices().forEach(LOG::warn);
  }

  /** The same without a word: of a table that has been spoken of. */
  FittedPreparation learn(Table train) {
    Set<String> out = new HashSet<>(target.columns());
    out.addAll(without);
    out.forEach(train::column);
    columns.keySet().forEach(train::column);
    List<String> notices = new ArrayList<>();
    List<FittedColumn> fitted = new ArrayList<>();
    List<FittedColumn> codes = new ArrayList<>();
    for (Column column : train.columns()) {
      Encoding encoding = out.contains(column.name()) ? null : encoding(column, notices);
      if (encoding != null) {
        FittedColumn each = encoding.fit(column, notices);
        (each.feature(0).kind() == Feature.Kind.CODE ? codes : fitted).add(each);
      }
    }
    fitted.addAll(codes);
    if (fitted.isEmpty()) {
      throw new DataException("No column of the table becomes an input: " + train + ".");
    }
    return new FittedPreparation(fitted, target.fit(train), notices);
  }

  private @Nullable Encoding encoding(Column column, List<String> notices) {
    Encoding asked = columns.get(column.name());
    if (asked != null) {
      return asked;
    }
    String name = "Column '" + Excerpt.of(column.name()) + "'";
    String ask = ": it is left out, unless column(name, encoding) says how it is encoded.";
    if (column instanceof IntegerColumn whole) {
      if (whole.isBeyondDoubles()) {
        notices.add(name + " has whole numbers beyond 2^53, as identifiers are, which no double"
            + " holds" + ask);
        return null;
      } else if (whole.isDistinct() && whole.size() > 2) {
        notices.add(name + " has another whole number in each row of the training part: if it is"
            + " an identifier, leave it out with without(name).");
      }
      return numeric;
    } else if (column instanceof DecimalColumn) {
      return numeric;
    } else if (column instanceof DateColumn) {
      notices.add(name + " has dates" + ask);
      return null;
    }
    int categories = FittedCategories.categories(column).size();
    if (categories == 0 || categories > MOST_CATEGORIES) {
      notices.add(name + " is text of " + categories + " categories" + ask);
      return null;
    }
    return categorical;
  }
}
