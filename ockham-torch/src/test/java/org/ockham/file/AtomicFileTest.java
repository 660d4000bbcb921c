package org.ockham.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir
  Path folder;

  @Test
  void replacesWhatWasThere() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    AtomicFile.write(file, "né");
    assertThat(Files.readString(file)).isEqualTo("né");
    assertThat(files()).containsExactly("a.txt");
  }

  @Test
  void aLinkIsReplacedAndNotFollowed() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
    AtomicFile.write(link, "new");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(Files.readString(link)).isEqualTo("new");
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(files()).containsExactlyInAnyOrder("a.txt", "link");
  }

  @Test
  void whatIsNoRegularFileStays() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    assertThatThrownBy(() -> AtomicFile.write(directory, "text"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no regular file");
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      assertThatThrownBy(() -> AtomicFile.write(device, "text"))
          .hasMessageContaining("is no regular file");
      assertThat(Files.isRegularFile(device)).isFalse();
    }
    assertThat(files()).containsExactly("directory");
  }

  @Test
  void aFailureLeavesThePlaceAsItWas() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "old");
    assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
          channel.write(ByteBuffer.wrap(new byte[100]));
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(files()).containsExactly("a.txt");
  }

  @Test
  void writersOfOneFileDoNotMeet() throws Exception {
    Path file = folder.resolve("a.txt");
    List<String> texts = List.of("a".repeat(100_000), "b".repeat(200_000), "c".repeat(50_000));
    AtomicFile.write(file, texts.get(0));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (String text : texts) {
        work.add(threads.submit(() -> {
          for (int i = 0; i < 50; i++) {
            AtomicFile.write(file, text);
          }
          return null;
        }));
      }
      work.add(threads.submit(() -> {
        for (int i = 0; i < 200; i++) {
          assertThat(texts).contains(Files.readString(file));
        }
        return null;
      }));
      for (Future<?> one : work) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(files()).containsExactly("a.txt");
  }

  @Test
  void theDraftsOfOnePlaceGoAlone() throws IOException {
    String drafted = "." + UUID.randomUUID() + ".tmp";
    for (String name : List.of("a.txt", ".a.txt" + drafted, ".b.txt" + drafted, ".a.txt.tmp")) {
      Files.writeString(folder.resolve(name), name);
    }
    AtomicFile.sweepOf(folder.resolve("a.txt"));
    assertThat(files()).containsExactlyInAnyOrder("a.txt", ".b.txt" + drafted, ".a.txt.tmp");
    AtomicFile.sweep(folder);
    assertThat(files()).containsExactlyInAnyOrder("a.txt", ".a.txt.tmp");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
