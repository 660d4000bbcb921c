package org.ockham.tensor.internal;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.global.torch;

/** A stream of random numbers (Mersenne Twister 19937) of the native library's. */
public final class NativeGenerator {

  static {
    Natives.load();
  }

  final org.bytedeco.pytorch.Generator generator;

  /** As an argument. */
  final IValue box;

  public NativeGenerator(long seed) {
    generator = Constants.kept(torch.make_generator_cpu(seed));
    box = Constants.kept(new IValue(generator));
  }

  public void seed(long seed) {
    generator.set_current_seed(seed);
  }

  public Handle state() {
    return Handle.of(generator.get_state());
  }

  public void state(Handle state) {
    generator.set_state(state.tensor);
  }
}
