package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxSetTest {
  @TempDir
  Path directory;

  private final Map<String, byte[]> files = Map.of(
      "train-images-idx3-ubyte", IdxTest.images(4),
      "train-labels-idx1-ubyte", IdxTest.labels(1, 2, 3, 4),
      "t10k-images-idx3-ubyte", IdxTest.images(2),
      "t10k-labels-idx1-ubyte", IdxTest.labels(5, 6));

  private IdxSet set(URI... mirrors) {
    return new IdxSet(
        "mnist",
        "MNIST/raw",
        Targets.classes(10),
        List.of(mirrors),
        new IdxSet.Pair(4, file("train-images-idx3-ubyte"), file("train-labels-idx1-ubyte")),
        new IdxSet.Pair(2, file("t10k-images-idx3-ubyte"), file("t10k-labels-idx1-ubyte")));
  }

  private IdxSet.File file(String name) {
    byte[] bytes = files.get(name);
    return new IdxSet.File(
        name, HexFormat.of().formatHex(Sha256.start().digest(bytes)), bytes.length);
  }

  private Mirror mirror() {
    return new Mirror((exchange, request) -> {
      String name = exchange.getRequestURI().getPath().replaceAll("^/|\\.gz$", "");
      Mirror.whole(exchange, IdxTest.gzip(files.get(name)));
    });
  }

  private Cache cache() {
    return Cache.in(directory.resolve("home")).withProgress(Progress.SILENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "MNIST/raw", "."})
  void aDirectoryOfTheUsersIsReadWhereverTheFilesLie(String place) throws IOException {
    Path data = Files.createDirectories(directory.resolve(place));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      boolean images = file.getKey().contains("images");
      Files.write(
          data.resolve(file.getKey() + (images ? ".gz" : "")),
          images ? IdxTest.gzip(file.getValue()) : file.getValue());
    }
    DataDirectory source = DataDirectory.of(directory);
    assertThat(set(URI.create("http://unused/")).present(source)).isTrue();
    ImageSet read = set(URI.create("http://unused/")).from(source);
    assertThat(read.train().size()).isEqualTo(4);
    assertThat(read.test().label(1)).isEqualTo(6);
    assertThat(read.first(1, 1).train().size()).isEqualTo(1);
  }

  @Test
  void aFileThatIsAbsentIsNamedWithTheRemedies() {
    IdxSet set = set(URI.create("http://unused/"));
    assertThat(set.present(DataDirectory.of(directory))).isFalse();
    assertThatThrownBy(() -> set.from(DataDirectory.of(directory)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "train-images-idx3-ubyte(.gz)", directory.resolve("mnist").toString(), "--data glyphs");
    assertThatThrownBy(() -> DataDirectory.of(directory.resolve("none")))
        .hasMessageContaining("is not a directory");
  }

  @Test
  void anotherSetsFilesAreRefused() throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      byte[] bytes = file.getValue().clone();
      bytes[bytes.length - 1] = 0;
      Files.write(directory.resolve(file.getKey()), bytes);
    }
    assertThatThrownBy(() -> set(URI.create("http://unused/")).from(DataDirectory.of(directory)))
        .hasMessageContainingAll("train-images-idx3-ubyte", "SHA-256", "is expected");
  }

  @Test
  void aCacheFetchesOnceAndKeeps() {
    try (Mirror mirror = mirror()) {
      assertThat(set(mirror.address()).from(cache()).train().label(3)).isEqualTo(4);
      assertThat(mirror.requests).hasSize(4);
      assertThat(set(mirror.address()).present(cache())).isTrue();
      set(mirror.address()).from(cache());
      assertThat(mirror.requests).hasSize(4);
    }
  }

  @Test
  void aDamagedFileInTheCacheIsFetchedAnew() throws IOException {
    try (Mirror mirror = mirror()) {
      set(mirror.address()).from(cache());
      Files.write(cache().data("mnist").resolve("t10k-images-idx3-ubyte.gz"), new byte[] {1, 2, 3});
      assertThat(set(mirror.address()).from(cache()).test().size()).isEqualTo(2);
      assertThat(mirror.requests).hasSize(5);
    }
  }

  @Test
  void withoutANetworkTheRemediesAreNamed() {
    URI gone;
    try (Mirror mirror = mirror()) {
      gone = mirror.address();
    }
    assertThatThrownBy(() -> set(gone).from(cache()))
        .hasMessageContainingAll(
            "could not be fetched",
            "localhost refused",
            "--data-dir",
            "--data glyphs",
            cache().data("mnist").toString())
        .extracting(e -> ((DataException) e).kind())
        .isEqualTo(DataException.Kind.UNREACHABLE);
  }
}
