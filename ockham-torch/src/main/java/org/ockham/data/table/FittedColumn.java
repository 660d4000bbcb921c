package org.ockham.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What was learnt about a column from the training part: enough to encode its cells anywhere. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FittedNumeric.class, name = "numeric"),
  @JsonSubTypes.Type(value = FittedCategories.class, name = "categories")
})
public sealed interface FittedColumn permits FittedNumeric, FittedCategories {

  /** The column's name. */
  String name();

  /** The column's type in the training part. */
  ColumnType type();

  /** What the inputs are called, one name each. */
  List<String> inputs();

  /** What the inputs are, when the first of them is at this place. */
  Feature feature(int start);

  /**
   * Writes the inputs of all rows.
   *
   * @param column of this name, of any table
   * @param out row after row
   * @param width how many inputs a row has
   * @param at the place of this column's first
   * @throws org.ockham.data.DataException if a cell cannot be encoded, or the column has another type
   */
  void write(Column column, float[] out, int width, int at);
}
