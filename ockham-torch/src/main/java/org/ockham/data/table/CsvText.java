package org.ockham.data.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.data.DataException;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;

/**
 * A text file's bytes and how they are to be read: as its byte-order mark says, or as the user does.
 */
final class CsvText {

  /** An array's limit. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  /** UTF-32's little-endian mark begins with UTF-16's: the longer comes first. */
  private static final Map<Charset, byte[]> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put(Charset.forName("UTF-32LE"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0});
    MARKS.put(Charset.forName("UTF-32BE"), new byte[] {0, 0, (byte) 0xfe, (byte) 0xff});
    MARKS.put(StandardCharsets.UTF_8, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
    MARKS.put(StandardCharsets.UTF_16LE, new byte[] {(byte) 0xff, (byte) 0xfe});
    MARKS.put(StandardCharsets.UTF_16BE, new byte[] {(byte) 0xfe, (byte) 0xff});
  }

  private final Path file;
  private final byte[] bytes;
  private final int start;
  private final Charset charset;

  /** @param start behind the mark */
  private CsvText(Path file, byte[] bytes, int start, Charset charset) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.charset = charset;
  }

  /** Reads the file whole; half of the memory that Java may use is for what becomes of it. */
  static CsvText read(Path file, Charset charset) {
    try {
      InputFile.check(file);
      long size = Files.size(file);
      long most = Math.min(MOST, Runtime.getRuntime().maxMemory() / 2);
      if (size > most) {
        throw new DataException(file + " has " + size + " bytes, but a table is read from at most "
            + most + " here: cut it into parts, or give Java more memory with -Xmx (2 GiB is the"
            + " limit of a file).");
      }
      byte[] bytes = Files.readAllBytes(file);
      for (Map.Entry<Charset, byte[]> mark : MARKS.entrySet()) {
        int length = mark.getValue().length;
        if (bytes.length >= length && Arrays.equals(bytes, 0, length, mark.getValue(), 0, length)) {
          return new CsvText(file, bytes, length, mark.getKey());
        }
      }
      return new CsvText(file, bytes, 0, charset);
    } catch (IOException e) {
      throw new DataException(
          file + " cannot be read: " + FileProblem.reason(e) + ": give a CSV file.", e);
    }
  }

  Path file() {
    return file;
  }

  private CharsetDecoder decoder() {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  Reader open() {
    return new InputStreamReader(
        new ByteArrayInputStream(bytes, start, bytes.length - start), decoder());
  }

  /** Says where the text is not of its charset. */
  DataException malformed(Exception cause) {
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(8192);
    CharsetDecoder decoder = decoder();
    int line = 1;
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), true);
      for (char c : Arrays.copyOf(out.array(), out.position())) {
        line += c == '\n' ? 1 : 0;
      }
    } while (result.isOverflow());
    return new DataException(
        file + " is not text in " + charset.name() + ": byte " + in.position() + ", in line " + line
            + ", begins no character of it; give the charset in which the file was written.",
        cause);
  }
}
