package org.ockham.board;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;

/**
 * A Protocol Buffers message as it is read: field by field, each of which the caller reads or {@linkplain #skip() skips}. Methods
 * throw an {@link IOException} where the bytes are no message, or the field has another type than expected.
 */
final class Fields {

  private final CodedInputStream in;
  private int tag;

  private Fields(CodedInputStream in) {
    this.in = in;
  }

  static Fields of(ByteString message) {
    CodedInputStream in = message.newCodedInput();
    in.enableAliasing(true);
    return new Fields(in);
  }

  /** The next field's number, 0 at the end. */
  int next() throws IOException {
    tag = in.readTag();
    return WireFormat.getTagFieldNumber(tag);
  }

  void skip() throws IOException {
    in.skipField(tag);
  }

  double number() throws IOException {
    expect(WireFormat.WIRETYPE_FIXED64);
    return in.readDouble();
  }

  float single() throws IOException {
    expect(WireFormat.WIRETYPE_FIXED32);
    return in.readFloat();
  }

  long whole() throws IOException {
    expect(WireFormat.WIRETYPE_VARINT);
    return in.readInt64();
  }

  ByteString bytes() throws IOException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readBytes();
  }

  /** Text; what is not UTF-8 in it becomes a replacement character. */
  String text() throws IOException {
    return bytes().toStringUtf8();
  }

  Fields message() throws IOException {
    return of(bytes());
  }

  /** The last whole number in this field, 0 if there is none; all else up to the end is skipped. */
  long only(int wanted) throws IOException {
    long value = 0;
    for (int field = next(); field != 0; field = next()) {
      if (field == wanted) {
        value = whole();
      } else {
        skip();
      }
    }
    return value;
  }

  /** Adds the numbers of a repeated field of type double, packed or not. */
  void numbers(List<Double> to, int most) throws IOException {
    repeated(WireFormat.WIRETYPE_FIXED64, to, most, CodedInputStream::readDouble);
  }

  /** Adds the numbers of a repeated field of type float, packed or not. */
  void singles(List<Double> to, int most) throws IOException {
    repeated(WireFormat.WIRETYPE_FIXED32, to, most, in -> (double) in.readFloat());
  }

  private interface Reading {
    double from(CodedInputStream in) throws IOException;
  }

  private void repeated(int alone, List<Double> to, int most, Reading reading) throws IOException {
    if (WireFormat.getTagWireType(tag) == alone) {
      add(to, most, reading.from(in));
      return;
    }
    CodedInputStream packed = bytes().newCodedInput();
    while (!packed.isAtEnd()) {
      add(to, most, reading.from(packed));
    }
  }

  private static void add(List<Double> to, int most, double value) throws IOException {
    if (to.size() == most) {
      throw new InvalidProtocolBufferException("a list has more than " + most + " numbers");
    }
    to.add(value);
  }

  private void expect(int type) throws IOException {
    if (WireFormat.getTagWireType(tag) != type) {
      throw new InvalidProtocolBufferException("field " + WireFormat.getTagFieldNumber(tag)
          + " has wire type " + WireFormat.getTagWireType(tag) + " where " + type + " is expected");
    }
  }
}
