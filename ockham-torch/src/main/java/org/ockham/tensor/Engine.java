package org.ockham.tensor;

import java.io.IOException;
import java.nio.file.Path;
import org.ockham.tensor.internal.Natives;

/** The native library below: whether it is there, and what it is. */
public final class Engine {

  private Engine() {}

  /**
   * Loads the native libraries; the first use of a tensor does so, too. The first time on a machine they are unpacked to
   * {@link #cacheDirectory}, which takes some seconds.
   *
   * @throws EngineException if this platform's libraries are not on the class path, there is no directory to unpack them
   *     to, or the system cannot load them
   */
  public static void check() {
    try {
      Natives.load();
    } catch (IllegalStateException e) {
      throw new EngineException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The version of libtorch and, after a hyphen, of its binding: {@code 2.10.0-1.5.13}. */
  public static String version() {
    return Natives.version();
  }

  /** Operating system and processor: {@code linux-x86_64}. */
  public static String platform() {
    return Natives.platform();
  }

  /** The library that multiplies matrices: {@code OpenBLAS} or {@code MKL}. */
  public static String blas() {
    check();
    return Natives.blas();
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
          "no directory for native libraries can be written: name one with"
              + " -Dorg.bytedeco.javacpp.cachedir=DIRECTORY",
          e);
    }
  }
}
