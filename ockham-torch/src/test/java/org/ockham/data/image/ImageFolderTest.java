package org.ockham.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.Pipe;
import org.ockham.augment.RandomCrop;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.ImageDataset;

final class ImageFolderTest {

  @TempDir
  private Path root;

  /** A grey image of this value. */
  private Path image(String name, int width, int height, int value) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, value * 0x010101);
      }
    }
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.toLowerCase(java.util.Locale.ROOT).endsWith("bmp") ? "bmp" : "png";
    return Files.write(file, ImageBytes.of(image, format));
  }

  private String[] files(ImageFolder images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> root.relativize(images.file(i)).toString().replace('\\', '/'))
        .toArray(String[]::new);
  }

  @Test
  @DisplayName(
      "Classes and images are sorted by name, whatever the case of extensions; hidden and other files are passed over")
  void sorted() throws IOException {
    image("dog/z.png", 2, 2, 1);
    image("dog/a.PNG", 2, 2, 2);
    image("dog/deep/er/b.Bmp", 2, 2, 3);
    image("cat/10.png", 2, 2, 4);
    image("cat/9.png", 2, 2, 5);
    image("cat/.hidden.png", 2, 2, 6);
    image("cat/.thumbs/x.png", 2, 2, 7);
    image(".git/x.png", 2, 2, 8);
    image("loose.png", 2, 2, 9);
    Files.writeString(root.resolve("cat/notes.txt"), "no image");
    Files.writeString(root.resolve("cat/png"), "no image");
    ImageFolder images = ImageFolder.of(root);
    assertThat(images.targets().names()).containsExactly("cat", "dog");
    assertThat(files(images))
        .containsExactly("cat/10.png", "cat/9.png", "dog/a.PNG", "dog/z.png", "dog/deep/er/b.Bmp");
    assertThat(IntStream.range(0, 5).map(images::label).toArray()).containsExactly(0, 0, 1, 1, 1);
    assertThat(images.inputShape()).containsExactly(3, -1, -1);
    ImageDataset kept = images.inMemory();
    assertThat(kept.inputShape()).containsExactly(3, 2, 2);
    assertThat(IntStream.range(0, 5).map(i -> kept.image(i)[0]).toArray())
        .containsExactly(4, 5, 2, 1, 3);
    assertThat(kept.label(4)).isEqualTo(1);
    assertThat(ImageFolder.of(root, 1, ImageFolder.Damaged.REFUSE).inMemory().inputShape())
        .containsExactly(1, 2, 2);
  }

  @Test
  @DisplayName("Images may differ in size until they are kept in memory")
  void sizes() throws IOException {
    image("a/1.png", 2, 3, 1);
    Path other = image("a/2.png", 3, 2, 9);
    ImageFolder images = ImageFolder.of(root);
    assertThat(images.size()).isEqualTo(2);
    Dataset cropped = images.transformed(RandomCrop.of(2));
    assertThat(cropped.inputShape()).containsExactly(3, 2, 2);
    assertThat(cropped.sample(0).input()).hasSize(12).containsOnly(1 / 255f);
    assertThat(cropped.sample(1).input()).containsOnly(9 / 255f);
    assertThatThrownBy(images::inMemory)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(other.toString(), "give images of one size");
  }

  @Test
  @DisplayName("A damaged image is refused by name, or skipped if that is asked for")
  void damaged() throws IOException {
    Path good = image("a/1.png", 2, 2, 1);
    Path bad = root.resolve("a/2.png");
    byte[] whole = Files.readAllBytes(good);
    Files.write(bad, Arrays.copyOf(whole, whole.length - 20));
    Path text = Files.writeString(root.resolve("a/3.jpg"), "no image");
    ImageFolder refusing = ImageFolder.of(root);
    assertThat(refusing.size()).isEqualTo(3);
    assertThat(refusing.skipped()).isEmpty();
    assertThatThrownBy(refusing::inMemory)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not a");
    assertThatThrownBy(() -> refusing.transformed(RandomCrop.of(2)).sample(1))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("Sample 1", bad.toString(), "is not a whole image");
    ImageFolder skipping = ImageFolder.of(root, 3, ImageFolder.Damaged.SKIP);
    assertThat(files(skipping)).containsExactly("a/1.png");
    assertThat(skipping.skipped()).containsExactly(bad, text);
    Files.delete(good);
    assertThatThrownBy(() -> ImageFolder.of(root, 3, ImageFolder.Damaged.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(root.resolve("a").toString(), "no image that can be read");
  }

  @Test
  @DisplayName(
      "An image that the machine cannot read is refused even where damaged ones are skipped")
  void unreadable() throws IOException, InterruptedException {
    Path absent = root.resolve("absent.png");
    assertThatThrownBy(() -> ImageFile.read(absent, 3))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(ImageFile.isDamage(e)).isFalse());
    assertThat(ImageFile.isDamage(new DataException("x", new OutOfMemoryError())))
        .isFalse();
    assertThat(ImageFile.isDamage(new DataException("x", new EOFException()))).isTrue();
    image("a/1.png", 2, 2, 1);
    Path pipe = root.resolve("a/2.png");
    assumeThat(Pipe.make(pipe)).as("mkfifo").isTrue();
    assertThatThrownBy(() -> ImageFolder.of(root, 3, ImageFolder.Damaged.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(pipe.toString(), "cannot be read", "not a regular file");
  }

  @Test
  @DisplayName("Channels that no image is read with are refused as the folder is opened")
  void channels() throws IOException {
    image("a/1.png", 2, 2, 1);
    assertThatThrownBy(() -> ImageFolder.of(root, 4, ImageFolder.Damaged.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("An image of 4 channels");
  }

  @Test
  @DisplayName("An empty class folder, a folder without classes and no folder are refused")
  void empty() throws IOException {
    assertThatThrownBy(() -> ImageFolder.of(root))
        .isInstanceOf(DataException.class)
        .hasMessage(root
            + " has no folders: give a folder that holds one for each class, with its images.");
    image("a/1.png", 2, 2, 1);
    Path empty = Files.createDirectories(root.resolve("b"));
    Files.writeString(empty.resolve("notes.txt"), "no image");
    assertThatThrownBy(() -> ImageFolder.of(root))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "The class folder " + empty
                + " has no images (.bmp, .gif, .jpeg, .jpg, .png, .tif, .tiff, .webp): put some there, or remove it.");
    assertThatThrownBy(() -> ImageFolder.of(root.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("none", "there is no such file or directory");
    assertThatThrownBy(() -> ImageFolder.of(root.resolve("a/1.png")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it is not a directory");
  }

  @Test
  @DisplayName(
      "Links are followed inside, and refused if they lead out of the folder or to nothing")
  void links(@TempDir Path elsewhere) throws IOException {
    Path inside = image("a/1.png", 2, 2, 1);
    try {
      Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));
    } catch (IOException | UnsupportedOperationException e) {
      abort("no links can be made here: " + e);
    }
    assertThat(files(ImageFolder.of(root))).containsExactly("a/1.png", "b/1.png");
    Path secret = Files.copy(inside, elsewhere.resolve("secret.png"));
    Path link = Files.createSymbolicLink(root.resolve("a/2.png"), secret);
    assertThatThrownBy(() -> ImageFolder.of(root))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            link.toString(), "leads out of", secret.toRealPath().toString());
    Files.delete(link);
    Path folder = Files.createSymbolicLink(root.resolve("c"), elsewhere);
    assertThatThrownBy(() -> ImageFolder.of(root))
        .hasMessageContainingAll(folder.toString(), "leads out of");
    Files.delete(folder);
    Path loop = Files.createSymbolicLink(root.resolve("a/loop"), root.resolve("a"));
    assertThatThrownBy(() -> ImageFolder.of(root))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is a link to a folder above it");
    Files.delete(loop);
    Files.createSymbolicLink(root.resolve("a/broken.png"), root.resolve("nothing"));
    assertThatThrownBy(() -> ImageFolder.of(root))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  @DisplayName("The folders train, val and test are the parts, with the same classes")
  void parts() throws IOException {
    for (String part : new String[] {"train", "val"}) {
      image(part + "/a/1.png", 2, 2, 1);
      image(part + "/b/1.png", 2, 2, 2);
    }
    DataModule two = ImageFolder.parts(root, 1, ImageFolder.Damaged.REFUSE);
    assertThat(two.validation().size()).isEqualTo(2);
    assertThat(two.hasTest()).isFalse();
    image("test/a/1.png", 2, 2, 1);
    assertThatThrownBy(() -> ImageFolder.parts(root, 1, ImageFolder.Damaged.REFUSE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test set's targets");
    image("test/b/1.png", 2, 2, 1);
    assertThat(ImageFolder.parts(root, 1, ImageFolder.Damaged.REFUSE).test().size())
        .isEqualTo(2);
  }
}
