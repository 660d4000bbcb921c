package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.data.fetch.Cache;
import org.ockham.data.fetch.Mirror;
import org.ockham.data.fetch.Progress;
import org.ockham.file.ArchiveTest;
import org.ockham.file.Sha256;

class CifarTest {
  @TempDir
  Path directory;

  /** Two records of CIFAR-100, with edges that show when a plane begins a byte too early or too late. */
  private static byte[] two() {
    byte[] bytes = new byte[2 * 3074];
    bytes[0] = 11;
    bytes[1] = 19;
    Arrays.fill(bytes, 2, 2 + 1024, (byte) 255);
    Arrays.fill(bytes, 2 + 2048, 2 + 3072, (byte) 7);
    bytes[3074] = 4;
    bytes[3074 + 2] = 1;
    return bytes;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  @Test
  void twoLabelsGoBeforeThePixelsOfCifar100() throws IOException {
    Path file = file("two.bin", two());
    ImageDataset fine = Cifar100.read(file, Cifar100.Labels.FINE);
    ImageDataset coarse = Cifar100.read(file, Cifar100.Labels.COARSE);
    assertThat(fine.size()).isEqualTo(2);
    assertThat(fine.inputShape()).containsExactly(3, 32, 32);
    assertThat(fine.targets().names().get(fine.label(0))).isEqualTo("cattle");
    assertThat(coarse.targets().names().get(coarse.label(0)))
        .isEqualTo("large_omnivores_and_herbivores");
    assertThat(fine.label(0)).isEqualTo(19);
    assertThat(coarse.label(0)).isEqualTo(11);
    assertThat(fine.label(1)).isZero();
    assertThat(coarse.label(1)).isEqualTo(4);
    byte[] first = fine.image(0);
    assertThat(Arrays.copyOfRange(first, 0, 1024)).containsOnly(255);
    assertThat(Arrays.copyOfRange(first, 1024, 2048)).containsOnly(0);
    assertThat(Arrays.copyOfRange(first, 2048, 3072)).containsOnly(7);
    byte[] second = fine.image(1);
    assertThat(second[0]).isEqualTo((byte) 1);
    assertThat(Arrays.copyOfRange(second, 1, 3072)).containsOnly(0);
    assertThat(coarse.image(1)).isEqualTo(second);
  }

  @Test
  void aRecordThatIsCutShortIsNamedWithTheSizeAndTheMultiple() throws IOException {
    Path file = file("cut.bin", Arrays.copyOf(two(), 2 * 3074 + 3073));
    assertThatThrownBy(() -> Cifar100.read(file, Cifar100.Labels.FINE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + " has 9221 bytes, which is no multiple of 3074, the length of a record of 2 label and 3072 pixel bytes: give a whole binary file of CIFAR.");
    assertThatThrownBy(() -> Cifar10.read(file("two.bin", two())))
        .hasMessageContainingAll("6148 bytes", "no multiple of 3073");
    assertThatThrownBy(() -> Cifar10.read(file("empty.bin", new byte[0])))
        .hasMessageContaining("0 bytes");
    assertThatThrownBy(() -> Cifar10.read(directory.resolve("absent.bin")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("absent.bin", "there is no such file");
  }

  @Test
  void labelsThatAreNoneAreRefused() throws IOException {
    byte[] coarse = two();
    coarse[3074] = 20;
    Path file = file("coarse.bin", coarse);
    assertThatThrownBy(() -> Cifar100.read(file, Cifar100.Labels.FINE))
        .hasMessageContaining(
            "has the label 20 in record 1, but label byte 0 of a record is 0 to 19");
    byte[] fine = two();
    fine[1] = 100;
    assertThatThrownBy(() -> Cifar100.read(file("fine.bin", fine), Cifar100.Labels.COARSE))
        .hasMessageContaining("label 100 in record 0");
    byte[] ten = new byte[3073];
    ten[0] = 10;
    assertThatThrownBy(() -> Cifar10.read(file("ten.bin", ten)))
        .hasMessageContaining("label 10 in record 0, but label byte 0 of a record is 0 to 9");
  }

  @Test
  void classesHaveTheirNames() {
    assertThat(Cifar100.set(Cifar100.Labels.FINE).format().classes().names())
        .hasSize(100)
        .isSorted()
        .contains("maple_tree", "sweet_pepper", "worm");
    assertThat(Cifar100.set(Cifar100.Labels.COARSE).format().classes().names())
        .hasSize(20)
        .isSorted()
        .startsWith("aquatic_mammals")
        .endsWith("vehicles_2");
  }

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  CifarTest() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = new byte[(i + 1) * 3073];
      for (int r = 0; r <= i; r++) {
        bytes[r * 3073] = (byte) (3 * i + r);
        bytes[r * 3073 + 1] = (byte) (10 * i + r);
      }
      files.put(List.of("a.bin", "b.bin", "test.bin").get(i), bytes);
    }
  }

  private CifarSet set(URI... mirrors) {
    List<CifarSet.Batch> batches = files.entrySet().stream()
        .map(file -> new CifarSet.Batch(
            file.getKey(),
            file.getValue().length / 3073,
            HexFormat.of().formatHex(Sha256.start().digest(file.getValue()))))
        .toList();
    return new CifarSet(
        "cifar10",
        "cifar-10",
        "cifar-10-binary.tar.gz",
        100_000,
        "cifar-10-batches-bin",
        List.of(mirrors),
        Cifar10.SET.format(),
        batches.subList(0, 2),
        batches.subList(2, 3));
  }

  private byte[] archive(String... names) throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("cifar-10-batches-bin/batches.meta.txt", new byte[] {'x'});
    for (String name : names) {
      packed.put("cifar-10-batches-bin/" + name, files.get(name));
    }
    return ArchiveTest.gzip(ArchiveTest.tar(packed));
  }

  private static void assertWhole(ImageSet set) {
    assertThat(set.train().size()).isEqualTo(3);
    assertThat(set.test().size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(set.train().label(i)).isEqualTo(new int[] {0, 3, 4}[i]);
      assertThat(set.train().image(i)[0]).isEqualTo((byte) new int[] {0, 10, 11}[i]);
      assertThat(set.test().label(i)).isEqualTo(6 + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10", "cifar-10", "."})
  void theArchiveIsReadWhereverItLiesAndHoweverItIsOrdered(String place) throws IOException {
    Path data = Files.createDirectories(directory.resolve(place).normalize());
    Files.write(data.resolve("cifar-10-binary.tar.gz"), archive("test.bin", "b.bin", "a.bin"));
    DataDirectory source = DataDirectory.of(directory);
    assertThat(set().present(source)).isTrue();
    assertWhole(set().from(source));
    assertThat(data.resolve("cifar-10-batches-bin")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10/cifar-10-batches-bin", "cifar-10-batches-bin", "cifar10", "."})
  void theUnpackedFilesAreReadToo(String place) throws IOException {
    Path data = Files.createDirectories(directory.resolve(place).normalize());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(data.resolve(file.getKey()), file.getValue());
    }
    DataDirectory source = DataDirectory.of(directory);
    assertThat(set().present(source)).isTrue();
    assertWhole(set().from(source));
    Path bad = data.resolve("b.bin");
    Files.write(bad, Arrays.copyOf(files.get("b.bin"), 5000));
    assertThatThrownBy(() -> set().from(source))
        .isInstanceOf(DataException.class)
        .hasMessage(
            bad
                + " has 5000 bytes, but 6146 are expected, 2 records of 3073: replace it with the file of cifar10, or delete it.");
    Files.delete(bad);
    assertThat(set().present(source)).isFalse();
    assertThatThrownBy(() -> set().from(source))
        .hasMessageContaining(bad + " cannot be read: there is no such file");
  }

  @Test
  void anUnpackingThatWasCutShortDoesNotHideTheArchive() throws IOException {
    Path data = Files.createDirectories(directory.resolve("cifar-10/cifar-10-batches-bin"));
    Files.write(data.resolve("a.bin"), files.get("a.bin"));
    Files.write(directory.resolve("cifar-10-binary.tar.gz"), archive("a.bin", "b.bin", "test.bin"));
    assertWhole(set().from(DataDirectory.of(directory)));
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    Path file = directory.resolve("cifar-10-binary.tar.gz");
    byte[] whole = archive("a.bin", "b.bin", "test.bin");
    files.get("b.bin")[3072] ^= 1;
    Files.write(file, archive("a.bin", "b.bin", "test.bin"));
    files.get("b.bin")[3072] ^= 1;
    assertThatThrownBy(() -> set().from(DataDirectory.of(directory)))
        .hasMessageContainingAll(file + " (b.bin) has the SHA-256 ", "of another data set");
    Files.write(file, archive("a.bin", "test.bin"));
    assertThatThrownBy(() -> set().from(DataDirectory.of(directory)))
        .hasMessageContaining(file + " does not hold b.bin, so it is cut off");
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> set().from(DataDirectory.of(directory)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void whatWouldLeaveItsFolderIsRefused() throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>(files);
    packed.put("../../evil.bin", new byte[] {1});
    Path file = directory.resolve("cifar-10-binary.tar.gz");
    Files.write(file, ArchiveTest.gzip(ArchiveTest.tar(packed)));
    assertThatThrownBy(() -> set().from(DataDirectory.of(directory)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            file + " cannot be read: it holds ../../evil.bin, a name that leaves its folder");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aCacheFetchesTheArchiveOnceAndReplacesADamagedOne() throws IOException {
    byte[] whole = archive("a.bin", "b.bin", "test.bin");
    Cache cache = Cache.in(directory.resolve("home")).withProgress(Progress.SILENT);
    try (Mirror mirror = new Mirror((exchange, request) -> Mirror.whole(exchange, whole))) {
      CifarSet set = set(mirror.address("cifar-10-binary.tar.gz"));
      assertThat(set.present(cache)).isFalse();
      assertWhole(set.from(cache));
      assertThat(set.present(cache)).isTrue();
      assertWhole(set.from(cache));
      assertThat(mirror.requests).hasSize(1);
      Path kept = cache.data("cifar10").resolve("cifar-10-binary.tar.gz");
      assertThat(kept).hasBinaryContent(whole);
      Mutations.some(List.of(whole), bytes -> {
        IdxTest.write(kept, bytes);
        assertWhole(set.from(cache));
      });
    }
  }

  @Test
  void anArchiveOfAnotherContentIsNotKept() throws IOException {
    files.get("a.bin")[5] ^= 1;
    byte[] other = archive("a.bin", "b.bin", "test.bin");
    files.get("a.bin")[5] ^= 1;
    Cache cache = Cache.in(directory.resolve("home")).withProgress(Progress.SILENT);
    try (Mirror mirror = new Mirror((exchange, request) -> Mirror.whole(exchange, other))) {
      assertThatThrownBy(() -> set(mirror.address("cifar-10-binary.tar.gz")).from(cache))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(
              "cifar-10-binary.tar.gz could not be fetched", "sent other content than expected")
          .extracting(e -> ((DataException) e).kind())
          .isEqualTo(DataException.Kind.UNREACHABLE);
    }
    assertThat(cache.data("cifar10").resolve("cifar-10-binary.tar.gz")).doesNotExist();
  }
}
