package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.analysis.Series.Point;

final class MetricsFileTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("What is appended is read, what has been read is not read again, half a line waits")
  void grows() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file);
    assertThat(metrics.read()).isEmpty();

    Files.writeString(file, "step,epoch,train/loss,\"a,b\"\n10,1,0.5,\n20,2,NaN,3");
    assertThat(metrics.read()).containsOnlyKeys("train/loss");
    assertThat(metrics.read().get("train/loss")).containsExactly(new Point(10, 0.5));
    long position = metrics.position();
    assertThat(position).isEqualTo("step,epoch,train/loss,\"a,b\"\n10,1,0.5,\n".length());

    Files.writeString(file, ".5\n30,3,0.25,4\n", StandardOpenOption.APPEND);
    assertThat(metrics.read().get("a,b")).containsExactly(new Point(20, 3.5), new Point(30, 4));
    assertThat(metrics.read().get("train/loss"))
        .containsExactly(new Point(10, 0.5), new Point(20, Double.NaN), new Point(30, 0.25));
    assertThat(metrics.position()).isEqualTo(Files.size(file));
  }

  @Test
  @DisplayName("A file that was replaced, or cut and written on, is read from its beginning")
  void isReplaced() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file);
    Files.writeString(file, "step,epoch,loss\n1,1,1.0\n2,2,0.5\n");
    assertThat(metrics.read().get("loss")).hasSize(2);

    Path other = Files.writeString(folder.resolve("other"), "step,epoch,loss,rate\n1,1,7,8\n");
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(metrics.read().get("loss")).containsExactly(new Point(1, 7));
    assertThat(metrics.read().get("rate")).isEqualTo(List.of(new Point(1, 8)));

    Files.writeString(file, "step,epoch,loss\n1,1,9.0\n2,2,9.5\n3,3,9.6\n");
    assertThat(metrics.read()).containsOnlyKeys("loss");
    assertThat(metrics.read().get("loss")).hasSize(3);
  }

  @Test
  @DisplayName("A line that is none is told of as long as it is there, and leaves nothing behind")
  void isPutBack() throws IOException {
    Path file = folder.resolve("metrics.csv");
    MetricsFile metrics = new MetricsFile(file);
    String whole = "step,epoch,loss\n1,1,9.0\n";
    for (String before : List.of("", whole)) {
      Files.writeString(file, before);
      metrics.read();
      Files.writeString(file, whole + "2,2,9.5\n3,3,damaged\n");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(metrics::read).hasMessageContaining("put the run's file back");
      }
      Files.writeString(file, whole + "2,2,9.5\n3,3,9.6\n");
      assertThat(metrics.read().get("loss"))
          .containsExactly(new Point(1, 9), new Point(2, 9.5), new Point(3, 9.6));
    }
  }

  @Test
  @DisplayName(
      "A file of any length is read a piece at a time, lines across their ends and longer than one too")
  void comesInPieces() throws IOException {
    Path file = folder.resolve("metrics.csv");
    String name = "long".repeat(MetricsFile.PIECE / 2);
    StringBuilder lines = new StringBuilder("step,epoch,loss," + name + "\n");
    int steps = 100_000;
    for (int step = 1; step <= steps; step++) {
      lines.append(step).append(",1,0.123456789,").append(-step).append('\n');
    }
    Files.writeString(file, lines);
    assertThat(Files.size(file)).isGreaterThan(3L * MetricsFile.PIECE);
    MetricsFile metrics = new MetricsFile(file);
    List<Point> points = metrics.read().get(name);
    assertThat(points).hasSize(steps);
    for (int step = 1; step <= steps; step++) {
      assertThat(points.get(step - 1)).isEqualTo(new Point(step, -step));
    }
    assertThat(metrics.position()).isEqualTo(Files.size(file));
    Files.writeString(file, "7,1,1,1\n", StandardOpenOption.APPEND);
    assertThat(metrics.read().get("loss")).hasSize(steps + 1);
  }

  @Test
  @DisplayName("A file larger than all memory that one text may have is read")
  void isNotOneText() throws IOException {
    Path file = folder.resolve("metrics.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write("step,epoch,loss\n1,1,2\n".getBytes(StandardCharsets.US_ASCII));
      sparse.setLength(3L << 30); // no line's end in them
    }
    assertThatThrownBy(new MetricsFile(file)::read)
        .hasMessageContaining("is no table of numbers: a line of it is longer than");
  }
}
