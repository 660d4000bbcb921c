package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;

/** {@code ockham train --on local[2] --ranks 2}: the tasks of a barrier stage are ranks, here threads of this process. */
final class RanksOnSparkTest {

  private static final String TINY = """
      name: tiny
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16], dropout: 0.2}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 3, batch: 20}
      """;

  @TempDir
  private Path folder;

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), text);
  }

  @Test
  @DisplayName("Two ranks come to the files of one process with two shards, and leave nothing else")
  void same() throws IOException {
    Path recipe = recipe(TINY);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    InProcess expected = InProcess.run("train", recipe, "--shards", 2, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    InProcess seen = InProcess.run(
        "train", recipe, "--on", "local[2]", "--ranks", 2, "--shared", shared, "--out", there);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).isEqualTo("joining local[2]\n");
    assertThat(seen.out())
        .contains("2 ranks × 1 shard, to the bits of one process with --shards 2")
        .contains("epoch 3/3  train/loss ")
        .contains("model: " + there.resolve("model.safetensors"));
    same(here, there);
    assertThat(shared).as("what is kept need not be gone on with").isEmptyDirectory();
  }

  private static void same(Path here, Path there) {
    for (String file : new String[] {"model.safetensors", "metrics.csv", "recipe.yaml"}) {
      assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
    }
  }
}
