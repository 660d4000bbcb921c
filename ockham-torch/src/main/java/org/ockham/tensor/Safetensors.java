package org.ockham.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.ockham.file.AtomicFile;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/**
 * Named tensors in a file, in the <a href="https://github.com/huggingface/safetensors">safetensors</a> format: what models
 * and optimisers are stored in. PyTorch, JAX and others read and write it, and nothing in it can execute.
 *
 * <pre>{@code
 * Safetensors.write(file, network.stateDict(), Map.of("epoch", "7"));
 * network.load(Safetensors.read(file).tensors());
 * }</pre>
 *
 * @param tensors by name, in the order of the file
 * @param metadata what else the writer said, text by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /** How much is read or written at once: a buffer holds less than 2 GiB. */
  private static final long PIECE = 64L << 20;

  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a whole file. The tensors are on the CPU and belong to the open {@link Scope}, if there is one.
   *
   * @throws SafetensorsException if there is no such file, or it is not exactly what the format allows: truncated, with
   *     bytes left over, gaps or overlaps between tensors, an unknown type, a name twice
   */
  public static Safetensors read(Path file) {
    if (Files.isDirectory(file)) {
      throw new SafetensorsException(
          file, "is a directory, not a safetensors file: give the file in it", null);
    }
    try {
      InputFile.check(file);
      return readChecked(file);
    } catch (IOException e) {
      throw new SafetensorsException(file, "cannot be read: " + FileProblem.reason(e), e);
    }
  }

  private static Safetensors readChecked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Scope scope = Scope.open()) {
      SafetensorsHeader header = SafetensorsHeader.read(file, channel);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        Tensor tensor = empty(file, entry);
        for (long at = 0; at < entry.bytes(); at += PIECE) {
          ByteBuffer piece = tensor.handle.memory(at, Math.min(PIECE, entry.bytes() - at));
          readFully(file, channel, piece);
          if (entry.type() == DType.BOOL) {
            checkBooleans(file, entry.name(), piece.flip());
          }
        }
        tensors.put(entry.name(), tensor);
      }
      tensors.values().forEach(scope::keep);
      return new Safetensors(tensors, header.metadata());
    }
  }

  private static Tensor empty(Path file, SafetensorsHeader.Entry entry) {
    try {
      return Tensor.empty(entry.type(), entry.shape());
    } catch (EngineException e) {
      throw new SafetensorsException(
          file,
          "tensor '" + Excerpt.of(entry.name()) + "' of shape "
              + Excerpt.of(Arrays.toString(entry.shape())) + " cannot be made: "
              + Excerpt.ofMessage(String.valueOf(e.getMessage())),
          e);
    }
  }

  /**
   * Writes a file: all of it, or nothing. It takes shape under another name beside its place, reaches the disk, and is
   * renamed; a file that was there before stays until then. The same tensors and metadata give the same bytes, in whatever
   * order they come, and the bytes that Python's library writes.
   *
   * @throws SafetensorsException if the file cannot be written, or a tensor has the reserved name {@code __metadata__}
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    SafetensorsHeader header = SafetensorsHeader.of(file, tensors, metadata);
    try {
      AtomicFile.write(file, channel -> {
        AtomicFile.writeFully(channel, header.encode(file));
        for (SafetensorsHeader.Entry entry : header.entries()) {
          write(channel, entry, Objects.requireNonNull(tensors.get(entry.name())));
        }
      });
    } catch (IOException e) {
      throw new SafetensorsException(file, "cannot be written: " + FileProblem.reason(e), e);
    }
  }

  private static void write(FileChannel channel, SafetensorsHeader.Entry entry, Tensor tensor)
      throws IOException {
    try (Scope scope = Scope.open()) {
      Tensor source = tensor.detach().to(Device.cpu()).contiguous();
      for (long at = 0; at < entry.bytes(); at += PIECE) {
        AtomicFile.writeFully(
            channel, source.handle.memory(at, Math.min(PIECE, entry.bytes() - at)));
      }
    }
  }

  static void readFully(Path file, FileChannel channel, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new SafetensorsException(
            file,
            "ends " + target.remaining() + " bytes too early: it changed while it was read",
            null);
      }
    }
  }

  /** libtorch computes nonsense with other bytes. */
  private static void checkBooleans(Path file, String name, ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte value = bytes.get();
      if (value != 0 && value != 1) {
        throw new SafetensorsException(
            file,
            "tensor '" + Excerpt.of(name) + "' is BOOL and holds the byte " + (value & 0xFF)
                + ", not 0 or 1",
            null);
      }
    }
  }
}
