package org.ockham.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame around each event, TFRecord's: the length as a little-endian number of 64 bits, a checksum of these eight bytes, the
 * event, a checksum of the event. Checksums are CRC-32C, rotated and shifted so that a checksum of checksums is still worth something.
 */
final class Records {

  /** Before an event. */
  static final int HEADER = Long.BYTES + Integer.BYTES;

  /** After an event. */
  static final int FOOTER = Integer.BYTES;

  private Records() {}

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
  }

  /** An event in its frame. */
  static byte[] framed(byte[] event) {
    ByteBuffer framed =
        ByteBuffer.allocate(HEADER + event.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    framed.putLong(event.length);
    framed.putInt(checksum(framed.array(), 0, Long.BYTES));
    framed.put(event);
    framed.putInt(checksum(event, 0, event.length));
    return framed.array();
  }
}
