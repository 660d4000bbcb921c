package org.ockham.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.tensor.Engine;
import org.ockham.tensor.internal.Platform.CLibrary;

final class PlatformTest {

  /** As the versions of symbols are named in a library. */
  private static final byte[] SYMBOL = "GLIBC_2.".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/x86_64-linux-gnu/libc.so.6,GLIBC",
    "/lib64/libc-2.17.so,GLIBC",
    "/lib/ld-musl-x86_64.so.1,MUSL",
    "/lib/libc.musl-x86_64.so.1,MUSL",
    "/usr/lib/libcrypt.so.1,UNKNOWN",
    "/home/musl/libc.so.6,GLIBC",
    "/opt/musl/lib/libjvm.so,UNKNOWN"
  })
  @DisplayName("The C library is the one that the process has mapped")
  void mapped(String file, CLibrary expected) {
    String maps = """
        55d0c0a00000-55d0c0a01000 r--p 00000000 08:01 131 /opt/java/bin/java
        7f10a4000000-7f10a4021000 rw-p 00000000 00:00 0
        7f10a5000000-7f10a5001000 r-xp 00000000 08:01 132 %s
        7ffd3c000000-7ffd3c021000 rw-p 00000000 00:00 0 [stack]
        """.formatted(file);
    assertThat(CLibrary.mappedIn(maps)).isEqualTo(expected);
  }

  @Test
  @DisplayName("A Java for glibc on a system of musl runs on glibc")
  void both() {
    assertThat(
            CLibrary.mappedIn(
                "1-2 r-xp 0 08:01 1 /lib/ld-musl-x86_64.so.1\n2-3 r-xp 0 08:01 1 /opt/glibc/libc.so.6\n"))
        .isEqualTo(CLibrary.GLIBC);
  }

  @Test
  @DisplayName("With musl nothing is loaded, and it is said what is needed; elsewhere all may be")
  void musl() {
    assertThat(new Platform("linux-x86_64", CLibrary.MUSL).refusal())
        .isEqualTo("the engine's native libraries need glibc 2.35 or later, and this Java on"
            + " linux-x86_64 runs on musl: take a Java for glibc, on Debian or Ubuntu for example");
    assertThat(new Platform("linux-x86_64", CLibrary.GLIBC).refusal()).isNull();
    assertThat(new Platform("macosx-arm64", CLibrary.UNKNOWN).refusal()).isNull();
  }

  @Test
  @DisplayName("Where MKL is meant and does not multiply, it is said what is lacking")
  void mkl() {
    Platform linux = new Platform("linux-x86_64", CLibrary.GLIBC);
    assertThat(linux.mklMissing(false, false)).isEmpty();
    assertThat(linux.mklMissing(true, false))
        .isEqualTo("MKL is on the class path and nothing loads it: start Java with"
            + " -Dorg.bytedeco.openblas.load=mkl_rt");
    assertThat(linux.mklMissing(false, true)).endsWith("add org.ockham:ockham-mkl-linux-x86_64");
    assertThat(linux.mklMissing(true, true))
        .endsWith("take org.ockham:ockham-mkl-linux-x86_64 in its place");
    assertThat(new Platform("macosx-arm64", CLibrary.UNKNOWN).mklMissing(false, true))
        .endsWith("there is no MKL: start it without");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere there is no glibc")
  @DisplayName("The natives ask for the release of glibc that messages name, and for no newer one")
  void newestSymbol() throws IOException {
    Engine.check();
    List<Path> libraries = new ArrayList<>();
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path unpacked = Engine.cacheDirectory().resolve(Path.of(jar).getFileName());
      if (jar.contains(Engine.platform()) && Files.isDirectory(unpacked)) {
        try (Stream<Path> files = Files.walk(unpacked)) {
          files
              .filter(file -> file.getFileName().toString().matches("lib.*\\.so[.0-9]*"))
              .filter(file -> !Files.isSymbolicLink(file))
              .forEach(libraries::add);
        }
      }
    }
    assertThat(libraries).hasSizeGreaterThan(5);
    int newest = 0;
    for (Path library : libraries) {
      newest = Math.max(newest, newestSymbol(library));
    }
    assertThat("2." + newest).isEqualTo(Platform.GLIBC);
  }

  /** The minor number of the newest version that it names. */
  private static int newestSymbol(Path library) throws IOException {
    try (InputStream in = Files.newInputStream(library)) {
      byte[] bytes = new byte[1 << 20];
      int newest = 0;
      int seen = 0;
      int minor = 0;
      for (int length = in.read(bytes); length > 0; length = in.read(bytes)) {
        for (int i = 0; i < length; i++) {
          byte next = bytes[i];
          if (seen < SYMBOL.length) {
            seen = next == SYMBOL[seen] ? seen + 1 : next == SYMBOL[0] ? 1 : 0;
          } else if (next >= '0' && next <= '9') {
            minor = minor * 10 + next - '0';
          } else {
            newest = Math.max(newest, minor);
            seen = 0;
            minor = 0;
          }
        }
      }
      return newest;
    }
  }
}
