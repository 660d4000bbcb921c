package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.fetch.Cache;
import org.ockham.tensor.Engine;
import org.ockham.tensor.internal.WrongEngine;
import tools.jackson.databind.JsonNode;

final class DoctorCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("doctor looks at everything and is content here")
  void healthy() {
    Command doctor = Command.run("doctor");
    assertThat(doctor.out())
        .contains(
            "ok  java: ",
            "ok  native libraries: ",
            "ok  sqlite: unpacked to ",
            "ok  engine: libtorch",
            "kernels: ",
            "ok  blas: ",
            "ok  known answers, products: ",
            "ok  known answers, convolutions' input gradients: ",
            "onednn: ",
            "threads: ",
            "gpu: ",
            "data mnist");
    JsonNode json = Command.run("doctor", "--json").json();
    assertThat(json.get(0).get("subject").asString()).isEqualTo("ockham");
    assertThat(json.toString())
        .contains("\"subject\":\"known answers, convolutions' weight gradients\"");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere another allocator is at work")
  @DisplayName(
      "doctor says how memory is allocated, and what it is worth where it is left as it is")
  void allocator() throws IOException, InterruptedException {
    Map<String, String> kept = Map.of("MALLOC_ARENA_MAX", "1");
    try (Child child = Child.start(folder, List.of(), kept, "doctor")) {
      assertThat(child.code()).isZero();
      assertThat(child.output()).contains("ok  allocator: MALLOC_ARENA_MAX=1");
    }
  }

  @Test
  @DisplayName("A cache that cannot be written is a problem with a remedy")
  void badCache() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<Diagnosis.Finding> findings = Diagnosis.make(Cache.in(file.resolve("cache")));
    assertThat(findings)
        .filteredOn(finding -> finding.subject().equals("data cache"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.status()).isEqualTo(Diagnosis.Status.PROBLEM);
          assertThat(finding.remedy()).contains("OCKHAM_HOME");
        });
  }

  @Test
  @DisplayName("Without natives for the platform doctor says so, and other commands end with 3")
  void noNatives() throws IOException, InterruptedException {
    List<String> elsewhere = List.of("-Dorg.bytedeco.javacpp.platform=linux-riscv64");
    try (Child child = Child.start(folder, elsewhere, Map.of(), "doctor")) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output())
          .contains("problem  engine: ", "linux-riscv64", "→ ", "ok  data glyphs");
    }
    try (Child child =
        Child.start(folder, elsewhere, Map.of(), "train", Command.tiny(folder).toString())) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output()).contains("ockham: ", "linux-riscv64").doesNotContain("\tat ");
    }
    assertThat(folder.resolve("runs")).doesNotExist();
    try (Child child = Child.start(folder, elsewhere, Map.of(), "--help")) {
      assertThat(child.code()).isZero();
    }
  }

  @Test
  @DisplayName(
      "Where nothing can be unpacked doctor says so of both kinds of libraries, and a study ends with 3")
  void nowhereToUnpack() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<String> nowhere = List.of(
        "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("a"),
        "-Duser.home=" + file.resolve("b"),
        "-Djava.io.tmpdir=" + file.resolve("c"));
    try (Child child = Child.start(folder, nowhere, Map.of(), "doctor")) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output())
          .contains(
              "problem  native libraries: ",
              "-Dorg.bytedeco.javacpp.cachedir=",
              "problem  sqlite: ",
              "there is no such directory",
              "-Dorg.sqlite.tmpdir=")
          .doesNotContain("\tat ", "rm -r");
    }
  }

  @Test
  @DisplayName("An engine that computes wrongly is a problem to doctor, and ends a command with 3")
  void wrongEngine() throws IOException, InterruptedException {
    List<String> wrong = List.of("-D" + WrongEngine.PROPERTY + "=always");
    try (Child child = Child.start(WrongEngine.class, folder, wrong, Map.of(), "doctor")) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output())
          .contains("problem  engine: ", "computes wrongly", "the product of [1, 65]");
    }
    try (Child child = Child.start(
        WrongEngine.class,
        folder,
        wrong,
        Map.of(),
        "train",
        Command.tiny(folder).toString())) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output()).contains("ockham: ", "computes wrongly").doesNotContain("\tat ");
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  @DisplayName("An engine that is right without oneDNN is used without, and doctor notes it")
  void wrongOneDnn() throws IOException, InterruptedException {
    List<String> wrong = List.of("-D" + WrongEngine.PROPERTY + "=oneDNN");
    try (Child child = Child.start(WrongEngine.class, folder, wrong, Map.of(), "doctor")) {
      assertThat(child.code()).isZero();
      assertThat(child.output())
          .containsOnlyOnce("oneDNN computes wrongly on this processor")
          .contains(
              "ok  engine: ", "without oneDNN", "note  onednn: not used", "ONEDNN_MAX_CPU_ISA=AVX");
    }
  }

  @Test
  @DisplayName("doctor notes an MKL that is there and does not multiply")
  void idleMkl() throws IOException, InterruptedException {
    // All that is known of it is its folder, which stands on the boot class path here.
    Files.createDirectories(folder.resolve("org/bytedeco/mkl/" + Engine.platform()));
    try (Child child =
        Child.start(folder, List.of("-Xbootclasspath/a:" + folder), Map.of(), "doctor")) {
      assertThat(child.code()).isZero();
      assertThat(child.output())
          .contains("note  blas: OpenBLAS", "→ MKL is on the class path and nothing loads it");
    }
  }

  @Test
  @DisplayName("With a home that cannot be written doctor says so, and what to do")
  void readOnlyHome() throws IOException, InterruptedException {
    // A file where the home should be: not even root can write below it.
    Path home = Files.writeString(folder.resolve("file"), "").resolve("home");
    try (Child child = Child.start(
        folder,
        List.of("-Duser.home=" + home),
        Map.of("XDG_CACHE_HOME", "", "OCKHAM_HOME", ""),
        "doctor")) {
      assertThat(child.code()).isEqualTo(3);
      assertThat(child.output()).contains("problem  data cache: ", "set OCKHAM_HOME");
    }
  }
}
