package org.ockham.board;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * TensorFlow's way to write an array, as far as logged values need it: of floats, of doubles and of strings.
 *
 * @param type one of the constants, or another that is not read
 * @param shape of how many elements each dimension has
 * @param numbers the elements, of floats and doubles
 * @param strings the elements, of strings
 */
record TensorValue(int type, List<Long> shape, List<Double> numbers, List<ByteString> strings) {

  static final int FLOAT = 1;
  static final int DOUBLE = 2;
  static final int STRING = 7;

  /** More than any value that is logged has. */
  private static final int MOST = 300_000;

  private static final int MOST_DIMENSIONS = 8;

  static Message floats(List<Double> values, long... shape) {
    ByteBuffer content =
        ByteBuffer.allocate(Float.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> content.putFloat(value.floatValue()));
    return shaped(FLOAT, shape).bytes(4, content.array());
  }

  static Message string(byte[] value, long... shape) {
    return shaped(STRING, shape).bytes(8, value);
  }

  private static Message shaped(int type, long... shape) {
    Message dimensions = new Message();
    for (long size : shape) {
      dimensions.message(2, new Message().whole(1, size));
    }
    return new Message().whole(1, type).message(2, dimensions);
  }

  static TensorValue read(Fields fields) throws IOException {
    int type = 0;
    List<Long> shape = List.of();
    ByteString content = ByteString.EMPTY;
    List<Double> numbers = new ArrayList<>();
    List<ByteString> strings = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> type = (int) fields.whole();
        case 2 -> shape = readShape(fields.message());
        case 4 -> content = fields.bytes();
        case 5 -> fields.singles(numbers, MOST);
        case 6 -> fields.numbers(numbers, MOST);
        case 8 -> {
          if (strings.size() == MOST) {
            throw new InvalidProtocolBufferException("a tensor has more than " + MOST + " strings");
          }
          strings.add(fields.bytes());
        }
        default -> fields.skip();
      }
    }
    if (type == FLOAT || type == DOUBLE) {
      addContent(type, content, numbers);
      fill(numbers, shape);
    }
    return new TensorValue(type, shape, numbers, strings);
  }

  private static List<Long> readShape(Fields fields) throws IOException {
    List<Long> shape = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == 2 && shape.size() < MOST_DIMENSIONS) {
        shape.add(fields.message().only(1));
      } else {
        fields.skip();
      }
    }
    return shape;
  }

  private static void addContent(int type, ByteString content, List<Double> numbers)
      throws IOException {
    int width = type == FLOAT ? Float.BYTES : Double.BYTES;
    if (content.size() / width > MOST) {
      throw new InvalidProtocolBufferException("a tensor has more than " + MOST + " numbers");
    }
    ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.remaining() >= width) {
      numbers.add(type == FLOAT ? (double) bytes.getFloat() : bytes.getDouble());
    }
  }

  /** The last number stands for all that are not written. */
  private static void fill(List<Double> numbers, List<Long> shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.min(MOST + 1L, elements * Math.min(MOST + 1L, Math.max(0, size)));
    }
    while (!numbers.isEmpty() && numbers.size() < elements && elements <= MOST) {
      numbers.add(numbers.get(numbers.size() - 1));
    }
  }

  boolean isNumbers() {
    return type == FLOAT || type == DOUBLE;
  }
}
