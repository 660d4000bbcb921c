package org.ockham.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * An archive (tar, gzipped or not, or zip, told by content) whose files are read where they lie: nothing is unpacked to the disk. An
 * archive that would harm whoever unpacked it, by names that leave its folder or by links, is refused all the same.
 */
public final class Archive {

  /** Is given each file of an archive. */
  @FunctionalInterface
  public interface Entry {

    /**
     * One file.
     *
     * @param name with the folders that it is in, separated by slashes
     * @param size as the archive says it, or -1
     * @param in its content; what is left of it is passed over
     */
    void read(String name, long size, InputStream in) throws IOException;
  }

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] USTAR = {'u', 's', 't', 'a', 'r'};
  private static final int USTAR_AT = 257;
  private static final Set<Byte> PLAIN =
      Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

  private Archive() {}

  /** Whether a file begins like an archive that can be read; gzip is taken to hold a tar. */
  public static boolean begins(Path file) throws IOException {
    InputFile.check(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(USTAR_AT + USTAR.length);
      return (head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b)
          || isZip(head)
          || (head.length == USTAR_AT + USTAR.length
              && Arrays.equals(head, USTAR_AT, head.length, USTAR, 0, USTAR.length));
    }
  }

  private static boolean isZip(byte[] head) {
    return head.length >= ZIP.length && Arrays.equals(head, 0, ZIP.length, ZIP, 0, ZIP.length);
  }

  /**
   * Gives each file of an archive in turn.
   *
   * @param most how many bytes all of it may be once it is unpacked: reading stops there
   * @throws IOException if the archive is damaged, holds more, has a name that leaves its folder, or a link
   */
  public static void each(Path file, long most, Entry use) throws IOException {
    InputFile.check(file);
    try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      stored.mark(ZIP.length);
      boolean zip = isZip(stored.readNBytes(ZIP.length));
      stored.reset();
      if (zip) {
        zip(file, most, use);
      } else {
        tar(new Limited(Gzip.begins(stored) ? Gzip.open(stored) : stored, most, most), use);
      }
    } catch (IllegalArgumentException e) { // from the arithmetic of damaged headers
      throw new IOException("its table of contents is damaged", e);
    }
  }

  private static void tar(InputStream plain, Entry use) throws IOException {
    Tar tar = new Tar(plain);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String name = inside(entry.getName());
      if (entry.isDirectory()) {
        continue;
      }
      if (!PLAIN.contains(entry.getLinkFlag()) || entry.isSparse()) {
        throw new IOException(
            "it holds " + Excerpt.of(name) + ", which is a link or no plain file");
      }
      use.read(name, entry.getSize(), tar);
    }
    if (!tar.ended) {
      throw new IOException("it is cut off");
    }
    byte[] block = new byte[1 << 13];
    while (plain.read(block) >= 0) {
      // To the end, where gzip has its checksum.
    }
  }

  private static void zip(Path file, long most, Entry use) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = most;
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = inside(entry.getName());
        if (!entry.isDirectory()) {
          try (Limited in = new Limited(zip.getInputStream(entry), most, left)) {
            use.read(name, entry.getSize(), in);
            left = in.left;
          }
        }
      }
    }
  }

  /** The name, which must lead to nowhere but below the archive's own folder. */
  private static String inside(String name) throws IOException {
    String plain = name.replace('\\', '/').replaceFirst("^(\\./)+", "");
    if (plain.startsWith("/")
        || plain.matches("(?s)[A-Za-z]:.*")
        || Arrays.asList(plain.split("/", -1)).contains("..")) {
      throw new IOException("it holds " + Excerpt.of(name) + ", a name that leaves its folder");
    }
    return plain;
  }

  /** A tar that knows whether it has come to its end block, or merely to the end of its file. */
  private static final class Tar extends TarArchiveInputStream {
    private boolean ended;

    Tar(InputStream in) {
      super(in);
    }

    @Override
    protected boolean isEOFRecord(byte @Nullable [] block) {
      boolean end = super.isEOFRecord(block);
      ended |= end && block != null;
      return end;
    }
  }

  /** A stream that says so when it gives more than it should. */
  private static final class Limited extends FilterInputStream {
    private final long most;
    private long left;

    /**
     * @param most how many bytes all may be, for the sentence
     * @param left how many of them may still come
     */
    Limited(InputStream in, long most, long left) {
      super(in);
      this.most = most;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      spend(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
      int count = in.read(block, offset, length);
      spend(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(count);
      spend(skipped);
      return skipped;
    }

    private void spend(long count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new IOException("it holds more than the " + most + " bytes that are expected");
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
