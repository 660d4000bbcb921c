package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.JavaCommand;

final class EngineTest {

  @TempDir
  Path folder;

  @Test
  void saysWhatItIs() {
    Engine.check();
    assertThat(Engine.version()).matches("\\d+\\.\\d+\\.\\d+-\\d+\\.\\d+\\.\\d+");
    assertThat(Engine.platform()).matches("[a-z]+-[a-z0-9_]+");
    assertThat(Engine.blas()).matches("OpenBLAS( \\(\\w+\\))?|MKL");
    assertThat(Engine.kernels()).matches("[A-Z0-9]+(, .*)?");
    assertThat(Engine.knownAnswers()).hasSize(7);
    assertThat(Engine.cudaDevices()).isNotNegative();
    assertThat(Engine.cacheDirectory()).isDirectory();
  }

  @Test
  void withoutNativesEveryDoorSaysTheSame() throws Exception {
    String missing =
        "EngineException: the engine's native libraries for linux-armhf are not on the class path,"
            + " for there are none: run on linux-x86_64 (with glibc 2.35 or later), macosx-arm64 or"
            + " windows-x86_64; this Java says that it is ";
    assertThat(child("-Dorg.bytedeco.javacpp.platform=linux-armhf"))
        .hasSize(11)
        .allSatisfy(line -> assertThat(line)
            .contains(missing + System.getProperty("os.name") + " on ")
            .endsWith(System.getProperty("os.arch")));
  }

  @Test
  void withoutTheNativesOfASupportedPlatformTheArtifactIsNamed() throws Exception {
    String other = Engine.platform().equals("windows-x86_64") ? "macosx-arm64" : "windows-x86_64";
    assertThat(child("-Dorg.bytedeco.javacpp.platform=" + other))
        .hasSize(11)
        .allSatisfy(line -> assertThat(line)
            .endsWith("EngineException: the engine's native libraries for " + other
                + " are not on the class path: add org.ockham:ockham-natives-" + other
                + ", or org.ockham:ockham-natives, which has every platform's"));
  }

  @Test
  void withoutAPlaceToUnpackToEveryDoorSaysTheSame() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(child(
            "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("a"),
            "-Duser.home=" + file.resolve("b"),
            "-Djava.io.tmpdir=" + file.resolve("c")))
        .hasSize(11)
        .allSatisfy(line -> assertThat(line)
            .contains("EngineException: ")
            .endsWith("can be written: name one with -Dorg.bytedeco.javacpp.cachedir=DIRECTORY"));
  }

  private static List<String> child(String... options) throws IOException, InterruptedException {
    List<String> command = JavaCommand.start();
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), EngineTest.Doors.class.getName()));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }

  /** What a program may touch first. */
  static final class Doors {

    public static void main(String[] arguments) {
      door("Tensor", () -> Tensor.of(1));
      door("Tensor again", () -> Tensor.zeros(2));
      door("check", Engine::check);
      door("Generator", () -> Generator.seeded(1));
      door("Generator again", () -> RandomKey.of(1).generator());
      door("NoGrad", NoGrad::on);
      door("Scope", Scope::open);
      door("Operator", () -> Operator.named("aten::relu"));
      door("Threads", Threads::prepare);
      door("cudaDevices", Engine::cudaDevices);
      door("blas", Engine::blas);
    }

    private static void door(String name, Runnable use) {
      try {
        use.run();
        System.out.println(name + " opened");
      } catch (Throwable e) {
        System.out.println(name + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}
