package org.ockham.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ockham.tensor.internal.Natives;

/**
 * Where a tensor lives and is computed, in PyTorch's words: {@code cpu}, {@code cuda}, {@code cuda:1}, {@code meta}.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.builder().device(Device.auto()).build();
 * }</pre>
 *
 * <p>Tensors are made on the CPU, and everything random is drawn there, so that a seed gives the same numbers on every device; what
 * is computed from them differs in its last bits.
 *
 * @param kind "cpu", "cuda" or "meta"
 * @param index which one of its kind, from 0
 * @see <a href="https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device">torch.device</a>
 */
public record Device(String kind, int index) {

  private static final String CPU = "cpu";
  private static final String CUDA = "cuda";
  private static final String META = "meta";

  private static final Pattern CUDA_WORD = Pattern.compile("cuda:(\\d{1,3})");

  public Device {
    if (!kind.equals(CPU) && !kind.equals(CUDA) && !kind.equals(META)) {
      throw new IllegalArgumentException("device '" + kind + "' is not known: use cpu or cuda");
    }
    if (index < 0) {
      throw new IllegalArgumentException("device index " + index + " is negative: count from 0");
    }
    if (index > 0 && !kind.equals(CUDA)) {
      throw new IllegalArgumentException(
          "device " + kind + ":" + index + " is not known: there is one " + kind);
    }
  }

  /** The processor: where tensors are made. */
  public static Device cpu() {
    return new Device(CPU, 0);
  }

  /** The first graphics processor. */
  public static Device cuda() {
    return cuda(0);
  }

  /** The graphics processor of this index, from 0. It need not be there; {@link #checked} says. */
  public static Device cuda(int index) {
    return new Device(CUDA, index);
  }

  /** No memory: a tensor there has a type and a shape and no numbers, and what is computed from it has that too. */
  public static Device meta() {
    return new Device(META, 0);
  }

  /** The first graphics processor if the engine can use one, else the CPU. */
  public static Device auto() {
    return Engine.cudaDevices() > 0 ? cuda() : cpu();
  }

  /**
   * The device of a word: {@code auto}, {@code cpu}, {@code cuda} (the first), {@code cuda:1}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Device of(String word) {
    Matcher numbered = CUDA_WORD.matcher(word);
    if (numbered.matches()) {
      return cuda(Integer.parseInt(numbered.group(1)));
    }
    return switch (word) {
      case "auto" -> auto();
      case CPU -> cpu();
      case CUDA -> cuda();
      default ->
        throw new IllegalArgumentException(
            "device '" + word + "' is not known: use auto, cpu, cuda or cuda:N with N from 0");
    };
  }

  /**
   * This one, if the engine can use it.
   *
   * @throws EngineException of kind {@link EngineException.Kind#MACHINE} if it is a graphics processor that is not there, or that the
   *     native libraries do not know; it says what is there, and what to do
   */
  public Device checked() {
    if (isCuda()) {
      int there = Engine.cudaDevices();
      if (index >= there) {
        throw new EngineException(
            EngineException.Kind.MACHINE, "the device " + this + " cannot be used: " + lack(there));
      }
    }
    return this;
  }

  private static String lack(int there) {
    if (!Engine.hasCuda()) {
      return Natives.cudaMissing();
    }
    return switch (there) {
      case 0 ->
        "the engine sees no graphics processor; nvidia-smi says what the system sees, and"
            + " CUDA_VISIBLE_DEVICES may hide it";
      case 1 -> "the engine sees one graphics processor, " + cuda();
      default ->
        "the engine sees " + there + " graphics processors, " + cuda() + " to " + cuda(there - 1);
    };
  }

  /** Whether it is the processor. */
  public boolean isCpu() {
    return kind.equals(CPU);
  }

  /** Whether it is a graphics processor. */
  public boolean isCuda() {
    return kind.equals(CUDA);
  }

  /** As PyTorch writes it: {@code cpu}, {@code cuda:0}. */
  @Override
  public String toString() {
    return isCuda() ? kind + ":" + index : kind;
  }
}
