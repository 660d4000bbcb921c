package org.ockham.file;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Gzip told by content, not by name, and read strictly: bytes behind the last member are an error. */
public final class Gzip {
  private Gzip() {}

  /** Looks at the next two bytes of a stream that can be marked. */
  public static boolean begins(InputStream in) throws IOException {
    in.mark(2);
    byte[] two = in.readNBytes(2);
    in.reset();
    return two.length == 2 && two[0] == 0x1f && two[1] == (byte) 0x8b;
  }

  /** What is packed in a stream, all of its members. */
  public static InputStream open(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }
}
