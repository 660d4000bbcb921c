package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {

  /** What the other process runs: it asks twice. */
  static final class Loading {
    private Loading() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          Model.of(new byte[0]);
        } catch (PredictException e) {
          System.out.println(e.kind() + " " + e.getMessage());
        }
      }
    }
  }

  private static List<String> said(List<String> options, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Loading.class.getName(), arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** ONNX Runtime reads the process's command line: one as long as a service's must not end it. */
  @Test
  void theRuntimeIsLoadedWhateverTheLengthOfTheCommandLine()
      throws IOException, InterruptedException {
    assertThat(said(List.of(), "/nowhere/library.jar:".repeat(1_000)))
        .hasSize(2)
        .allMatch(line -> line.startsWith("MODEL the bytes are no model: "));
  }

  @Test
  void whatKeepsTheRuntimeFromBeingLoadedIsSaidEachTime(@TempDir Path empty)
      throws IOException, InterruptedException {
    assertThat(said(List.of("-Donnxruntime.native.path=" + empty), ""))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line)
            .startsWith("MACHINE ONNX Runtime cannot be loaded on " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch"))
            .contains(empty.toString())
            .contains("; its libraries are for Linux on x86-64 and AArch64 (with glibc 2.28 or"
                + " later and the libstdc++ of GCC 6 or later)"));
  }

  @Test
  void whereTheLibrariesAreForAnotherCLibraryNoneIsLoaded() {
    Platform alpine = Platform.of("Linux amd64", "1-2 r-xp 0 08:01 1 /lib/ld-musl-x86_64.so.1\n");
    assertThatThrownBy(() -> Environment.made(alpine))
        .isInstanceOf(PredictException.class)
        .hasMessage(alpine.refusal())
        .hasNoCause()
        .satisfies(refused -> assertThat(((PredictException) refused).kind())
            .isEqualTo(PredictException.Kind.MACHINE));
  }
}
