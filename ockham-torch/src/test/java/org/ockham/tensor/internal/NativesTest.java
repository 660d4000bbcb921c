package org.ockham.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.JavaCommand;
import org.ockham.tensor.Autocast;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** How the engine is loaded, in processes of their own. */
final class NativesTest {

  /** How often what depends on the moment is tried; more with {@code -Dnatives.rounds=20}. */
  private static final int ROUNDS = Integer.getInteger("natives.rounds", 1);

  @TempDir
  private Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"-ea", "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider"})
  @DisplayName(
      "An engine that is right without oneDNN works without, and says so once, with and without a log")
  void withoutOneDnn(String option) throws IOException, InterruptedException {
    Started started = start(List.of(option), "plant", "input gradient", "oneDNN");
    assertThat(started.code()).isZero();
    assertThat(started.lines())
        .filteredOn(line -> line.contains("oneDNN computes wrongly"))
        .singleElement()
        .asString()
        .contains("input gradients: the convolution of [2, 1, 7, 6]", "ONEDNN_MAX_CPU_ISA=AVX");
    assertThat(started.lines()).endsWith("9.0", "uses oneDNN: false");
  }

  @Test
  @DisplayName("An engine that is wrong also without oneDNN is refused at every door")
  void refused() throws IOException, InterruptedException {
    Started started = start(List.of(), "plant", "product", "always");
    assertThat(started.code()).isZero();
    assertThat(started.lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line)
            .startsWith(
                "MACHINE: the engine computes wrongly on this processor, also without oneDNN"
                    + " (products: the product of [1, 65] and [65, 33] in FLOAT32 is off by"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ones", "generator", "scope", "no grad", "autocast"})
  @DisplayName("Whatever is touched first: nothing is said while the engine is loaded")
  void silence(String door) throws IOException, InterruptedException {
    assertThat(start(List.of(), "open", door)).isEqualTo(new Started(0, List.of("opened")));
  }

  @Test
  @DisplayName("Processes that unpack at once into an empty directory all start")
  void atOnce() throws IOException, InterruptedException {
    assumeRoom();
    for (int round = 0; round < ROUNDS; round++) {
      Path empty = cache.resolve("round" + round);
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < (ROUNDS > 1 ? 8 : 3); i++) {
        processes.add(process(unpackingTo(empty), "open", "ones").start());
      }
      for (Process process : processes) {
        assertThat(Started.of(process)).isEqualTo(new Started(0, List.of("opened")));
      }
      delete(empty);
    }
  }

  @Test
  @DisplayName(
      "After a process was killed while it unpacked the next one starts, and leaves nothing of the other's")
  void killed() throws IOException, InterruptedException {
    assumeRoom();
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      Path empty = cache.resolve("round" + round);
      Process process = process(unpackingTo(empty), "open", "ones").start();
      long patience = random.nextInt(1 << 20, 300 << 20);
      while (process.isAlive() && size(empty) < patience) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      assertThat(start(unpackingTo(empty), "open", "ones"))
          .isEqualTo(new Started(0, List.of("opened")));
      try (Stream<Path> files = Files.walk(empty)) {
        assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
      }
      delete(empty);
    }
  }

  @Test
  @DisplayName("A library that is short, other, or gone is unpacked anew before it is loaded")
  void damaged() throws IOException, InterruptedException {
    assumeRoom();
    Path cache = Files.createDirectory(this.cache.resolve("cache"));
    Started opened = new Started(0, List.of("opened"));
    assertThat(start(unpackingTo(cache), "open", "ones")).isEqualTo(opened);
    Path library = find(cache, System.mapLibraryName("c10"));
    byte[] right = Files.readAllBytes(library);

    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.setLength(right.length / 3);
    }
    assertThat(start(unpackingTo(cache), "open", "ones")).isEqualTo(opened);
    assertThat(library).hasBinaryContent(right);

    // As long as the right one and as old, in a directory that nobody has found whole yet.
    spoil(library);
    try (Stream<Path> files = Files.list(library.getParent())) {
      for (Path mark : files.filter(file -> file.toString().endsWith(".whole")).toList()) {
        Files.delete(mark);
      }
    }
    assertThat(start(unpackingTo(cache), "open", "ones")).isEqualTo(opened);
    assertThat(library).hasBinaryContent(right);

    // The same where it was found whole: who compares finds it.
    spoil(library);
    assertThat(start(unpackingTo(cache), "compare").lines())
        .containsExactly("damaged: " + library.getFileName(), "damaged: none");
    assertThat(library).hasBinaryContent(right);

    delete(library.getParent());
    Files.createDirectories(library.getParent());
    assertThat(start(unpackingTo(cache), "open", "ones")).isEqualTo(opened);
    assertThat(library).hasBinaryContent(right);
    delete(cache);
  }

  /** Other bytes at the same length and time. */
  private static void spoil(Path library) throws IOException {
    FileTime time = Files.getLastModifiedTime(library);
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[4096]);
    }
    Files.setLastModifiedTime(library, time);
  }

  private static Path find(Path cache, String name) throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(file -> file.endsWith(name) && !Files.isSymbolicLink(file))
          .findFirst()
          .orElseThrow();
    }
  }

  private void assumeRoom() throws IOException {
    FileStore disk = Files.getFileStore(cache);
    Assumptions.assumeTrue(
        disk.getUsableSpace() > 2L << 30, "the disk has no room to unpack the libraries again");
  }

  private static long size(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return 0;
    }
    long size = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        size += Files.isRegularFile(file) ? file.toFile().length() : 0;
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      return 0; // a draft was renamed meanwhile
    }
    return size;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<String> unpackingTo(Path directory) {
    return List.of("-Dorg.bytedeco.javacpp.cachedir=" + directory);
  }

  private static Started start(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    return Started.of(process(options, arguments).start());
  }

  private static ProcessBuilder process(List<String> options, String... arguments) {
    List<String> command = JavaCommand.start();
    command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) { // which would warn of what the binding does
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** What a process said, on both streams, and how it ended. */
  private record Started(int code, List<String> lines) {

    static Started of(Process process) throws IOException, InterruptedException {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new Started(process.exitValue(), output.lines().toList());
    }
  }

  /** The other processes' program. */
  static final class Child {

    public static void main(String... arguments) {
      switch (arguments[0]) {
        case "open" -> open(arguments[1]);
        case "plant" -> plant(new WrongArithmetic(arguments[1], arguments[2].equals("oneDNN")));
        default -> {
          for (int i = 0; i < 2; i++) {
            List<Path> damaged = Engine.compareLibraries().damaged();
            System.out.println(
                "damaged: " + (damaged.isEmpty() ? "none" : damaged.get(0).getFileName()));
          }
        }
      }
    }

    private static void open(String door) {
      switch (door) {
        case "ones" -> Tensor.ones(2, 2);
        case "generator" -> Generator.seeded(1);
        case "scope" -> Scope.open().close();
        case "no grad" -> NoGrad.on().close();
        default -> Autocast.on(Device.cpu(), DType.BFLOAT16).close();
      }
      System.out.println("opened");
    }

    private static void plant(Arithmetic wrong) {
      try {
        Natives.load(wrong);
      } catch (IllegalStateException e) {
        for (Runnable door : List.<Runnable>of(
            Engine::check, () -> Tensor.ones(2), Scope::open, () -> Generator.seeded(1))) {
          try {
            door.run();
          } catch (EngineException refusal) {
            System.out.println(refusal.kind() + ": " + refusal.getMessage());
          }
        }
        return;
      }
      System.out.println(Tensor.ones(3, 3).sum().item());
      System.out.println("uses oneDNN: " + Engine.usesOneDnn());
    }
  }
}
