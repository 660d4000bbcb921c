package org.ockham.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.Pipe;

public class ArchiveTest {
  @TempDir
  Path directory;

  /** A tar of these files. */
  public static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** The bytes, packed. */
  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** A zip of these files. */
  public static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("archive"), bytes);
  }

  private static Map<String, String> read(Path archive, long most) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Archive.each(
        archive,
        most,
        (name, size, in) -> texts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void filesAreReadWhereTheyLie(String form) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("./folder/a", text("first"));
    files.put("folder/" + "long".repeat(40), text("second"));
    byte[] bytes = form.equals("zip") ? zip(files) : tar(files);
    Path archive = file(form.endsWith("gz") ? gzip(bytes) : bytes);
    assertThat(Archive.begins(archive)).isTrue();
    assertThat(read(archive, 1 << 20))
        .containsExactly(
            Map.entry("folder/a", "first"), Map.entry("folder/" + "long".repeat(40), "second"));
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(archive));
    assertThat(Archive.begins(file(text("no archive")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "a/../../x", "/etc/x", "\\x", "..\\x", "C:/x", "c:x", "./../x", "a/.."})
  void namesThatLeaveTheFolderAreRefused(String name) throws IOException {
    Path tar = file(tar(Map.of(name, text("x"))));
    assertThatThrownBy(() -> read(tar, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a name that leaves its folder");
    Path zip = file(zip(Map.of(name, text("x"))));
    assertThatThrownBy(() -> read(zip, 1 << 20)).hasMessageContaining("leaves its folder");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_FIFO,
        TarConstants.LF_CHR
      })
  void linksAndDevicesAreRefused(byte kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry link = new TarArchiveEntry("inside", kind);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    Path archive = file(out.toByteArray());
    assertThatThrownBy(() -> read(archive, 1 << 20))
        .hasMessage("it holds inside, which is a link or no plain file");
  }

  @Test
  void aBombIsPutDownAtItsLimit() throws IOException {
    byte[] zeros = new byte[20_000_000];
    byte[] bomb = gzip(tar(Map.of("zeros", zeros)));
    assertThat(bomb.length).isLessThan(100_000);
    // Damaged at its end, which a reader of all of it would meet.
    Path tar = file(Arrays.copyOf(bomb, bomb.length - 8));
    assertThatThrownBy(() -> read(tar, 100_000))
        .hasMessage("it holds more than the 100000 bytes that are expected");
    // Passed over, it is unpacked too.
    assertThatThrownBy(() -> Archive.each(tar, 100_000, (name, size, in) -> {}))
        .hasMessageContaining("more than the 100000 bytes");
    Path zip = file(zip(Map.of("zeros", zeros)));
    assertThatThrownBy(() -> read(zip, 100_000)).hasMessageContaining("more than the 100000 bytes");
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", text("first"));
    files.put("b", text("second"));
    byte[] tar = tar(files);
    everyTruncationIsFound(tar, 2 * 1024 + 512); // what follows its first end block is padding
    byte[] gzip = gzip(tar);
    everyTruncationIsFound(gzip, gzip.length);
    byte[] zip = zip(files);
    everyTruncationIsFound(zip, zip.length);
    assertThatThrownBy(() -> read(file(Arrays.copyOf(tar, 1024)), 1 << 20))
        .hasMessage("it is cut off");
  }

  private void everyTruncationIsFound(byte[] whole, int needed) throws IOException {
    for (int length = 0; length < needed; length++) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> read(cut, 1 << 20))
          .as("cut to " + length)
          .isInstanceOf(IOException.class);
    }
    assertThat(read(file(Arrays.copyOf(whole, needed)), 1 << 20)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "zip"})
  void theLimitIsThatOfAllFilesTogether(String form) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", new byte[60_000]);
    files.put("b", new byte[60_000]);
    Path archive = file(form.equals("zip") ? zip(files) : tar(files));
    assertThatThrownBy(() -> read(archive, 100_000))
        .hasMessage("it holds more than the 100000 bytes that are expected");
    assertThat(read(archive, 130_000)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar", "tar.gz", "zip"})
  void damageIsAnIoExceptionWhateverItIs(String form) throws IOException {
    Map<String, byte[]> files = Map.of("folder/a", text("first"));
    byte[] bytes = form.equals("zip") ? zip(files) : tar(files);
    List<byte[]> good = List.of(form.endsWith("gz") ? gzip(bytes) : bytes);
    Mutations.some(good, damaged -> {
      Throwable thrown = catchThrowable(() -> {
        try {
          read(file(damaged), 1 << 20);
        } catch (UncheckedIOException e) {
          throw new AssertionError(e);
        }
      });
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(IOException.class);
      }
    });
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> read(pipe, 1)).hasMessageContaining("it is not a regular file");
    assertThatThrownBy(() -> Archive.begins(pipe)).hasMessageContaining("not a regular file");
  }
}
