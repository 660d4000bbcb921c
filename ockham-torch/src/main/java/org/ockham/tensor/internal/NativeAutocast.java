package org.ockham.tensor.internal;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The engine's switch of mixed precision, one a thread and kind of device. */
public final class NativeAutocast {

  static {
    Natives.load();
  }

  private NativeAutocast() {}

  public static boolean isEnabled(boolean cuda) {
    return torch.is_autocast_enabled(kind(cuda));
  }

  /** The element type it computes with. */
  public static byte type(boolean cuda) {
    return torch.get_autocast_dtype(kind(cuda)).value;
  }

  /** Sets both; parameters that were converted meanwhile are forgotten. */
  public static void set(boolean cuda, boolean enabled, byte type) {
    torch.set_autocast_enabled(kind(cuda), enabled);
    torch.set_autocast_dtype(kind(cuda), scalarType(type));
    torch.clear_cache();
  }

  private static DeviceType kind(boolean cuda) {
    return cuda ? DeviceType.CUDA : DeviceType.CPU;
  }

  private static ScalarType scalarType(byte type) {
    for (ScalarType candidate : ScalarType.values()) {
      if (candidate.value == type) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("libtorch has no element type of number " + type);
  }
}
