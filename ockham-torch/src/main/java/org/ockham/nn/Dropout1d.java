package org.ockham.nn;

/** {@link ChannelDropout} over [n, channels, length], the first dimension optional. */
public final class Dropout1d extends ChannelDropout {

  /** PyTorch's default: p = 0.5. */
  public Dropout1d() {
    this(0.5);
  }

  public Dropout1d(double p) {
    super(p, 1);
  }
}
