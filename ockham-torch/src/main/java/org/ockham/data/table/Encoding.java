package org.ockham.data.table;

import java.util.List;

/** How a column becomes inputs of a network. Fitted to the training part, and to nothing else. */
public sealed interface Encoding permits Numeric, OneHotEncoder, OrdinalEncoder, EmbeddingEncoder {

  /**
   * Learns from a column of the training part what is needed to encode it anywhere.
   *
   * @param train the column's cells in the training part
   * @param notices takes what the user should know, a sentence each
   * @throws org.ockham.data.DataException if the column is of another kind, or has no value
   */
  FittedColumn fit(Column train, List<String> notices);
}
