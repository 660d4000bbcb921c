package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScheduleCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("A schedule is drawn as a line of text, and as a picture")
  void one() throws IOException {
    Path picture = folder.resolve("curve.png");
    Command command = Command.run(
        "schedule", "step", "--set", "stepSize=2", "--lr", 1, "--steps", 5, "--out", picture);
    assertThat(command.out())
        .startsWith(
            "step\n██▂▂▁\n1.000 at step 0, 1.000 at step 1, 0.1000 at step 2, 0.1000 at step 3, 0.01000 at step 4\n");
    assumeThat(command.code()).as("3 where Java finds no fonts").isNotEqualTo(3);
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).endsWith("picture: " + picture + "\n");
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1120);
  }

  @Test
  @DisplayName("Without a name all are drawn, in one picture")
  void gallery() throws IOException {
    Path picture = folder.resolve("all.png");
    Command command = Command.run("schedule", "--out", picture);
    assertThat(command.out()).contains("step\n", "one-cycle\n", "plateau\n", "sequential\n");
    assumeThat(command.code()).as("3 where Java finds no fonts").isNotEqualTo(3);
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(4 * 2 * 300);
  }

  @Test
  @DisplayName("What is wrong is refused in one sentence, and nothing is drawn")
  void refuses() throws IOException {
    Path picture = folder.resolve("none.png");
    refused(2, "There is no schedule 'stepp' (did you mean step?)", "stepp");
    refused(2, "--set gamma=-1: step.gamma is -1", "step", "--set", "gamma=-1");
    refused(2, "--set is 'gamma', but must be KEY=VALUE", "step", "--set", "gamma");
    refused(2, "--steps is 0: it must lie between 1 and 1000000", "step", "--steps", 0);
    refused(2, "--lr is -1.0: it must be at least 0", "step", "--lr", -1);
    refused(2, "--set, --steps and --lr are of one schedule: name it", "--steps", 5);
    Files.writeString(picture, "mine");
    Command taken = Command.run("schedule", "step", "--out", picture);
    assertThat(taken.code()).isEqualTo(4);
    assertThat(taken.err()).contains("none.png: is there already, and is not overwritten");
    assertThat(picture).hasContent("mine");
  }

  private void refused(int code, String words, Object... arguments) {
    Path picture = folder.resolve("refused.png");
    Object[] all = new Object[arguments.length + 3];
    all[0] = "schedule";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--out";
    all[arguments.length + 2] = picture;
    Command command = Command.run(all);
    assertThat(command.code()).as(words).isEqualTo(code);
    assertThat(command.err()).startsWith("ockham: ").contains(words);
    assertThat(command.out()).isEmpty();
    assertThat(picture).doesNotExist();
  }

  @Test
  @DisplayName(
      "Where there are no fonts the curve is printed, one sentence says what to install, and no file is left")
  void withoutFonts() throws IOException, InterruptedException {
    assumeThat(System.getProperty("os.name"))
        .as("fonts are found by fontconfig")
        .isEqualTo("Linux");
    Path none = Files.writeString(
        folder.resolve("none.conf"), "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    Path picture = folder.resolve("curve.png");
    try (Child child = Child.start(
        folder,
        List.of("-Duser.home=" + folder, "-XX:TieredStopAtLevel=1"),
        Map.of("FONTCONFIG_FILE", none.toString()),
        "schedule",
        "cosine",
        "--out",
        picture.toString())) {
      assertThat(child.code()).as(child.output()).isEqualTo(3);
      assertThat(child.output())
          .contains("cosine\n█")
          .contains("ockham: A picture needs letters, but Java finds no font on this machine (")
          .contains("install fontconfig and a font")
          .doesNotContain("\tat ");
    }
    assertThat(picture).doesNotExist();
  }
}
