package org.ockham.board;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the hparams plugin keeps in the description of a value: how a run was started, or how it ended. */
final class HyperParametersReader {

  /** More than lists are put into lists. */
  private static final int DEEPEST = 8;

  private HyperParametersReader() {}

  static Value read(ByteString content) throws IOException {
    Fields fields = Fields.of(content);
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 3 -> {
          return readStart(fields.message());
        }
        case 4 -> {
          return new SessionEnd(SessionEnd.Status.of(fields.message().only(1)));
        }
        default -> fields.skip();
      }
    }
    return new Other("hparams"); // the experiment, which only describes columns
  }

  private static Value readStart(Fields fields) throws IOException {
    Map<String, Object> values = new TreeMap<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == 1) {
        readEntry(fields.message(), values);
      } else {
        fields.skip();
      }
    }
    return HyperParameters.of(values);
  }

  private static void readEntry(Fields fields, Map<String, Object> to) throws IOException {
    String name = "";
    @Nullable Object value = null;
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> name = fields.text();
        case 2 -> value = readValue(fields.message(), DEEPEST);
        default -> fields.skip();
      }
    }
    if (value != null) {
      to.put(name, value);
    }
  }

  private static @Nullable Object readValue(Fields fields, int depth) throws IOException {
    @Nullable Object value = null;
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 2 -> value = fields.number();
        case 3 -> value = fields.text();
        case 4 -> value = fields.whole() != 0;
        case 6 -> value = readList(fields.message(), depth);
        default -> fields.skip();
      }
    }
    return value;
  }

  private static List<@Nullable Object> readList(Fields fields, int depth) throws IOException {
    if (depth == 0) {
      throw new InvalidProtocolBufferException("lists lie more than " + DEEPEST + " deep");
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      if (field == 1) {
        list.add(readValue(fields.message(), depth - 1));
      } else {
        fields.skip();
      }
    }
    return list;
  }
}
