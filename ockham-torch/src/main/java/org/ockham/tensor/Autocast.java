package org.ockham.tensor;

import org.ockham.tensor.internal.NativeAutocast;

/**
 * Mixed precision on this thread, as {@code torch.autocast}: products and convolutions compute with half the bits, what needs
 * range or precision (sums, losses, norms) stays FLOAT32, and so do parameters and their gradients (Micikevicius et al. 2018,
 * <a href="https://arxiv.org/abs/1710.03740">arXiv:1710.03740</a>). For the forward pass; go backward outside.
 *
 * <pre>{@code
 * Tensor loss;
 * try (Autocast half = Autocast.on(Device.cuda(0), DType.BFLOAT16)) {
 *   loss = criterion.apply(network.apply(x), y);
 * }
 * loss.backward();
 * }</pre>
 *
 * <p>BFLOAT16 has the range of FLOAT32, so gradients do not vanish; FLOAT16 has not, and would need its loss scaled. It pays
 * on devices with units for it; on others it is slower than FLOAT32.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/amp.html">torch.amp</a>
 */
public final class Autocast implements AutoCloseable {

  private final boolean cuda;
  private final boolean before;
  private final byte typeBefore;

  private Autocast(boolean cuda, DType type) {
    this.cuda = cuda;
    before = NativeAutocast.isEnabled(cuda);
    typeBefore = NativeAutocast.type(cuda);
    NativeAutocast.set(cuda, true, type.code);
  }

  /**
   * On from here until {@link #close}.
   *
   * @throws IllegalArgumentException unless the type is BFLOAT16
   */
  public static Autocast on(Device device, DType type) {
    if (type != DType.BFLOAT16) {
      throw new IllegalArgumentException("mixed precision with " + type
          + ": use BFLOAT16, whose range needs no scaling of the loss");
    }
    Engine.check();
    return new Autocast(device.kind().equals("cuda"), type);
  }

  /** As it was before. */
  @Override
  public void close() {
    NativeAutocast.set(cuda, before, typeBefore);
  }
}
