package org.ockham.data.table;

/**
 * (x − mean) / deviation, both of the training part; the deviation is that of the population. Where it is 0, only the mean is
 * taken away.
 *
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html">StandardScaler</a>
 */
public record StandardScaler() implements Scaler {

  @Override
  public FittedScaler fit(double[] values) {
    MeanAndDeviation moments = MeanAndDeviation.of(values);
    return new FittedScaler.Affine(
        moments.mean(), moments.deviation() == 0 ? 1 : moments.deviation(), 0);
  }
}
