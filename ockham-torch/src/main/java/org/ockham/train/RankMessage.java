package org.ockham.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/** What ranks tell each other, as bytes. */
final class RankMessage {

  /** A type is told by its place here, so new ones go to the end. */
  private static final List<DType> TYPES = List.of(
      DType.UINT8,
      DType.INT8,
      DType.INT16,
      DType.INT32,
      DType.INT64,
      DType.FLOAT16,
      DType.FLOAT32,
      DType.FLOAT64,
      DType.BOOL,
      DType.BFLOAT16);

  private RankMessage() {}

  /** Writes a message. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads one. */
  @FunctionalInterface
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] write(Writing content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      content.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // bytes in memory have none
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] message, Reading<T> content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      return content.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of any length. */
  static void text(DataOutputStream out, String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(encoded.length);
    out.write(encoded);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  static void texts(DataOutputStream out, Map<String, String> texts) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> each : texts.entrySet()) {
      text(out, each.getKey());
      text(out, each.getValue());
    }
  }

  static Map<String, String> texts(DataInputStream in) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.put(text(in), text(in));
    }
    return texts;
  }

  /** Its type, its shape and the bits of its numbers. */
  static void tensor(DataOutputStream out, Tensor tensor) throws IOException {
    Tensor values = tensor.detach().to(Device.cpu()).contiguous();
    out.writeByte(TYPES.indexOf(values.dtype()));
    out.writeInt(values.dim());
    for (long size : values.shape()) {
      out.writeLong(size);
    }
    byte[] bytes = new byte[Math.toIntExact(values.numel() * values.dtype().bytes())];
    if (bytes.length > 0) {
      values.byteBuffer().get(bytes);
    }
    out.write(bytes);
  }

  static Tensor tensor(DataInputStream in) throws IOException {
    DType type = TYPES.get(in.readByte());
    long[] shape = new long[in.readInt()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    Tensor values = Tensor.empty(type, shape);
    int length = Math.toIntExact(values.numel() * type.bytes());
    if (length > 0) {
      values.byteBuffer().put(in.readNBytes(length));
    }
    return values;
  }
}
