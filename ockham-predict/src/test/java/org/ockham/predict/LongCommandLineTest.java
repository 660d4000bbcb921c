package org.ockham.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ONNX Runtime reads the process's command line: one as long as a service's must not end it. */
final class LongCommandLineTest {

  /** What the other process runs. */
  static final class Loading {
    private Loading() {}

    public static void main(String[] arguments) {
      try {
        Model.of(new byte[0]);
      } catch (PredictException e) {
        System.out.println("loaded");
      }
    }
  }

  @Test
  void theRuntimeIsLoadedWhateverItsLength() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Loading.class.getName(),
            "/nowhere/library.jar:".repeat(1_000))
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("loaded");
  }
}
