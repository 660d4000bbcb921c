package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.data.fetch.Mirror;
import org.ockham.file.Sha256;

class IdxTest {
  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  @TempDir
  Path directory;

  static byte[] idx(int magic, int[] shape, byte... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    buffer.putInt(magic);
    for (int size : shape) {
      buffer.putInt(size);
    }
    return buffer.put(values).array();
  }

  static byte[] images(int count) {
    byte[] pixels = new byte[count * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return idx(IMAGES, new int[] {count, 2, 2}, pixels);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return idx(LABELS, new int[] {bytes.length}, bytes);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private ImageDataset read(byte[] images, byte[] labels) throws IOException {
    return Idx.dataset(file("images", images), file("labels", labels), Targets.classes(10));
  }

  @Test
  void imagesAndLabelsAreRead() throws IOException {
    ImageDataset set = read(images(3), labels(7, 0, 9));
    assertThat(set.inputShape()).containsExactly(1, 2, 2);
    assertThat(set.image(2)).containsExactly(8, 9, 10, 11);
    assertThat(new int[] {set.label(0), set.label(1), set.label(2)}).containsExactly(7, 0, 9);
  }

  @Test
  void gzipIsToldByContentNotByName() throws IOException {
    Path zipped = file("a-idx3-ubyte", Mirror.gzip(images(3)));
    Path plain = file("b-idx3-ubyte.gz", images(3));
    assertThat(Idx.read(zipped).bytes()).isEqualTo(Idx.read(plain).bytes());
    assertThat(Idx.read(zipped).shape()).containsExactly(3, 2, 2);
  }

  @Test
  void absentFilesAreNamed() {
    assertThatThrownBy(() -> Idx.read(directory.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none does not exist");
  }

  @Test
  void imagesGivenAsLabelsAreRefused() {
    assertThatThrownBy(() -> read(images(3), images(3)))
        .hasMessageContaining(
            "labels begins with the magic number 2051 (images), but 2049 (labels) is expected");
    assertThatThrownBy(() -> read(labels(1), labels(1)))
        .hasMessageContaining(
            "images begins with the magic number 2049 (labels), but 2051 (images) is expected");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path png = file("x.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0});
    assertThatThrownBy(() -> Idx.read(png)).hasMessageContaining("begins with 0x89504e47");
    Path floats = file("floats", idx(0x0D01, new int[] {1}, new byte[4]));
    assertThatThrownBy(() -> Idx.dataset(floats, floats, Targets.classes(10)))
        .hasMessageContaining("0x00000d01")
        .hasMessageContaining("unsigned bytes");
    Path none = file("none", idx(0x0800, new int[0]));
    assertThatThrownBy(() -> Idx.read(none)).hasMessageContaining("0x00000800");
  }

  @Test
  void everyTypeAndRankIsRead() throws IOException {
    Path bytes = file("i8", idx(0x0902, new int[] {1, 2}, (byte) -3, (byte) 127));
    assertThat(Idx.read(bytes).type()).isEqualTo(Idx.Type.INT8);
    assertThat(Idx.read(bytes).ints()).containsExactly(-3, 127);
    assertThat(Idx.read(bytes).bytes()).containsExactly(-3, 127);
    Path shorts = file("i16", idx(0x0B01, new int[] {2}, (byte) -1, (byte) -2, (byte) 1, (byte) 0));
    assertThat(Idx.read(shorts).ints()).containsExactly(-2, 256);
    assertThat(Idx.read(shorts).floats()).containsExactly(-2f, 256f);
    byte[] numbers =
        ByteBuffer.allocate(8).putInt(Integer.MIN_VALUE).putInt(16_777_217).array();
    Path ints = file("i32.gz", Mirror.gzip(idx(0x0C03, new int[] {1, 2, 1}, numbers)));
    assertThat(Idx.read(ints).shape()).containsExactly(1, 2, 1);
    assertThat(Idx.read(ints).ints()).containsExactly(Integer.MIN_VALUE, 16_777_217);
    byte[] reals = ByteBuffer.allocate(8).putFloat(0.1f).putFloat(Float.NaN).array();
    Path floats = file("f32", idx(0x0D04, new int[] {1, 1, 1, 2}, reals));
    assertThat(Idx.read(floats).floats()).containsExactly(0.1f, Float.NaN);
    assertThat(Idx.read(floats).doubles()).containsExactly(0.1f, Float.NaN);
    byte[] wide = ByteBuffer.allocate(16).putDouble(0.1).putDouble(1e300).array();
    Path doubles = file("f64", idx(0x0E01, new int[] {2}, wide));
    assertThat(Idx.read(doubles).doubles()).containsExactly(0.1, 1e300);
    assertThat(Idx.read(file("u8", idx(0x0801, new int[] {1}, (byte) -1))).ints())
        .containsExactly(255);
  }

  @Test
  void valuesAreNotRoundedUnasked() throws IOException {
    Path ints = file("i32", idx(0x0C01, new int[] {1}, new byte[4]));
    assertThatThrownBy(() -> Idx.read(ints).floats())
        .isInstanceOf(DataException.class)
        .hasMessage(
            ints + " holds INT32 values, which floats do not hold exactly: ask for doubles.");
    assertThatThrownBy(() -> Idx.read(ints).bytes()).hasMessageContaining("INT32");
    Path reals = file("f64", idx(0x0E01, new int[] {1}, new byte[8]));
    assertThatThrownBy(() -> Idx.read(reals).ints()).hasMessageContaining("FLOAT64");
    assertThatThrownBy(() -> Idx.read(reals).floats()).hasMessageContaining("FLOAT64");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0901, 0x0B01, 0x0C01, 0x0D01, 0x0E01})
  void lengthsOfEveryTypeAreChecked(int magic) throws IOException {
    int size = new int[] {1, 1, 1, 2, 4, 4, 8}[(magic >> 8) - 8];
    Path cut = file("cut", idx(magic, new int[] {3}, new byte[3 * size - 1]));
    assertThatThrownBy(() -> Idx.read(cut))
        .hasMessageContaining("ends after 2 values, but its header says 3 [3]");
    Path longer = file("longer", idx(magic, new int[] {3}, new byte[3 * size + 1]));
    assertThatThrownBy(() -> Idx.read(longer)).hasMessageContaining("goes on after the 3 values");
    Path lie = file("lie", idx(magic + 1, new int[] {Integer.MAX_VALUE / size, 2}));
    assertThatThrownBy(() -> Idx.read(lie)).hasMessageContaining("below 2^31 bytes");
    Path unknown = file("unknown", idx(0x0A01, new int[] {1}, new byte[1]));
    assertThatThrownBy(() -> Idx.read(unknown)).hasMessageContainingAll("0x00000a01", "its type");
  }

  @Test
  void differentCountsAreRefused() {
    assertThatThrownBy(() -> read(images(3), labels(1, 2)))
        .hasMessageContaining("3 images")
        .hasMessageContaining("2 labels");
  }

  @Test
  void labelsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> read(images(2), labels(9, 10)))
        .hasMessageContaining("label 10 at place 1")
        .hasMessageContaining("0 to 9");
    assertThatThrownBy(() -> read(images(1), labels(255))).hasMessageContaining("label 255");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTruncationIsRefused(boolean zipped) throws IOException {
    byte[] whole = zipped ? Mirror.gzip(images(3)) : images(3);
    for (int length = 0; length < whole.length; length++) {
      Path cut = file("cut", Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Idx.read(cut))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(cut.toString());
    }
  }

  @Test
  void aCutPayloadSaysHowMuchIsMissing() throws IOException {
    Path cut = file("cut.gz", Mirror.gzip(Arrays.copyOf(images(3), 20)));
    assertThatThrownBy(() -> Idx.read(cut))
        .hasMessageContaining("ends after 4 values, but its header says 12 [3, 2, 2]");
  }

  @Test
  void bytesLeftOverAreRefused() throws IOException {
    byte[] longer = Arrays.copyOf(images(3), images(3).length + 1);
    assertThatThrownBy(() -> Idx.read(file("long", longer)))
        .hasMessageContaining("goes on after the 12 values");
    assertThatThrownBy(() -> Idx.read(file("long.gz", Mirror.gzip(longer))))
        .hasMessageContaining("goes on after the 12 values");
    byte[] zip = Mirror.gzip(images(3));
    assertThatThrownBy(() -> Idx.read(file("garbage.gz", Arrays.copyOf(zip, zip.length + 9))))
        .isInstanceOf(DataException.class);
  }

  @Test
  void absurdHeadersTakeNoMemory() throws IOException {
    // 2,000,000,000 values announced, 4 given: refused by the file's length, before anything is
    // allocated.
    byte[] lie = idx(IMAGES, new int[] {2_000_000, 10, 100}, new byte[4]);
    assertThatThrownBy(() -> Idx.read(file("lie", lie)))
        .hasMessageContaining("2000000000 values")
        .hasMessageContaining("too short");
    assertThatThrownBy(() -> Idx.read(file("lie.gz", Mirror.gzip(lie))))
        .hasMessageContaining("too short");
    // Within what deflate could hold, so bytes are read as they come, and end soon.
    byte[] small = idx(IMAGES, new int[] {10, 10, 100}, new byte[4]);
    assertThatThrownBy(() -> Idx.read(file("small.gz", Mirror.gzip(small))))
        .hasMessageContaining("ends after 4 values");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void impossibleSizesAreRefused(int size) throws IOException {
    Path odd = file("odd", idx(IMAGES, new int[] {2, size, 2}));
    assertThatThrownBy(() -> Idx.read(odd))
        .hasMessageContaining("dimension 2 of 3")
        .hasMessageContaining(Long.toString(size & 0xFFFFFFFFL));
  }

  @Test
  void aDamagedBitIsFoundByTheChecksumOfTheContent() throws IOException {
    byte[] whole = images(3);
    Path images = file("images", whole);
    String sha = Sha256.ofContent(images, 100);
    assertThat(Sha256.ofContent(file("zipped", Mirror.gzip(whole)), 100)).isEqualTo(sha);
    assertThat(Idx.read(images, whole.length, sha).shape()).containsExactly(3, 2, 2);
    byte[] damaged = whole.clone();
    damaged[20] ^= 1;
    Path bad = file("bad", damaged);
    assertThatThrownBy(() -> Idx.read(bad, whole.length, sha))
        .isInstanceOf(DamagedFile.class)
        .hasMessageContainingAll(bad.toString(), "SHA-256", sha);
  }

  @Test
  void whatAnnouncesMoreThanExpectedIsNotUnpacked() throws IOException {
    // 300 MB of zeros in 300 kB; a heap that held them once or twice would not be noticed, a stream
    // read to its end would: it is damaged there.
    byte[] many = Mirror.gzip(idx(LABELS, new int[] {300_000_000}, new byte[30_000_000]));
    Path bomb = file("bomb.gz", Arrays.copyOf(many, many.length - 8));
    assertThatThrownBy(() -> Idx.read(bomb, 10_008, "00"))
        .hasMessage(bomb + " says that it holds 300000008 bytes, but 10008 are expected, so it is "
            + "damaged or of another data set");
    Path images = file("images", images(3));
    assertThatThrownBy(() -> Idx.dataset(images, bomb, Targets.classes(10)))
        .hasMessageContainingAll("3 images", "300000000 labels");
    byte[] behind = Mirror.gzip(idx(LABELS, new int[] {3}, new byte[30_000_000]));
    Path longer = file("longer.gz", Arrays.copyOf(behind, behind.length - 8));
    assertThatThrownBy(() -> Idx.read(longer)).hasMessageContaining("goes on after the 3 values");
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> Idx.read(pipe))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(pipe + " cannot be read: it is not a regular file");
    assertThatThrownBy(() -> Idx.read(directory)).hasMessageContaining("it is a directory");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damageEndsInOneSentence(boolean zipped) throws IOException {
    Path images = directory.resolve("damaged");
    Path labels = file("labels", labels(1, 2, 3));
    byte[] good = zipped ? Mirror.gzip(images(3)) : images(3);
    Mutations.each(List.of(good), bytes -> {
      write(images, bytes);
      Throwable thrown = catchThrowable(() -> Idx.dataset(images, labels, Targets.classes(10)));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(DataException.class);
        assertThat(thrown.getMessage())
            .contains(images.toString())
            .hasSizeLessThan(400 + 2 * images.toString().length());
      }
    });
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
