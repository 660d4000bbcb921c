package org.ockham.data.table;

import java.util.List;

/**
 * An input for each category of the training part: 1 for the cell's own, 0 for the others. A missing cell is a category of its own,
 * if the training part has some.
 *
 * @param handleUnknown what becomes of another category; default {@link HandleUnknown#ERROR}; its own code is 0 for all of them
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.OneHotEncoder.html">OneHotEncoder</a>
 */
public record OneHotEncoder(HandleUnknown handleUnknown) implements Encoding {

  /** Other categories are errors. */
  public static OneHotEncoder standard() {
    return new OneHotEncoder(HandleUnknown.ERROR);
  }

  /** A copy that treats other categories so. */
  public OneHotEncoder handleUnknown(HandleUnknown handleUnknown) {
    return new OneHotEncoder(handleUnknown);
  }

  @Override
  public FittedColumn fit(Column train, List<String> notices) {
    return FittedCategories.fit(
        train, FittedCategories.Form.ONE_HOT, List.of(), handleUnknown, notices);
  }
}
