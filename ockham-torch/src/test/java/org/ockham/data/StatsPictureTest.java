package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsPictureTest {
  private static final int CLASSES = 0xFF0072B2;
  private static final int CHANNELS = 0xFFD55E00;

  @TempDir
  Path directory;

  private static long count(BufferedImage image, int row, int colour) {
    int y = 8 + 13 * row + 4;
    return IntStream.range(0, image.getWidth())
        .filter(x -> image.getRGB(x, y) == colour)
        .count();
  }

  @Test
  void barsAreAsLongAsClassesAreLargeAndChannelsShowTheirDeviation() throws IOException {
    DataStats stats = new DataStats(
        30,
        List.of(1L, 2L, 2L),
        List.of(new DataStats.ClassCount("cat", 20), new DataStats.ClassCount("dog", 10)),
        List.of(new DataStats.Column(120, 0, 0.5, 0.25, 0, 1)),
        List.of());
    Path png = directory.resolve("stats.png");
    StatsPicture.png(stats, png);
    BufferedImage image = ImageIO.read(png.toFile());
    long cats = count(image, 0, CLASSES);
    assertThat(count(image, 1, CLASSES)).isBetween(cats / 2 - 1, cats / 2 + 1);
    assertThat(count(image, 2, CHANNELS)).isBetween(cats / 2 - 4, cats / 2); // and the mark
  }

  @Test
  void whatIsEmptyOrConstantIsDrawnToo() {
    DataStats stats = new DataStats(
        1,
        List.of(2L),
        List.of(),
        List.of(
            new DataStats.Column(0, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
            new DataStats.Column(1, 0, 3, 0, 3, 3)),
        List.of());
    BufferedImage image = StatsPicture.draw(stats);
    assertThat(image.getHeight()).isEqualTo(16 + 2 * 13);
    assertThat(count(image, 1, CHANNELS)).isBetween(0L, 1L);
  }
}
