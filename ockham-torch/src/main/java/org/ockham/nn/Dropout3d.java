package org.ockham.nn;

/** {@link ChannelDropout} over [n, channels, depth, height, width], the first dimension optional. */
public final class Dropout3d extends ChannelDropout {

  /** PyTorch's default: p = 0.5. */
  public Dropout3d() {
    this(0.5);
  }

  public Dropout3d(double p) {
    super(p, 3);
  }
}
