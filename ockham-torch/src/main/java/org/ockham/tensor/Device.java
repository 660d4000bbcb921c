package org.ockham.tensor;

/**
 * Where a tensor lives and is computed.
 *
 * @param kind "cpu" or "cuda"
 * @param index which one of its kind, from 0
 */
public record Device(String kind, int index) {

  /** The processor: where tensors are made. */
  public static final Device CPU = new Device("cpu", 0);

  public Device {
    if (!kind.equals("cpu") && !kind.equals("cuda")) {
      throw new IllegalArgumentException("device '" + kind + "' is not known: use cpu or cuda");
    }
    if (index < 0) {
      throw new IllegalArgumentException("device index " + index + " is negative: count from 0");
    }
  }

  /** The graphics processor of this index; needs a build with {@code -Pgpu}. */
  public static Device cuda(int index) {
    return new Device("cuda", index);
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return kind.equals("cpu") ? kind : kind + ":" + index;
  }
}
