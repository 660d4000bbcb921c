package org.ockham.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file, or of what it holds once it is unzipped. */
public final class Sha256 {
  private Sha256() {}

  /** A checksum of nothing yet. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** The checksum in 64 small hexadecimal digits. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The checksum of a file's content, unzipped if it is zipped; reading stops once it exceeds {@code limit} bytes. */
  public static String ofContent(Path file, long limit) throws IOException {
    InputFile.check(file);
    try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = Gzip.begins(stored) ? Gzip.open(stored) : stored) {
      return of(in, limit);
    }
  }

  /** The checksum of a file as it is; reading stops once it exceeds {@code limit} bytes. */
  public static String ofFile(Path file, long limit) throws IOException {
    InputFile.check(file);
    try (InputStream in = Files.newInputStream(file)) {
      return of(in, limit);
    }
  }

  private static String of(InputStream in, long limit) throws IOException {
    MessageDigest digest = start();
    byte[] block = new byte[1 << 16];
    long seen = 0;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      seen += n;
      if (seen > limit) {
        throw new IOException("its content is longer than " + limit + " bytes");
      }
      digest.update(block, 0, n);
    }
    return hex(digest);
  }
}
