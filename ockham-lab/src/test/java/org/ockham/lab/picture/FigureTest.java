package org.ockham.lab.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;

final class FigureTest {

  private static final Trace RISE = Trace.of("rise", 0, new double[] {1, 10, 100, 1000});
  private static final Trace FALL = Trace.of("fall", 0, new double[] {1000, 100, 10, 1});

  @TempDir
  private Path folder;

  @BeforeAll
  static void fonts() {
    assumeThat(Fonts.problem()).as("Java finds fonts on this machine").isEmpty();
  }

  @Test
  @DisplayName("Panels stand side by side, as many in a row as asked for, under the title")
  void size() throws IOException {
    Figure figure = Figure.of("Three").columns(2).size(200, 150);
    for (int i = 0; i < 3; i++) {
      figure = figure.panel(LinePanel.of("panel " + i, "x", "y").line(RISE));
    }
    Path file = figure.write(folder.resolve("new/three.png"));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 2 * 200);
    assertThat(image.getHeight()).isEqualTo(2 * (34 + 2 * 150));
    assertThat(count(image, 0, Look.BLUE)).isPositive();
    assertThat(count(image.getSubimage(400, 68, 400, 300), 0, Look.BLUE)).isPositive();
    assertThat(count(image.getSubimage(400, 68 + 300, 400, 300), 0, Look.BLUE)).isZero();
  }

  @Test
  @DisplayName("The same figure gives the same file, bit by bit")
  void repeats() throws IOException {
    Figure figure =
        Figure.of("Again").panel(LinePanel.of("a", "x", "y").line(RISE).line(FALL));
    assertThat(Files.readAllBytes(figure.write(folder.resolve("b.png"))))
        .isEqualTo(Files.readAllBytes(figure.write(folder.resolve("a.png"))));
  }

  @Test
  @DisplayName(
      "On a logarithmic scale what is not above 0 is left out, and equal ratios are a straight line")
  void logarithmic() {
    Trace powers = Trace.of("p", 0, new double[] {1, 10, 100, 1000, 0, -5, Double.NaN});
    BufferedImage image =
        Figure.of("").panel(LinePanel.of("", "x", "y").logY().line(powers)).draw();
    // The middle of the line, from (0, 1) to (3, 1000), is at (1.5, √1000): between its ends.
    int[] left = first(image, true);
    int[] right = first(image, false);
    int middle = (left[0] + right[0]) / 2;
    List<Integer> rows = IntStream.range(0, image.getHeight())
        .filter(y -> isLike(image.getRGB(middle, y), Look.BLUE))
        .boxed()
        .toList();
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(y -> assertThat((double) y)
            .isBetween((left[1] + right[1]) / 2.0 - 6, (left[1] + right[1]) / 2.0 + 6));
  }

  @Test
  @DisplayName(
      "A decision is blue below 0 and orange above, the paler the nearer; points have the colours of their class")
  void decision() {
    PlanePanel panel = PlanePanel.decision("", Grid.of(-5, 5, -5, 5, 50, (x, y) -> 3 * x))
        .points(Trace.of("left", new double[] {-4}, new double[] {0}))
        .points(Trace.of("right", new double[] {4}, new double[] {0}));
    BufferedImage image = Figure.of("").size(400, 400).panel(panel).draw();
    int quarter = image.getHeight() / 4;
    Color left = new Color(image.getRGB(image.getWidth() / 4, quarter));
    Color right = new Color(image.getRGB(image.getWidth() * 7 / 8, quarter));
    assertThat(left.getBlue()).isGreaterThan(left.getRed() + 50);
    assertThat(right.getRed()).isGreaterThan(right.getBlue() + 50);
    int half = image.getWidth() / 2;
    assertThat(count(image.getSubimage(0, 0, half, image.getHeight() * 3 / 4), 0, Look.BLUE))
        .isPositive();
    assertThat(count(image.getSubimage(half, 0, half, image.getHeight() * 3 / 4), 0, Look.ORANGE))
        .isPositive();
  }

  @Test
  @DisplayName("A landscape has a path across it, and lines of equal height that are not blue")
  void contours() {
    PlanePanel panel = PlanePanel.contours("", Grid.of(-1, 1, -1, 1, 40, (x, y) -> x * x + y * y))
        .path(Trace.of("way", new double[] {-0.9, 0.5}, new double[] {-0.9, 0.5}));
    BufferedImage image = Figure.of("").panel(panel).draw();
    assertThat(count(image, 0, Look.BLUE)).isGreaterThan(300);
    assertThat(count(image, 8, new Color(0xAAAAAA))).isGreaterThan(300);
  }

  @Test
  @DisplayName("What cannot be told apart, or be written, is refused in one sentence")
  void refuses() {
    LinePanel seven = LinePanel.of("many", "x", "y");
    for (int i = 0; i < 7; i++) {
      seven = seven.line(Trace.of("line " + i, 0, new double[] {i, i}));
    }
    LinePanel full = seven;
    assertThat(Figure.of("").panel(full).draw().getWidth()).isEqualTo(880);
    assertThatThrownBy(() -> full.line(RISE))
        .hasMessage("8 lines are too many for one panel: at most 7 are told apart");
    assertThatThrownBy(() -> LinePanel.of("twice", "x", "y").line(RISE).line(RISE))
        .hasMessage("two of the lines of 'twice' have one name: [rise, rise]");
    assertThatThrownBy(() -> Trace.of("uneven", new double[1], new double[2]))
        .hasMessage("the trace 'uneven' has 1 places across and 2 up: they must be as many");
    assertThatThrownBy(() -> Figure.of("").size(5, 300)).hasMessageContaining("width is 5");
    assertThatThrownBy(() -> Figure.of("").panel(full).write(Path.of("/proc/none/a.png")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/proc/none/a.png cannot be written");
  }

  /** How many pixels have a colour, but for so much in each channel. */
  private static long count(BufferedImage image, int tolerance, Color colour) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .filter(rgb -> distance(rgb, colour) <= tolerance)
        .count();
  }

  private static boolean isLike(int rgb, Color colour) {
    return distance(rgb, colour) < 40;
  }

  private static int distance(int rgb, Color colour) {
    Color seen = new Color(rgb);
    return Math.max(
        Math.abs(seen.getRed() - colour.getRed()),
        Math.max(
            Math.abs(seen.getGreen() - colour.getGreen()),
            Math.abs(seen.getBlue() - colour.getBlue())));
  }

  /** The blue pixel farthest to one side. */
  private static int[] first(BufferedImage image, boolean fromLeft) {
    for (int i = 0; i < image.getWidth(); i++) {
      int x = fromLeft ? i : image.getWidth() - 1 - i;
      for (int y = 0; y < image.getHeight(); y++) {
        if (isLike(image.getRGB(x, y), Look.BLUE)) {
          return new int[] {x, y};
        }
      }
    }
    throw new AssertionError("nothing is blue");
  }
}
