package org.ockham.data.table;

import java.util.List;

/**
 * One number, the category's place in their order: 0, 1, 2 and so on. For categories that have an order; others are better off with
 * a {@link OneHotEncoder} or an {@link EmbeddingEncoder}. A missing cell comes last, if the training part has some.
 *
 * @param categories all of them, in their order; default none: those of the training part, sorted
 * @param handleUnknown what becomes of another category; default {@link HandleUnknown#ERROR}; its own code is −1
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.OrdinalEncoder.html">OrdinalEncoder</a>
 */
public record OrdinalEncoder(List<String> categories, HandleUnknown handleUnknown)
    implements Encoding {

  public OrdinalEncoder {
    categories = List.copyOf(categories);
  }

  /** In the order in which the training part's categories are sorted. */
  public static OrdinalEncoder standard() {
    return new OrdinalEncoder(List.of(), HandleUnknown.ERROR);
  }

  /** In this order. */
  public static OrdinalEncoder of(String... categories) {
    return new OrdinalEncoder(List.of(categories), HandleUnknown.ERROR);
  }

  /** A copy that treats other categories so. */
  public OrdinalEncoder handleUnknown(HandleUnknown handleUnknown) {
    return new OrdinalEncoder(categories, handleUnknown);
  }

  @Override
  public FittedColumn fit(Column train, List<String> notices) {
    return FittedCategories.fit(
        train, FittedCategories.Form.ORDINAL, categories, handleUnknown, notices);
  }
}
