package org.ockham.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where this process runs, as far as ONNX Runtime's native libraries ask.
 *
 * @param name system and processor, in Java's words: {@code Linux amd64}
 * @param library the C library that the process is linked to, with its release if that is known; empty if nothing is
 * @param isServed whether that is one that the libraries can do with; an unknown one may be
 */
record Platform(String name, String library, boolean isServed) {

  /** The release of glibc, after its "2.", whose symbols the libraries for Linux ask for; they ask for no newer ones. */
  static final int GLIBC = 28;

  /** That of libstdc++, after its "3.4.": GCC 6 brought it. */
  static final int GLIBCXX = 22;

  private static final String NEEDED = "glibc 2." + GLIBC + " or later";

  /** By this property the runtime is told where other libraries than its own are, whatever they are made for. */
  private static final String OTHERS = "onnxruntime.native.path";

  private static final Path MAPPED = Path.of("/proc/self/maps");

  /** Up to 2.33 its file has its release in its name. */
  private static final Pattern GLIBC_FILE =
      Pattern.compile("(?m)/libc(?:\\.so\\.6|-2\\.(\\d+)\\.so)$");

  private static final Pattern MUSL_FILE = Pattern.compile("(?m)/(ld-musl-|libc\\.musl-)[^/\n]*$");

  /** This process's. */
  static Platform here() {
    return of(System.getProperty("os.name") + " " + System.getProperty("os.arch"), mapped());
  }

  /**
   * By what the process has mapped: files of the system tell of the system, which may have both. Where glibc is mapped it is glibc that
   * Java runs on, whatever else is there.
   *
   * @param maps what {@code /proc/self/maps} says; empty if there is none
   */
  static Platform of(String name, String maps) {
    Matcher glibc = GLIBC_FILE.matcher(maps);
    if (glibc.find()) {
      String release = glibc.group(1);
      return release == null
          ? new Platform(name, "glibc", true)
          : new Platform(name, "glibc 2." + release, Integer.parseInt(release) >= GLIBC);
    }
    return MUSL_FILE.matcher(maps).find()
        ? new Platform(name, "musl", false)
        : new Platform(name, "", true);
  }

  private static String mapped() {
    try {
      return Files.isReadable(MAPPED) ? Files.readString(MAPPED) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Why nothing may be loaded here, and what to do; null where it may. What is made for another C library can end the process. */
  @Nullable
  String refusal() {
    return isServed || System.getProperty(OTHERS) != null
        ? null
        : "ONNX Runtime's native libraries need " + NEEDED + ", and this Java on " + name
            + " runs on " + library + ": take a Java for " + NEEDED
            + ", on Debian or Ubuntu for example";
  }

  /** What to say where they were not loaded for this reason. */
  String failure(Throwable thrown) {
    Throwable reason = thrown;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return "ONNX Runtime cannot be loaded on " + name
        + (library.isEmpty() ? "" : " with " + library) + ": " + reason
        + "; its libraries are for Linux on x86-64 and AArch64 (with " + NEEDED
        + " and the libstdc++ of GCC 6 or later), macOS on AArch64 and Windows on x86-64";
  }
}
