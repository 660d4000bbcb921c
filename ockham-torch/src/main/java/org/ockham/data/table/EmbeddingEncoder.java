package org.ockham.data.table;

import java.util.List;

/**
 * One whole number for an {@link org.ockham.nn.Embedding}: the training part's categories are 1, 2, 3 and so on, sorted; 0 is for all
 * others. A missing cell is the last category, if the training part has some. These inputs come behind all others: {@link
 * FittedPreparation#features()} says where, and how many codes each has.
 *
 * <pre>{@code
 * new Embedding(feature.codes(), 8); // its rows for a batch x:
 * x.select(1, feature.start()).to(DType.INT64);
 * }</pre>
 *
 * <p>A code is no quantity: rows that have codes cannot be mixed by {@link org.ockham.regularize.Mixup}.
 *
 * @param handleUnknown what becomes of another category; default {@link HandleUnknown#OWN_CODE}, which is 0: a row that training does not
 *     change, unless a transform drops features
 */
public record EmbeddingEncoder(HandleUnknown handleUnknown) implements Encoding {

  /** Other categories are 0. */
  public static EmbeddingEncoder standard() {
    return new EmbeddingEncoder(HandleUnknown.OWN_CODE);
  }

  /** A copy that treats other categories so. */
  public EmbeddingEncoder handleUnknown(HandleUnknown handleUnknown) {
    return new EmbeddingEncoder(handleUnknown);
  }

  @Override
  public FittedColumn fit(Column train, List<String> notices) {
    return FittedCategories.fit(
        train, FittedCategories.Form.EMBEDDING, List.of(), handleUnknown, notices);
  }
}
