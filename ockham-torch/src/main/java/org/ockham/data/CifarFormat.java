package org.ockham.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/**
 * The binary files of CIFAR: records that follow each other without a header, each of one byte a label, then 1,024 bytes of red, of
 * green and of blue, row after row.
 *
 * @param labels the classes of each label byte, in their order
 * @param target which of the label bytes is to be predicted
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100 datasets: binary version</a>
 */
record CifarFormat(List<Targets.Classes> labels, int target) {
  static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;

  /** Records are read so many at a time. */
  private static final int BLOCK = 100;

  CifarFormat {
    labels = List.copyOf(labels);
  }

  Targets.Classes classes() {
    return labels.get(target);
  }

  /** The length of a record: 3,073 or 3,074 bytes. */
  int recordBytes() {
    return labels.size() + PIXELS;
  }

  /** Images that are still to be read. */
  static final class Images {
    private final byte[] pixels;
    private final int[] labels;

    Images(int count) {
      pixels = new byte[Math.multiplyExact(count, PIXELS)];
      labels = new int[count];
    }

    ImageDataset dataset(Targets.Classes classes) {
      return ImageDataset.of(3, SIDE, SIDE, pixels, labels, classes);
    }
  }

  /** One file of any number of records. */
  ImageDataset read(Path file) {
    try {
      InputFile.check(file);
      long size = Files.size(file);
      if (size == 0
          || size % recordBytes() != 0
          || size / recordBytes() > Integer.MAX_VALUE / PIXELS) {
        throw new DamagedFile(
            file,
            "has " + size + " bytes, which is no multiple of " + recordBytes()
                + ", the length of a record of " + labels.size() + " label and " + PIXELS
                + " pixel bytes",
            null);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        int count = (int) (size / recordBytes());
        Images images = new Images(count);
        read(file.toString(), in, images, 0, count);
        return images.dataset(classes());
      }
    } catch (DamagedFile e) {
      throw e.refusal("give a whole binary file of CIFAR");
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be read (" + FileProblem.reason(e) + "): give a binary file of CIFAR.",
          e);
    }
  }

  /**
   * Reads so many records.
   *
   * @param place the file, in words for a message
   * @param first where among the images the first of them goes
   */
  void read(String place, InputStream in, Images images, int first, int count) throws IOException {
    int length = recordBytes();
    byte[] block = new byte[BLOCK * length];
    for (int done = 0; done < count; ) {
      int records = Math.min(BLOCK, count - done);
      int read = in.readNBytes(block, 0, records * length);
      if (read < records * length) {
        throw new DamagedFile(
            place,
            "ends after " + ((long) done * length + read) + " bytes, but " + count + " records of "
                + length + " are expected",
            null);
      }
      for (int r = 0; r < records; r++, done++) {
        take(place, block, r * length, images, first + done, done);
      }
    }
  }

  private void take(String place, byte[] block, int at, Images images, int index, int record)
      throws DamagedFile {
    for (int i = 0; i < labels.size(); i++) {
      int label = block[at + i] & 0xFF;
      if (label >= labels.get(i).count()) {
        throw new DamagedFile(
            place,
            "has the label " + label + " in record " + record + ", but label byte " + i
                + " of a record is 0 to " + (labels.get(i).count() - 1),
            null);
      }
      if (i == target) {
        images.labels[index] = label;
      }
    }
    System.arraycopy(block, at + labels.size(), images.pixels, index * PIXELS, PIXELS);
  }
}
