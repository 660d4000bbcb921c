package org.ockham.data.table;

/** How numbers are brought to a scale that networks learn from. */
public sealed interface Scaler
    permits StandardScaler, MinMaxScaler, QuantileTransformer, Passthrough {

  /**
   * Learns the scale.
   *
   * @param values of the training part, all finite, at least one
   */
  FittedScaler fit(double[] values);
}
