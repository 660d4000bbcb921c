package org.ockham.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ockham.tensor.internal.Natives;

/** The native library below: whether it is there, and what it is. */
public final class Engine {

  private Engine() {}

  /**
   * Loads the native libraries; the first use of a tensor does so, too. The first time on a machine they are unpacked to
   * {@link #cacheDirectory}, which takes some seconds.
   *
   * <p>Then it is asked for known answers: products, convolutions forward and backward, reductions, a softmax and
   * normalisations, small ones of many shapes, which plain Java computes too. That takes less than a tenth of a second, once.
   * If one is wrong, oneDNN is switched off, a warning is logged and it is asked again.
   *
   * @throws EngineException of kind {@link EngineException.Kind#MACHINE} if this platform's libraries are not on the class
   *     path, there is no directory to unpack them to, the system cannot load them, or they compute wrongly
   */
  public static void check() {
    try {
      Natives.load();
    } catch (IllegalStateException e) {
      throw new EngineException(EngineException.Kind.MACHINE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The version of libtorch and, after a hyphen, of its binding: {@code 2.13.0-1.5.14}. */
  public static String version() {
    return Natives.version();
  }

  /** Operating system and processor: {@code linux-x86_64}. */
  public static String platform() {
    return Natives.platform();
  }

  /**
   * The library that multiplies matrices: {@code MKL}, or {@code OpenBLAS (Haswell)} with the kernels that it chose for this
   * processor. Other kernels round otherwise; {@code OPENBLAS_CORETYPE} in the environment chooses them by hand.
   */
  public static String blas() {
    check();
    return Natives.blas();
  }

  /**
   * What to do where Intel's MKL is on the class path or asked for and OpenBLAS multiplies all the same: MKL that cannot be loaded
   * is passed over without a word. Empty where all is as it is meant.
   */
  public static String mklMissing() {
    check();
    return Natives.mklMissing();
  }

  /**
   * Which of its kernels it uses on this processor, another of the things that results depend on in their last bits: libtorch's
   * own, {@code DEFAULT}, {@code AVX2} or {@code AVX512} ({@code ATEN_CPU_CAPABILITY} in the environment chooses lesser ones),
   * and oneDNN's where they are limited by {@code ONEDNN_MAX_CPU_ISA} or not used: {@code AVX2, oneDNN up to AVX}, {@code AVX2,
   * without oneDNN}.
   */
  public static String kernels() {
    check();
    return Natives.kernels();
  }

  /** Whether oneDNN computes convolutions. It does unless this build lacks it, or its answers were wrong. */
  public static boolean usesOneDnn() {
    check();
    return Natives.usesOneDnn();
  }

  /**
   * What the engine was asked when it was first used, a kind of operation each; all of it was right.
   *
   * @param kind what was computed
   * @param questions how many results were compared with plain Java's
   * @param error the largest deviation
   */
  public record KnownAnswers(String kind, int questions, double error) {}

  /** The known answers as {@link #check} found them. */
  public static List<KnownAnswers> knownAnswers() {
    check();
    return Natives.answers().stream()
        .map(answers -> new KnownAnswers(answers.kind(), answers.questions(), answers.error()))
        .toList();
  }

  /**
   * The unpacked native libraries, when they have been compared with their jars.
   *
   * @param count how many there are
   * @param bytes how much room they take
   * @param damaged those that were not as in the jar, and have been unpacked anew
   */
  public record Libraries(int count, long bytes, List<Path> damaged) {}

  /**
   * Compares the unpacked native libraries with their jars, byte for byte, and unpacks anew what is missing or differs.
   * {@link #check} compares their lengths alone once they have been found right.
   *
   * @throws EngineException of kind {@link EngineException.Kind#MACHINE} if they cannot be written
   */
  public static Libraries compareLibraries() {
    try {
      Natives.Compared compared = Natives.compare();
      return new Libraries(compared.libraries(), compared.bytes(), compared.damaged());
    } catch (IllegalStateException e) {
      throw new EngineException(EngineException.Kind.MACHINE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether its native libraries know CUDA; there need not be a graphics processor. */
  public static boolean hasCuda() {
    check();
    return Natives.hasCuda();
  }

  /** How many graphics processors it can use. */
  public static int cudaDevices() {
    check();
    return Natives.cudaDevices();
  }

  /**
   * Where the native libraries are unpacked to; {@code -Dorg.bytedeco.javacpp.cachedir} names another place.
   *
   * @throws EngineException if there is no place that can be written
   */
  public static Path cacheDirectory() {
    try {
      return Natives.cache();
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.MACHINE,
          "no directory for native libraries can be written: name one with"
              + " -Dorg.bytedeco.javacpp.cachedir=DIRECTORY",
          e);
    }
  }
}
