package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunReaderTest {

  @TempDir
  private Path folder;

  /** A run that logs a and b at 10, 20 … 150 and is lost there. */
  static void crashed(Path directory) {
    try (EventWriter writer = EventWriter.in(directory)) {
      for (int step = 10; step <= 150; step += 10) {
        writer.scalars(step, Map.of("a", 1.0 * step, "b", -1.0 * step));
      }
      writer.histogram("h", 100, Histogram.of(1.0));
      writer.histogram("h", 150, Histogram.of(2.0));
    }
  }

  static double[] steps(Series series) {
    return IntStream.range(0, series.size()).mapToDouble(series::step).toArray();
  }

  @Test
  @DisplayName("After a restart behind step 100, each step of every tag is there once")
  void restart() {
    crashed(folder);
    try (EventWriter writer = EventWriter.in(folder).resumedAt(101)) {
      for (int step = 110; step <= 200; step += 10) {
        writer.scalar("a", step, 2.0 * step);
      }
    }
    Recording run = RunReader.read(folder);
    Series a = run.scalars().get("a");
    assertThat(steps(a))
        .containsExactly(IntStream.rangeClosed(1, 20).mapToDouble(i -> 10 * i).toArray());
    assertThat(a.value(9)).isEqualTo(100);
    assertThat(a.value(10)).isEqualTo(220);
    // b was not logged again: what was lost is dropped all the same
    assertThat(steps(run.scalars().get("b")))
        .containsExactly(IntStream.rangeClosed(1, 10).mapToDouble(i -> 10 * i).toArray());
    assertThat(run.histograms().get("h")).extracting(Point::step).containsExactly(100L);
  }

  @Test
  @DisplayName(
      "A run under way is read on from where the last look ended, and whatever happens to its files it is as if read anew")
  void growing() throws IOException {
    RunReader reader = RunReader.of(folder);
    assertThat(reader.again().scalars()).isEmpty();
    EventWriter writer = EventWriter.in(folder);
    for (int step = 1; step <= 5; step++) {
      writer.scalar("a", step, step);
      writer.flush();
      same(reader);
      assertThat(reader.again().scalars().get("a").size()).isEqualTo(step);
    }
    writer.close();
    Path file = EventFiles.in(folder).get(0);

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    same(reader);
    assertThat(reader.again().problems()).singleElement().asString().contains("is cut off");
    Files.write(
        file, Arrays.copyOfRange(whole, whole.length - 3, whole.length), StandardOpenOption.APPEND);
    same(reader);
    assertThat(reader.again().problems()).isEmpty();

    try (EventWriter second = EventWriter.in(folder).resumedAt(3)) {
      second.scalar("a", 3, 30);
    }
    same(reader);
    assertThat(steps(reader.again().scalars().get("a"))).containsExactly(1, 2, 3);

    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    same(reader);
  }

  private void same(RunReader reader) {
    Recording now = reader.again();
    Recording anew = RunReader.read(folder);
    assertThat(now).usingRecursiveComparison().isEqualTo(anew);
  }

  @Test
  @DisplayName("A restart at step 100 drops that step too")
  void restartAtAStep() {
    crashed(folder);
    EventWriter.in(folder).resumedAt(100).close();
    assertThat(steps(RunReader.read(folder).scalars().get("a"))).endsWith(80, 90);
  }

  @Test
  @DisplayName("A restart from the beginning drops everything")
  void restartFromTheBeginning() {
    crashed(folder);
    EventWriter.in(folder).resumedAt(0).close();
    assertThat(RunReader.read(folder).tags()).isEmpty();
  }

  private static Recording pytorch() throws URISyntaxException {
    return RunReader.read(Path.of(RunReaderTest.class.getResource("pytorch/run").toURI()));
  }

  @Test
  @DisplayName(
      "PyTorch's scalars: simple values, float and double tensors, with the lost ones dropped")
  void pytorchScalars() throws Exception {
    Recording run = pytorch();
    assertThat(run.problems()).isEmpty();
    assertThat(run.scalars()).containsOnlyKeys("a", "acc", "b", "double");
    Series a = run.scalars().get("a");
    assertThat(steps(a))
        .containsExactly(IntStream.rangeClosed(1, 15).mapToDouble(i -> 10 * i).toArray());
    assertThat(a.value(9)).isEqualTo(12.5);
    assertThat(a.value(10)).isEqualTo(110);
    assertThat(a.wallTime(0)).isEqualTo(1_700_000_010);
    assertThat(run.scalars().get("b").values())
        .containsExactly(-10, -20, -30, -40, -50, -60, -70, -80, -90, -100);
    assertThat(run.scalars().get("double").value(0)).isEqualTo(0.1);
  }

  @Test
  @DisplayName("PyTorch's histogram is the one that is counted here")
  void pytorchHistogram() throws Exception {
    Histogram histogram = Histogram.of(-1.5, 0, 0, 1e-13, 2, 3, 3, 3, 1e19);
    Histogram read = pytorch().histograms().get("h").get(0).value();
    assertThat(read.limits()).isEqualTo(histogram.limits());
    assertThat(read.counts()).isEqualTo(histogram.counts());
    assertThat(read).isEqualTo(histogram);
  }

  @Test
  @DisplayName("PyTorch's image, text, precision-recall curve and hyper-parameters")
  void pytorchOthers() throws Exception {
    Recording run = pytorch();
    Image image = run.images().get("i").get(0).value();
    assertThat(image.width()).isEqualTo(5);
    assertThat(image.height()).isEqualTo(4);
    assertThat(Image.of(image.encoded())).isEqualTo(image);
    assertThat(run.texts().get("t/text_summary"))
        .containsExactly(new Point<>(10, 1_700_000_010, "Verlust **µ/σ**"));
    assertThat(run.curves().get("p").get(0).value())
        .isEqualTo(PrCurve.of(
            new boolean[] {false, true, true, false, true},
            new double[] {0.1, 0.9, 0.4, 0.6, 1.0},
            5));
    assertThat(run.hyperParameters().orElseThrow().values()) // PyTorch writes true as 1
        .isEqualTo(Map.of("lr", 1e-3, "layers", 3.0, "bn", 1.0, "act", "gelu"));
    assertThat(run.status()).contains(SessionEnd.Status.SUCCESS);
  }

  @Test
  @DisplayName("All points are there: a million, the one spike and the one gap among them")
  void allPoints() {
    try (EventWriter writer = EventWriter.in(folder)) {
      for (int i = 0; i < 1_000_000; i++) {
        writer.scalar("a", i, i == 5 ? Double.NaN : i == 777_777 ? 100 : 0.5);
      }
    }
    Series series = RunReader.read(folder).scalars().get("a");
    assertThat(series.size()).isEqualTo(1_000_000);
    assertThat(series.value(5)).isNaN();
    assertThat(series.greatest()).isEqualTo(777_777);

    Reduction chart = Reduction.of(series, 500);
    assertThat(chart.series().size()).isBetween(100, 500);
    assertThat(chart.isReduced()).isTrue();
    assertThat(chart.note()).isEqualTo(chart.series().size() + " of 1,000,000 points shown");
    assertThat(steps(chart.series())).contains(5, 777_777, 999_999, 0);
  }

  @Test
  @DisplayName("Runs are the directories that hold event files, at any depth")
  void runs() throws Exception {
    Path a = folder.resolve("a");
    Path deep = folder.resolve("b/c");
    EventWriter.in(a).close();
    EventWriter.in(deep).close();
    Files.createDirectories(folder.resolve("empty"));
    assertThat(RunReader.runs(folder)).containsExactly(a, deep);
    assertThat(RunReader.runs(a)).containsExactly(a);
  }

  @Test
  @DisplayName("A directory that is none is said to be none")
  void noDirectory() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> RunReader.runs(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(missing + " cannot be read: it is not there");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> RunReader.runs(file))
        .hasMessage(file + " cannot be read: it is no directory");
    assertThatThrownBy(() -> RunReader.read(missing))
        .hasMessage(missing + " cannot be read: it is not there");
  }

  @Test
  @DisplayName("Of histograms and images the newest are kept, as TensorBoard does")
  void newest() throws Exception {
    Image image = Image.of(Pictures.png(1, 1));
    try (EventWriter writer = EventWriter.in(folder)) {
      for (int step = 0; step < 510; step++) {
        writer.histogram("h", step, Histogram.of(1.0));
        writer.image("i", step, image);
      }
    }
    Recording run = RunReader.read(folder);
    assertThat(run.histograms().get("h")).hasSize(500);
    List<Point<Image>> images = run.images().get("i");
    assertThat(images).hasSize(10);
    assertThat(images.get(9).step()).isEqualTo(509);
  }
}
