package org.ockham.tensor.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Where this process runs, as far as native libraries ask.
 *
 * @param name operating system and processor, as JavaCPP names them: {@code linux-x86_64}
 * @param library the C library of this process, on Linux
 */
record Platform(String name, CLibrary library) {

  /** Those that there are natives for, each in an artifact {@code ockham-natives-NAME}. */
  static final List<String> SUPPORTED = List.of("linux-x86_64", "macosx-arm64", "windows-x86_64");

  /** Those of them with natives for CUDA, too, and with MKL. */
  private static final List<String> CUDA_AND_MKL = List.of("linux-x86_64", "windows-x86_64");

  /** The release of glibc whose symbols the natives for Linux ask for; they ask for no newer ones. */
  static final String GLIBC = "2.35";

  /** With it JavaCPP loads MKL where OpenBLAS is asked for. */
  static final String LOAD_MKL = "-D" + NativeLibraries.LOAD_BLAS + "=mkl_rt";

  private static final Path MAPPED = Path.of("/proc/self/maps");

  private static final Pattern GLIBC_FILE = Pattern.compile("(?m)/libc(\\.so\\.6|-2\\.\\d+\\.so)$");
  private static final Pattern MUSL_FILE = Pattern.compile("(?m)/(ld-musl-|libc\\.musl-)[^/]*$");

  /** What a process is linked to. */
  enum CLibrary {
    GLIBC,
    MUSL,
    /** No Linux, or nothing that says so. */
    UNKNOWN;

    /**
     * By what the process has mapped: files of the system tell of the system, which may have both. Where glibc is mapped it is
     * glibc that Java runs on, whatever else is there.
     *
     * @param maps what {@code /proc/self/maps} says
     */
    static CLibrary mappedIn(String maps) {
      if (GLIBC_FILE.matcher(maps).find()) {
        return GLIBC;
      }
      return MUSL_FILE.matcher(maps).find() ? MUSL : UNKNOWN;
    }
  }

  /** This process's. */
  static Platform here() {
    return new Platform(Loader.getPlatform(), libraryHere());
  }

  private static CLibrary libraryHere() {
    try {
      return Files.isReadable(MAPPED)
          ? CLibrary.mappedIn(Files.readString(MAPPED))
          : CLibrary.UNKNOWN;
    } catch (IOException e) {
      return CLibrary.UNKNOWN;
    }
  }

  /** Why nothing may be loaded here, and what to do; null where it may. With musl the system would end the process, without a word. */
  @Nullable
  String refusal() {
    if (library != CLibrary.MUSL) {
      return null;
    }
    return "the engine's native libraries need glibc " + GLIBC + " or later, and this Java on "
        + name + " runs on musl: take a Java for glibc, on Debian or Ubuntu for example";
  }

  /** What to say where the natives of this platform are not on the class path. */
  String missing() {
    String those = "the engine's native libraries for " + name + " are not on the class path";
    if (SUPPORTED.contains(name)) {
      return those + ": add org.ockham:ockham-natives-" + name
          + ", or org.ockham:ockham-natives, which has every platform's";
    }
    return those + ", for there are none: run on linux-x86_64 (with glibc " + GLIBC
        + " or later), macosx-arm64 or windows-x86_64; this Java says that it is " + said();
  }

  /** What to say where a graphics processor is asked for and the natives are those without CUDA. */
  String cudaMissing() {
    String those = "the engine's native libraries compute on the CPU alone";
    return CUDA_AND_MKL.contains(name)
        ? those + "; take org.ockham:ockham-natives-" + name + "-gpu in place of ockham-natives-"
            + name + " (in a checkout -Pgpu), or the device cpu"
        : those + ", and for " + name + " there are none with CUDA; take the device cpu";
  }

  /**
   * What to say where OpenBLAS multiplies although MKL is meant; empty where it is not.
   *
   * @param there whether MKL is on the class path
   * @param asked whether Java was started with {@link #LOAD_MKL}
   */
  String mklMissing(boolean there, boolean asked) {
    if (!asked) {
      return there
          ? "MKL is on the class path and nothing loads it: start Java with " + LOAD_MKL
          : "";
    }
    String unmet = "Java was started with " + LOAD_MKL + ", and ";
    if (!CUDA_AND_MKL.contains(name)) {
      return unmet + "for " + name + " there is no MKL: start it without";
    }
    String artifact = "org.ockham:ockham-mkl-" + name;
    return there
        ? unmet + "the MKL on the class path is not of the release that OpenBLAS looks for: take "
            + artifact + " in its place"
        : unmet + "no MKL was found: add " + artifact;
  }

  /** In Java's own words, which a translator of other processors' code changes too. */
  private static String said() {
    return System.getProperty("os.name") + " on "
        + String.valueOf(System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
  }
}
