package org.ockham.board;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A Protocol Buffers message as it is written: fields one behind the other. */
final class Message {

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);

  /** A field of type double. */
  Message number(int field, double value) {
    return writing(out -> out.writeDouble(field, value));
  }

  /** A field of type float. */
  Message single(int field, float value) {
    return writing(out -> out.writeFloat(field, value));
  }

  /** A field of type int32, int64, enum or bool. */
  Message whole(int field, long value) {
    return writing(out -> out.writeInt64(field, value));
  }

  /** A field of type string. */
  Message text(int field, String value) {
    return bytes(field, Utf8.bytes(value));
  }

  /** A field of type bytes. */
  Message bytes(int field, byte[] value) {
    return writing(out -> out.writeByteArray(field, value));
  }

  /** A message in this one. */
  Message message(int field, Message value) {
    return bytes(field, value.toByteArray());
  }

  /** A repeated field of type double, packed. */
  Message numbers(int field, List<Double> values) {
    return writing(out -> {
      out.writeTag(field, 2);
      out.writeUInt32NoTag(Double.BYTES * values.size());
      for (double value : values) {
        out.writeDoubleNoTag(value);
      }
    });
  }

  byte[] toByteArray() {
    writing(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  private Message writing(Writing writing) {
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new AssertionError(e); // bytes in memory
    }
    return this;
  }
}
