package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventReaderTest {

  private static final int VERSION = 40; // bytes of the first record

  @TempDir
  private Path folder;

  private Path file;
  private byte[] bytes;
  private int scalar;

  @BeforeEach
  void write() throws IOException {
    try (EventWriter writer = EventWriter.in(folder, new Moments())) {
      file = writer.file();
      for (int step = 1; step <= 10; step++) {
        writer.scalar("loss", step, step);
      }
    }
    bytes = Files.readAllBytes(file);
    scalar = (bytes.length - VERSION) / 10;
  }

  private List<String> problems(byte[] content, int good) throws IOException {
    Files.write(file, content);
    return problems(good);
  }

  private List<String> problems(int good) {
    Recording run = RunReader.read(folder);
    Series series = run.scalars().get("loss");
    assertThat(series == null ? 0 : series.size()).isEqualTo(good);
    return run.problems();
  }

  @Test
  @DisplayName("A file whose end is cut off anywhere gives what came before")
  void torn() throws Exception {
    for (int end = VERSION + 1; end < bytes.length; end++) {
      int good = (end - VERSION) / scalar;
      boolean whole = (end - VERSION) % scalar == 0;
      List<String> problems = problems(Arrays.copyOf(bytes, end), good);
      assertThat(problems).hasSize(whole ? 0 : 1);
      if (!whole) {
        assertThat(problems.get(0))
            .startsWith(file + ": the record at byte " + (VERSION + good * scalar) + " is cut off");
      }
    }
  }

  @Test
  @DisplayName("A bit that flipped is noticed, whichever it is")
  void flipped() throws Exception {
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      int good = Math.max(0, (i - VERSION) / scalar);
      assertThat(problems(damaged, i < VERSION ? 0 : good)).hasSize(1);
    }
  }

  @Test
  @DisplayName("A wrong checksum is told with the place, and what came before is kept")
  void checksum() throws Exception {
    byte[] damaged = bytes.clone();
    damaged[VERSION + 3 * scalar + 20] ^= 1;
    assertThat(problems(damaged, 3))
        .containsExactly(file + ": the record at byte " + (VERSION + 3 * scalar)
            + " has a wrong checksum: the file is damaged from here on");
  }

  @Test
  @DisplayName("A file of something else is said to be none")
  void foreign() throws Exception {
    assertThat(problems("step,loss\n1,0.5\n2,0.25\n".getBytes(StandardCharsets.UTF_8), 0))
        .containsExactly(file
            + ": the record at byte 0 has a wrong checksum of its length: this is no event file, or a"
            + " damaged one");
    assertThat(problems(new byte[0], 0)).isEmpty();
    assertThat(problems(new byte[] {1, 2, 3}, 0))
        .containsExactly(file + ": the record at byte 0 is cut off after 3 bytes of its header");
  }

  /** A frame whose checksums are right, around anything. */
  private static byte[] header(long length) {
    ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return header.putInt(Records.checksum(header.array(), 0, 8)).array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  @DisplayName("Lengths that cannot be cost no memory")
  void lengths() throws Exception {
    for (long length : new long[] {1L << 26, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertThat(problems(join(bytes, header(length), new byte[100]), 10))
          .singleElement()
          .asString()
          .startsWith(file + ": the record at byte " + bytes.length + " ");
    }
  }

  @Test
  @DisplayName("A record that is too long is passed over, and what follows it is read")
  void tooLong() throws Exception {
    long length = 100_000_000;
    Files.write(file, join(bytes, header(length)));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(bytes.length + 12 + length + 4);
      sparse.write(bytes, VERSION, bytes.length - VERSION);
    }
    assertThat(problems(20))
        .containsExactly(file + ": the record at byte " + bytes.length
            + " has 100000000 bytes where 67108864 are the most that is read: it is left out");
  }

  @Test
  @DisplayName("Records that are no events are left out, the others read")
  void noEvents() throws Exception {
    byte[] noise = Records.framed(new byte[] {(byte) 0xFF, (byte) 0xFF, 3});
    byte[] more = Arrays.copyOfRange(bytes, VERSION, bytes.length);
    assertThat(problems(join(bytes, noise, more), 20))
        .singleElement()
        .asString()
        .startsWith(file + ": the record at byte " + bytes.length
            + " is no event that can be read and is left out: ");
    byte[] much = join(Collections.nCopies(1000, noise).toArray(byte[][]::new));
    List<String> problems = problems(join(bytes, much, more), 20);
    assertThat(problems).hasSize(21);
    assertThat(problems.get(20)).isEqualTo(file + ": 980 more records are wrong");
  }

  @Test
  @DisplayName("Whatever bytes are framed, reading ends and says what is wrong")
  void random() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    byte[] event = new byte[scalar - 16];
    System.arraycopy(bytes, VERSION + 12, event, 0, event.length);
    for (int i = 0; i < 500; i++) {
      byte[] changed = event.clone();
      for (int j = 0; j < 3; j++) {
        changed[(int) (random.nextDouble() * changed.length)] = (byte) random.nextLong();
      }
      Files.write(file, Records.framed(changed));
      Recording run = RunReader.read(folder);
      assertThat(run.problems().size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  @DisplayName("Buckets that cannot be cost their record only")
  void wrongBuckets() throws Exception {
    Message histogram = new Message().numbers(6, List.of(1.0, 0.0)).numbers(7, List.of(1.0, 1.0));
    byte[] event = new Message()
        .message(5, new Message().message(1, new Message().text(1, "h").message(5, histogram)))
        .toByteArray();
    assertThat(problems(join(bytes, Records.framed(event)), 10))
        .singleElement()
        .asString()
        .endsWith("limit 1 of a histogram is 0.0: limits must be numbers that increase");
  }

  @Test
  @DisplayName("An array that says it is large without being so is no more than it holds")
  void largeShape() throws Exception {
    Message tensor = new Message()
        .whole(1, TensorValue.DOUBLE)
        .message(
            2,
            new Message()
                .message(2, new Message().whole(1, Long.MAX_VALUE))
                .message(2, new Message().whole(1, Long.MAX_VALUE)))
        .numbers(6, List.of(1.0));
    byte[] event = new Message()
        .message(5, new Message().message(1, new Message().text(1, "x").message(8, tensor)))
        .toByteArray();
    assertThat(problems(join(bytes, Records.framed(event)), 10)).isEmpty();
  }

  @Test
  @DisplayName(
      "A few bytes that stand for more numbers than an event or a curve has cost their record only")
  void manyNumbers() throws Exception {
    Message shape = new Message().message(2, new Message().whole(1, 290_000));
    Message tensor =
        new Message().whole(1, TensorValue.DOUBLE).message(2, shape).numbers(6, List.of(1.0));
    Message summary = new Message();
    for (int i = 0; i < 1000; i++) {
      summary.message(1, new Message().text(1, "x" + i).message(8, tensor));
    }
    Message curve = new Message()
        .text(1, "curve")
        .message(
            8,
            new Message()
                .whole(1, TensorValue.DOUBLE)
                .message(2, new Message().message(2, new Message().whole(1, 60_000)))
                .numbers(6, List.of(1.0)))
        .message(9, new Message().message(1, new Message().text(1, "pr_curves")));
    byte[] many = Records.framed(new Message().message(5, summary).toByteArray());
    byte[] wide =
        Records.framed(new Message().message(5, new Message().message(1, curve)).toByteArray());
    assertThat(problems(join(bytes, many, wide), 10))
        .satisfiesExactly(
            first -> assertThat(first).endsWith("an event has more than 1000000 numbers"),
            second -> assertThat(second)
                .endsWith("a precision-recall curve has 10000 thresholds, more than 5000"));
  }

  @Test
  @DisplayName("A histogram in the newer form: left edges, right edges, counts")
  void newerHistogram() throws Exception {
    assertThat(newer(List.of(0.0, 1.0, 4.0, 1.0, 2.0, 6.0)))
        .isEqualTo(new Histogram(
            0, 2, 10, Double.NaN, Double.NaN, List.of(0.0, 1.0, 2.0), List.of(0.0, 4.0, 6.0), 0));
    // constant data: buckets without a width, the last of which has it all
    assertThat(newer(List.of(3.0, 3.0, 0.0, 3.0, 3.0, 1000.0)))
        .isEqualTo(
            new Histogram(3, 3, 1000, Double.NaN, Double.NaN, List.of(3.0), List.of(1000.0), 0));
    assertThat(newer(List.of()).num()).isZero();
  }

  private Histogram newer(List<Double> rows) throws IOException {
    Message tensor = new Message()
        .whole(1, TensorValue.DOUBLE)
        .message(
            2,
            new Message()
                .message(2, new Message().whole(1, rows.size() / 3))
                .message(2, new Message().whole(1, 3)))
        .numbers(6, rows);
    Message metadata = new Message().message(1, new Message().text(1, "histograms"));
    Message value = new Message().text(1, "h").message(8, tensor).message(9, metadata);
    byte[] event = new Message().message(5, new Message().message(1, value)).toByteArray();
    Files.write(file, Records.framed(event));
    return RunReader.read(folder).histograms().get("h").get(0).value();
  }

  @Test
  @DisplayName("A file that is not there is said not to be there")
  void missing() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> EventReader.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(missing + " cannot be read: it is not there");
  }
}
