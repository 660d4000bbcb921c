package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.data.fetch.Cache;
import org.ockham.data.fetch.Mirror;
import org.ockham.data.fetch.Progress;
import org.ockham.file.Sha256;

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
      Mirror.whole(exchange, Mirror.gzip(files.get(name)));
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
          images ? Mirror.gzip(file.getValue()) : file.getValue());
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

  private void writeZipped(Path data) throws IOException {
    Files.createDirectories(data);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(data.resolve(file.getKey() + ".gz"), Mirror.gzip(file.getValue()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19})
  void anUnpackingThatWasCutShortDoesNotHideTheGoodFile(int length) throws IOException {
    String name = "train-images-idx3-ubyte";
    byte[] cut = Arrays.copyOf(files.get(name), length);
    writeZipped(directory.resolve("MNIST/raw"));
    Files.write(directory.resolve("MNIST/raw").resolve(name), cut);
    IdxSet set = set(URI.create("http://unused/"));
    assertThat(set.from(DataDirectory.of(directory)).train().size()).isEqualTo(4);
    writeZipped(cache().data("mnist"));
    Files.write(cache().data("mnist").resolve(name), cut);
    try (Mirror mirror = mirror()) {
      assertThat(set(mirror.address()).from(cache()).train().size()).isEqualTo(4);
      assertThat(mirror.requests).isEmpty();
    }
  }

  @Test
  void aDamagedFileOfTheUsersIsNamedWithWhatToDo() throws IOException {
    writeZipped(directory.resolve("mnist"));
    Path bad = directory.resolve("mnist/train-labels-idx1-ubyte.gz");
    Files.write(bad, new byte[0]);
    assertThatThrownBy(() -> set(URI.create("http://unused/")).from(DataDirectory.of(directory)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            bad + " ends inside its header: replace it with the file of mnist, or delete it.");
    assertThat(set(URI.create("http://unused/")).present(DataDirectory.of(directory)))
        .isFalse();
  }

  @Test
  void aDamagedFileInTheCacheIsCalledThatWithoutANetwork() throws IOException {
    URI gone;
    try (Mirror mirror = mirror()) {
      gone = mirror.address();
    }
    writeZipped(cache().data("mnist"));
    Path bad = cache().data("mnist").resolve("train-labels-idx1-ubyte.gz");
    Files.write(bad, new byte[] {0, 0});
    assertThatThrownBy(() -> set(gone).from(cache()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            bad
                + " ends inside its header, and could not be fetched anew (localhost refused the connection): give the files");
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    writeZipped(directory.resolve("mnist"));
    Path pipe = directory.resolve("mnist/train-images-idx3-ubyte.gz");
    Files.delete(pipe);
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> set(URI.create("http://unused/")).from(DataDirectory.of(directory)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(pipe + " cannot be read: it is not a regular file: replace it");
    Path data = Files.createDirectories(cache().data("mnist"));
    for (String suffix : new String[] {".gz", ".gz.part", ".gz.part.from"}) {
      assertThat(Pipe.make(data.resolve("train-images-idx3-ubyte" + suffix))).isTrue();
    }
    try (Mirror mirror = mirror()) {
      assertThat(set(mirror.address()).from(cache()).train().size()).isEqualTo(4);
    }
  }

  @Test
  void whateverLiesInACacheIsReplacedByWhatIsRight() throws IOException {
    Path data = cache().data("mnist");
    writeZipped(data);
    Path file = data.resolve("train-images-idx3-ubyte.gz");
    List<byte[]> good = List.of(Files.readAllBytes(file), files.get("train-images-idx3-ubyte"));
    try (Mirror mirror = mirror()) {
      IdxSet set = set(mirror.address());
      Mutations.some(good, bytes -> {
        IdxTest.write(file, bytes);
        assertThat(set.from(cache()).train().image(3)).containsExactly(12, 13, 14, 15);
      });
    }
  }
}
