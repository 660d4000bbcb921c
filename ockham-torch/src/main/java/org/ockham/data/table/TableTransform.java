package org.ockham.data.table;

import org.ockham.augment.Draws;

/** Changes an encoded row at random, as it is read for training. Open: implement it for a change of your own. */
public interface TableTransform {

  /**
   * Changes one row in place.
   *
   * @param row the inputs
   * @param source the data set that the row is from: what its inputs are, and other rows
   * @param draws random numbers of the row's and the epoch's own
   */
  void apply(float[] row, TableDataset source, Draws draws);
}
