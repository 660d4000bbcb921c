package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlatformTest {

  private static Platform with(String... files) {
    StringBuilder maps = new StringBuilder("""
        55d0c0a00000-55d0c0a01000 r--p 00000000 08:01 131 /opt/java/bin/java
        7f10a4000000-7f10a4021000 rw-p 00000000 00:00 0
        """);
    for (String file : files) {
      maps.append("7f10a5000000-7f10a5001000 r-xp 00000000 08:01 132 ")
          .append(file)
          .append('\n');
    }
    return Platform.of(
        "Linux amd64", maps + "7ffd3c000000-7ffd3c021000 rw-p 00000000 00:00 0 [stack]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/x86_64-linux-gnu/libc.so.6,glibc,true",
    "/lib64/libc-2.17.so,glibc 2.17,false",
    "/lib64/libc-2.27.so,glibc 2.27,false",
    "/lib64/libc-2.28.so,glibc 2.28,true",
    "/lib/ld-musl-x86_64.so.1,musl,false",
    "/lib/libc.musl-x86_64.so.1,musl,false",
    "/usr/lib/libcrypt.so.1,'',true",
    "/home/musl/libc.so.6,glibc,true",
    "/opt/musl/lib/libjvm.so,'',true"
  })
  void theCLibraryIsTheOneThatTheProcessHasMapped(String file, String library, boolean isServed) {
    assertThat(with(file)).isEqualTo(new Platform("Linux amd64", library, isServed));
  }

  @Test
  void aJavaForGlibcOnASystemOfMuslRunsOnGlibc() {
    assertThat(with("/lib/ld-musl-x86_64.so.1", "/opt/glibc/libc.so.6").library())
        .isEqualTo("glibc");
  }

  @Test
  void itIsSaidWhatWasFoundAndWhatIsNeeded() {
    assertThat(with("/lib/ld-musl-x86_64.so.1").refusal())
        .isEqualTo("ONNX Runtime's native libraries need glibc 2.28 or later, and this Java on"
            + " Linux amd64 runs on musl: take a Java for glibc 2.28 or later, on Debian or Ubuntu"
            + " for example");
    assertThat(with("/lib64/libc-2.17.so").refusal()).contains(" runs on glibc 2.17: ");
    assertThat(with("/lib64/libc.so.6").refusal()).isNull();
    assertThat(Platform.of("Mac OS X aarch64", "").refusal()).isNull();
  }

  @Test
  void whoHasLibrariesForMuslIsNotRefused() {
    System.setProperty("onnxruntime.native.path", "/opt/onnxruntime");
    try {
      assertThat(with("/lib/ld-musl-x86_64.so.1").refusal()).isNull();
    } finally {
      System.clearProperty("onnxruntime.native.path");
    }
  }

  @Test
  void theReasonOfAFailureIsTheInnermost() {
    Throwable failure = new ExceptionInInitializerError(
        new IllegalStateException(new IOException("there is no libstdc++.so.6")));
    assertThat(with("/lib64/libc.so.6").failure(failure))
        .startsWith("ONNX Runtime cannot be loaded on Linux amd64 with glibc:"
            + " java.io.IOException: there is no libstdc++.so.6; its libraries are for Linux on");
    assertThat(Platform.of("Mac OS X x86_64", "").failure(failure))
        .startsWith("ONNX Runtime cannot be loaded on Mac OS X x86_64: ")
        .endsWith(", macOS on AArch64 and Windows on x86-64");
  }

  /** Of each platform with glibc, whichever this one is. */
  @ParameterizedTest
  @ValueSource(strings = {"linux-x64", "linux-aarch64"})
  void theLibrariesAskForTheReleasesThatMessagesNameAndForNoNewerOnes(String platform)
      throws IOException {
    String libraries = text(platform, "onnxruntime") + text(platform, "onnxruntime4j_jni");
    assertThat(newest("GLIBC_2\\.", libraries)).isEqualTo(Platform.GLIBC);
    assertThat(newest("GLIBCXX_3\\.4\\.", libraries)).isEqualTo(Platform.GLIBCXX);
  }

  private static String text(String platform, String library) throws IOException {
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(
        "/ai/onnxruntime/native/" + platform + "/lib" + library + ".so")) {
      assertThat(in).as("%s of %s", library, platform).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The last number of the newest version of symbols that is named so. */
  private static int newest(String prefix, String libraries) {
    return Pattern.compile(prefix + "(\\d+)")
        .matcher(libraries)
        .results()
        .map((MatchResult found) -> found.group(1))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }
}
