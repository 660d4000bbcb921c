package org.ockham.nn;

/** {@link ChannelDropout} over [n, channels, height, width], the first dimension optional. */
public final class Dropout2d extends ChannelDropout {

  /** PyTorch's default: p = 0.5. */
  public Dropout2d() {
    this(0.5);
  }

  public Dropout2d(double p) {
    super(p, 2);
  }
}
