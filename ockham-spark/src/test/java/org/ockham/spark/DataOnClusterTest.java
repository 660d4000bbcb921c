package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;

/** Machines that do not see what this one has. Run by {@code ./mvnw -Pcluster verify}. */
@Tag("cluster")
final class DataOnClusterTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "A file that only this machine has is sent, once to each process, and comes to the same results")
  void sent() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    assumeTrue(
        StandaloneCluster.canHide(data), "no directory can be hidden: that takes root and unshare");
    String rows = IntStream.range(0, 400)
        .mapToObj(i -> i % 17 + "," + i % 5 + "," + (i % 17 > 8 ? "high" : "low"))
        .collect(Collectors.joining("\n", "a,b,level\n", "\n"));
    Path file = Files.writeString(data.resolve("rows.csv"), rows);
    Path recipe = Files.writeString(folder.resolve("rows.yaml"), """
        name: rows
        task: classification
        data: {set: csv, table: {file: %s, target: level}, train: 0.6, validation: 0.2}
        model: {kind: mlp, hidden: [8]}
        optimizer: {kind: adam, lr: 0.01}
        train: {epochs: 3, batch: 20}
        variants: {plain: {}, dropout: {model.dropout: 0.2}}
        seeds: [0, 1]
        """.formatted(file));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    System.setProperty("spark.jars", Build.jars());
    try (StandaloneCluster cluster = StandaloneCluster.startWithout(data, folder, 2)) {
      InProcess expected = InProcess.run("compare", recipe, "--jobs", 2, "--out", here);
      assertThat(expected.code()).as(expected.err()).isZero();
      InProcess seen =
          InProcess.run("compare", recipe, "--jobs", 2, "--on", cluster.url(), "--out", there);
      assertThat(seen.code()).as(seen.err()).isZero();
      Results.same(there, here);
    } finally {
      System.clearProperty("spark.jars");
    }
  }
}
