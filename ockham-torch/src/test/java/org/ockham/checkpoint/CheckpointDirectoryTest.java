package org.ockham.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.Pipe;
import org.ockham.file.Sha256;
import org.ockham.state.SavedState;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class CheckpointDirectoryTest {

  private static final List<String> FILES =
      List.of("model.safetensors", "optimizer.safetensors", "state.json", "state.safetensors");

  @TempDir
  Path folder;

  /** Of this step, and recognisable by it. */
  private static CheckpointContents contents(long step) {
    return new CheckpointContents(
        step,
        Map.of("weight", Tensor.of((float) step, 2, 3)),
        Map.of(
            "weight.momentum",
            Tensor.of((float) -step, 5, 6),
            "param_groups.0.lr",
            Tensor.scalar(0.1)),
        new SavedState(
            Map.of("epoch", step, "best", Double.NaN),
            Map.of("kept/weight", Tensor.of((float) step))));
  }

  private static void assertHolds(Path place, long step) {
    try (Scope scope = Scope.open()) {
      CheckpointContents read = CheckpointDirectory.read(place);
      assertThat(read.step()).isEqualTo(step);
      assertThat(read.model().get("weight").toFloats()).containsExactly((float) step, 2, 3);
      assertThat(read.optimizer().get("weight.momentum").toFloats())
          .containsExactly((float) -step, 5, 6);
      assertThat(read.rest().values()).isEqualTo(Map.of("epoch", step, "best", Double.NaN));
      assertThat(read.rest().tensor("kept/weight").item()).isEqualTo((double) step);
    }
  }

  private static List<String> names(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---------------------------------------------------------------- writing

  @Test
  void whatIsWrittenIsRead() {
    Path place = folder.resolve("new/last");
    CheckpointDirectory.write(place, contents(3));
    assertHolds(place, 3);
    assertThat(names(place)).isEqualTo(FILES);
    assertThat(names(folder.resolve("new"))).containsExactly("last");
    CheckpointDirectory.write(place, contents(4));
    assertHolds(place, 4);
    assertThat(names(folder.resolve("new"))).containsExactly("last");
  }

  @Test
  void theRestNeedsNoFileOfItsOwn() {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(
        place, new CheckpointContents(1, Map.of(), Map.of(), SavedState.nothing()));
    assertThat(names(place))
        .containsExactly("model.safetensors", "optimizer.safetensors", "state.json");
    assertThat(CheckpointDirectory.read(place).rest().isEmpty()).isTrue();
  }

  @Test
  void theSameContentsGiveTheSameBytes() throws IOException {
    CheckpointDirectory.write(folder.resolve("a"), contents(3));
    CheckpointDirectory.write(folder.resolve("b"), contents(3));
    for (String name : FILES) {
      assertThat(folder.resolve("a").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
    }
  }

  /** Whenever the disk is full, the old checkpoint is there and nothing beside it. */
  @Test
  void aFullDiskLeavesTheOldCheckpointAndNothingElse() throws IOException {
    int refused = 0;
    for (int blocks = 40; blocks <= 200; blocks++) {
      Configuration disk = Configuration.unix().toBuilder()
          .setBlockSize(32)
          .setMaxSize(blocks * 32L)
          .build();
      try (FileSystem full = Jimfs.newFileSystem(disk)) {
        Path place = full.getPath("/run/last");
        Files.createDirectories(place.getParent());
        try {
          CheckpointDirectory.write(place, contents(1));
        } catch (CheckpointException e) {
          assertThat(names(place.getParent())).isEmpty();
          continue; // not even the first fits
        }
        long step = 1;
        try {
          CheckpointDirectory.write(place, contents(2));
          step = 2;
        } catch (CheckpointException e) {
          refused++;
          assertThat(e)
              .hasMessageMatching(
                  "the checkpoint /run/last cannot be written: .*out of disk space.*");
        }
        assertHolds(place, step);
        assertThat(names(place.getParent())).containsExactly("last");
      }
    }
    assertThat(refused).isGreaterThan(5);
  }

  @Test
  void aKilledWritersWorkIsTakenUp() throws IOException {
    Path place = folder.resolve("last");
    Path old = folder.resolve(".last.old");
    Path draft = folder.resolve(".last.new");
    // before its end: the old one is in its place
    CheckpointDirectory.write(place, contents(1));
    Files.createDirectory(draft);
    Files.writeString(draft.resolve("model.safetensors"), "half");
    assertHolds(place, 1);
    assertThat(CheckpointDirectory.latestGood(folder)).isEqualTo(place);
    CheckpointDirectory.write(place, contents(2));
    assertThat(names(folder)).containsExactly("last");
    // between the two renames: the new one is whole
    Files.move(place, old);
    CheckpointDirectory.write(folder.resolve("other"), contents(3));
    Files.move(folder.resolve("other"), draft);
    assertHolds(place, 3);
    assertThat(CheckpointDirectory.latestGood(folder)).isEqualTo(place);
    CheckpointDirectory.write(place, contents(4));
    assertHolds(place, 4);
    assertThat(names(folder)).containsExactly("last");
    // while the first one was renamed back
    Files.move(place, old);
    assertHolds(place, 4);
    CheckpointDirectory.write(place, contents(5));
    // while the old one was being deleted
    Files.createDirectory(old);
    Files.writeString(old.resolve("model.safetensors"), "left");
    assertHolds(place, 5);
    CheckpointDirectory.write(place, contents(6));
    assertHolds(place, 6);
    assertThat(names(folder)).containsExactly("last");
  }

  @Test
  void nothingButCheckpointsIsReplacedOrDeleted() throws IOException {
    Path place = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(place.resolve("thesis.tex"), "all of it");
    assertThatThrownBy(() -> CheckpointDirectory.write(place, contents(1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "there is 'thesis.tex' in the directory, which is no part of a checkpoint");
    assertThatThrownBy(() -> CheckpointDirectory.delete(place)).hasMessageContaining("thesis.tex");
    assertThat(names(folder)).containsExactly("mine");
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> CheckpointDirectory.write(file, contents(1)))
        .hasMessageContaining("it is not a directory");
    assertThatThrownBy(() -> CheckpointDirectory.write(file.resolve("below"), contents(1)))
        .isInstanceOf(CheckpointException.class);
    assertThat(file).hasContent("mine");
    assertThat(place.resolve("thesis.tex")).hasContent("all of it");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CheckpointDirectory.write(empty, contents(1));
    assertHolds(empty, 1);
  }

  @Test
  void aLinkIsReplacedAndNotWhatItLeadsTo() throws IOException {
    Path elsewhere = folder.resolve("elsewhere/last");
    CheckpointDirectory.write(elsewhere, contents(1));
    Path place = link(folder.resolve("last"), elsewhere);
    assertHolds(place, 1);
    CheckpointDirectory.write(place, contents(2));
    assertHolds(place, 2);
    assertHolds(elsewhere, 1);
    Files.delete(place.resolve("state.json"));
    CheckpointDirectory.delete(place);
    link(place, elsewhere);
    CheckpointDirectory.delete(place);
    assertHolds(elsewhere, 1);
    assertThat(names(folder)).containsExactly("elsewhere");
  }

  @Test
  void oneIsDeleted() {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(place, contents(1));
    CheckpointDirectory.delete(place);
    CheckpointDirectory.delete(place);
    assertThat(names(folder)).isEmpty();
  }

  // ---------------------------------------------------------------- reading

  @Test
  void theLatestThatIsWholeIsFound() throws IOException {
    assertThatThrownBy(() -> CheckpointDirectory.latestGood(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("has no directory in it");
    for (long step : new long[] {9, 10, 8}) {
      CheckpointDirectory.write(folder.resolve("step=" + step), contents(step));
    }
    Files.createDirectory(folder.resolve("something else"));
    Files.writeString(folder.resolve("a file"), "");
    assertThat(CheckpointDirectory.latestGood(folder)).isEqualTo(folder.resolve("step=10"));
    Files.writeString(folder.resolve("step=10/model.safetensors"), "torn");
    assertThat(CheckpointDirectory.latestGood(folder)).isEqualTo(folder.resolve("step=9"));
    Files.delete(folder.resolve("step=9/state.json"));
    Files.delete(folder.resolve("step=8/optimizer.safetensors"));
    assertThatThrownBy(() -> CheckpointDirectory.latestGood(folder))
        .hasMessageContaining("there is none that is whole")
        .hasMessageContaining("step=9 is refused: it has no state.json");
    assertThatThrownBy(() -> CheckpointDirectory.latestGood(folder.resolve("absent")))
        .hasMessageContaining("there is no such file or directory");
  }

  @Test
  void whatIsNotExactlyACheckpointIsRefusedByNameAndReason() throws Exception {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(place, contents(1));
    Path model = place.resolve("model.safetensors");
    Path kept = Files.copy(model, folder.resolve("kept"));

    assertRefused(folder.resolve("absent"), "cannot be read: there is no such file or directory");
    assertRefused(kept, "cannot be read: it is not a directory");
    assertRefused(Files.createDirectory(folder.resolve("empty")), "it has no state.json");

    Path more = Files.writeString(place.resolve("run.sh"), "rm");
    assertRefused(place, "it has run.sh, which is no part of it");
    Files.delete(more);

    Files.delete(model);
    assertRefused(place, "it lacks model.safetensors");
    if (Pipe.make(model)) {
      assertRefused(place, "it is not a regular file");
      Files.delete(model);
    }
    Files.createDirectory(model);
    assertRefused(place, "it is a directory");
    Files.delete(model);
    link(model, kept);
    assertRefused(place, "model.safetensors is a link, which no checkpoint has");
    Files.delete(model);

    byte[] bytes = Files.readAllBytes(kept);
    Files.write(model, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused(
        place, "model.safetensors is " + (bytes.length - 1) + " bytes long where " + bytes.length);
    bytes[bytes.length - 1] ^= 1;
    Files.write(model, bytes);
    assertRefused(place, "model.safetensors is not as it was written: its checksum differs");
    Files.copy(kept, model, StandardCopyOption.REPLACE_EXISTING);
    assertHolds(place, 1);

    Files.writeString(place.resolve("state.json"), "{}");
    assertRefused(place, "state.json is not the state of a checkpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../model.safetensors",
        "/etc/passwd",
        "sub/model.safetensors",
        "state.json",
        "model.pt",
        "MODEL.SAFETENSORS"
      })
  void noOtherFileIsEverOpened(String name) throws IOException {
    Path place = folder.resolve("run/last");
    CheckpointDirectory.write(place, contents(1));
    Files.copy(place.resolve("model.safetensors"), folder.resolve("run/model.safetensors"));
    forge(place, content -> content.replace("\"state.safetensors\"", "\"" + name + "\""));
    assertThatThrownBy(() -> CheckpointDirectory.read(place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("run/last is refused: ");
  }

  /** With a right checksum of everything, so that the readers behind it are reached. */
  @Test
  void forgedFilesAreRefusedToo() throws IOException {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(place, contents(1));
    Path model = place.resolve("model.safetensors");
    for (String header : List.of(
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9,13]}}",
        "{\"__class__\":\"java.lang.Runtime\"}")) {
      byte[] json = header.getBytes(StandardCharsets.UTF_8);
      ByteBuffer file = ByteBuffer.allocate(8 + json.length + 4)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(json.length)
          .put(json);
      Files.write(model, file.array());
      forgeSums(place);
      assertRefused(place, "model.safetensors: ");
    }
    byte[] huge = new byte[64];
    huge[6] = 1;
    Files.write(model, huge);
    forgeSums(place);
    assertRefused(place, "announces a header of 281474976710656 bytes");
  }

  /** The index is read by this package alone, so it gets all of them; of tensors the format's own tests have seen many. */
  private static BiConsumer<List<byte[]>, Consumer<byte[]>> mutations(String name) {
    return name.equals("state.json") ? Mutations::each : Mutations::some;
  }

  /** Thousands of damaged copies of each file: what is read is what was written, or nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"model.safetensors", "optimizer.safetensors", "state.json", "state.safetensors"})
  void damagedFilesAreRefused(String name) throws IOException {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(place, contents(1));
    Path file = place.resolve(name);
    byte[] good = Files.readAllBytes(file);
    mutations(name).accept(List.of(good), bytes -> {
      write(file, bytes);
      if (Arrays.equals(bytes, good)) {
        assertHolds(place, 1);
      } else {
        assertThatThrownBy(() -> CheckpointDirectory.read(place))
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining(name);
      }
    });
  }

  /** The same with right checksums: what is accepted is a state, whatever it says, and all else is refused in words. */
  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "state.json", "state.safetensors"})
  void forgedDamageIsReadOrRefusedInWords(String name) throws IOException {
    Path place = folder.resolve("last");
    CheckpointDirectory.write(place, contents(1));
    Path file = place.resolve(name);
    String index = Files.readString(place.resolve("state.json"));
    byte[] good = name.equals("state.json")
        ? content(index).getBytes(StandardCharsets.ISO_8859_1)
        : Files.readAllBytes(file);
    int[] read = new int[1];
    mutations(name).accept(List.of(good), bytes -> {
      if (name.equals("state.json")) {
        write(file, signed(bytes));
      } else {
        write(file, bytes);
        write(place.resolve("state.json"), index.getBytes(StandardCharsets.UTF_8));
        forgeSums(place);
      }
      try (Scope scope = Scope.open()) {
        CheckpointDirectory.read(place);
        read[0]++;
      } catch (CheckpointException e) {
        assertThat(e.getMessage()).hasSizeLessThan(800).doesNotContain("\n");
      }
    });
    if (name.equals("state.json")) {
      assertThat(read[0]).as("those that are a state all the same").isPositive();
    }
  }

  private static void assertRefused(Path place, String reason) {
    assertThatThrownBy(() -> CheckpointDirectory.read(place))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("the checkpoint " + place + " ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  private static Path link(Path place, Path target) {
    try {
      return Files.createSymbolicLink(place, target);
    } catch (IOException | UnsupportedOperationException e) {
      assumeThat(false).as("links can be made here: %s", e).isTrue();
      return place;
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the content of the index and its checksum. */
  private static void forge(Path place, UnaryOperator<String> change) throws IOException {
    Path index = place.resolve("state.json");
    Files.write(index, CheckpointIndexTest.signed(change.apply(content(Files.readString(index)))));
  }

  private static String content(String index) {
    return index.substring(index.indexOf("\"content\":") + 10, index.length() - 2);
  }

  private static byte[] signed(byte[] content) {
    var digest = Sha256.start();
    digest.update(content);
    byte[] head = ("{\"sha256\":\"" + Sha256.hex(digest) + "\",\"content\":")
        .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + content.length + 2);
    System.arraycopy(content, 0, all, head.length, content.length);
    all[all.length - 2] = '}';
    all[all.length - 1] = '\n';
    return all;
  }

  /** Makes the index announce the files as they are now. */
  private static void forgeSums(Path place) {
    try {
      CheckpointIndex index =
          CheckpointIndex.decode(Files.readAllBytes(place.resolve("state.json")));
      Map<String, CheckpointIndex.Sum> sums = new LinkedHashMap<>();
      for (String name : index.files().keySet()) {
        long bytes = Files.size(place.resolve(name));
        sums.put(name, new CheckpointIndex.Sum(bytes, Sha256.ofFile(place.resolve(name), bytes)));
      }
      Files.write(
          place.resolve("state.json"),
          new CheckpointIndex(index.step(), sums, index.values()).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
