package org.ockham.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How the pixels of a file must be turned to be looked at, as EXIF keeps it under tag 274 of its first directory. It is looked for in JPEG, PNG and
 * TIFF files; where it is absent or damaged the pixels are upright.
 *
 * @param tag from 1 (as they are) to 8
 */
record Orientation(int tag) {

  static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 274;
  private static final int JPEG = 0xFFD8;
  private static final int APP1 = 0xE1;
  private static final int SCAN = 0xDA;
  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int PNG_EXIF = 0x65584966;
  private static final ByteBuffer EXIF =
      ByteBuffer.wrap("Exif\0\0".getBytes(StandardCharsets.US_ASCII));

  /** That of an image file's content. */
  static Orientation in(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content);
    try {
      if ((file.getShort(0) & 0xFFFF) == JPEG) {
        return jpeg(file);
      }
      return file.getLong(0) == PNG ? png(file) : tiff(file);
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT; // it ends before it says
    }
  }

  /** Looks through the segments before the pixels. */
  private static Orientation jpeg(ByteBuffer file) {
    int at = 2;
    while ((file.get(at) & 0xFF) == 0xFF) {
      int marker = file.get(at + 1) & 0xFF;
      if (marker == 0xFF) {
        at++; // it may be preceded by any number of these
        continue;
      }
      int length = file.getShort(at + 2) & 0xFFFF;
      int start = at + 4;
      if (marker == APP1
          && length - 2 > EXIF.limit()
          && file.slice(start, EXIF.limit()).equals(EXIF)) {
        return tiff(file.slice(start + EXIF.limit(), length - 2 - EXIF.limit()));
      } else if (marker == SCAN || length < 2) {
        break;
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  /** Looks through all chunks. */
  private static Orientation png(ByteBuffer file) {
    int at = Long.BYTES;
    while (true) {
      int length = file.getInt(at);
      int start = at + 8;
      if (length < 0 || length > file.limit() - start) {
        return UPRIGHT;
      } else if (file.getInt(at + 4) == PNG_EXIF) {
        return tiff(file.slice(start, length));
      }
      at = start + length + 4;
    }
  }

  private static Orientation tiff(ByteBuffer block) {
    int mark = block.getShort(0);
    if (mark != 0x4949 && mark != 0x4D4D) {
      return UPRIGHT;
    }
    block.order(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = block.getInt(4);
    int entries = block.getShort(directory) & 0xFFFF;
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + 12 * i;
      if ((block.getShort(at) & 0xFFFF) == TAG) {
        int tag = block.getShort(at + 8);
        return tag >= 1 && tag <= 8 ? new Orientation(tag) : UPRIGHT; // cameras write 0
      }
    }
    return UPRIGHT;
  }

  /** Whether the file's rows are the columns of what is to be seen. */
  boolean swapsSides() {
    return tag >= 5;
  }

  /** Where a pixel of the file is to be seen, counted row after row; the sizes are the file's. */
  int place(int x, int y, int width, int height) {
    int left = width - 1 - x;
    int down = height - 1 - y;
    return switch (tag) {
      case 2 -> y * width + left;
      case 3 -> down * width + left;
      case 4 -> down * width + x;
      case 5 -> x * height + y;
      case 6 -> x * height + down;
      case 7 -> left * height + down;
      case 8 -> left * height + y;
      default -> y * width + x;
    };
  }
}
