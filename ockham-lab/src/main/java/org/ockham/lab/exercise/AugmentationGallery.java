package org.ockham.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Compose;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomResizedCrop;
import org.ockham.augment.RandomRotation;
import org.ockham.augment.Transform;
import org.ockham.data.ContactSheet;
import org.ockham.data.ContactSheet.Cell;
import org.ockham.data.image.DecodedImage;
import org.ockham.data.image.ImageFile;
import org.ockham.tensor.RandomKey;

/**
 * What augmentation makes of one photograph: crops, rotations, flips and all of them, a sheet of draws each. The photograph is the first
 * in {@code images} of the data's directory, or one that is drawn.
 */
final class AugmentationGallery implements Exercise {

  private static final int SIDE = 224;
  private static final int DRAWN = 320;
  private static final int DRAWS = 8;

  private static final Map<String, Transform> TRANSFORMS = new LinkedHashMap<>();

  static {
    TRANSFORMS.put("random-crop", RandomCrop.of(SIDE));
    TRANSFORMS.put("random-resized-crop", RandomResizedCrop.of(SIDE));
    TRANSFORMS.put("random-rotation", RandomRotation.of(180));
    TRANSFORMS.put("random-horizontal-flip", RandomHorizontalFlip.of(0.5));
    TRANSFORMS.put(
        "composed",
        Compose.of(
            RandomRotation.of(90), RandomResizedCrop.of(SIDE), RandomHorizontalFlip.of(0.5)));
  }

  @Override
  public String name() {
    return "augmentation-gallery";
  }

  @Override
  public String about() {
    return "one photograph cropped, turned, flipped, and all of it";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(this, setting, "transform", "size", "different of 8 draws");
    Image photograph = photograph(setting);
    TRANSFORMS.forEach((word, transform) -> {
      List<Cell> cells = new ArrayList<>(List.of(new Cell(photograph, "original")));
      List<Image> kinds = new ArrayList<>();
      for (int draw = 1; draw <= DRAWS; draw++) {
        Image image = photograph.copy();
        transform.apply(image, Draws.of(RandomKey.of(0).fold("gallery").fold(draw)));
        cells.add(new Cell(image, Integer.toString(draw)));
        if (kinds.stream().noneMatch(kind -> isSame(kind, image))) {
          kinds.add(image);
        }
      }
      boolean isCut = word.contains("crop") || word.equals("composed");
      ImageShape shape = kinds.get(0).shape();
      String size = shape.height() + " × " + shape.width();
      notes.check(
          "rows and columns after " + word,
          isCut ? SIDE + " × " + SIDE : photograph.height() + " × " + photograph.width(),
          size,
          shape.height() == (isCut ? SIDE : photograph.height())
              && shape.width() == (isCut ? SIDE : photograph.width()));
      boolean isFlip = word.equals("random-horizontal-flip");
      notes.check(
          "different images of " + DRAWS + " draws by " + word,
          isFlip ? "2: the photograph and its mirror image" : "more than 2",
          Integer.toString(kinds.size()),
          isFlip
              ? kinds.size() == 2 && kinds.stream().anyMatch(kind -> isSame(kind, photograph))
              : kinds.size() > 2);
      notes.row(word, size, Integer.toString(kinds.size()));
      Path sheet = setting.directory().resolve(name() + "-" + word + ".png");
      new ContactSheet(cells.size(), 3, 1).write(cells, sheet);
      notes.picture(sheet);
    });
    return notes.finding();
  }

  private static boolean isSame(Image a, Image b) {
    return a.shape().equals(b.shape()) && Arrays.equals(pixels(a), pixels(b));
  }

  /** An image's own bytes, without what its buffer has behind them. */
  private static byte[] pixels(Image image) {
    return Arrays.copyOf(image.pixels(), image.shape().size());
  }

  private static Image photograph(Setting setting) {
    if (!setting.isQuick()) {
      for (Path directory : setting.source().directories("images", "images")) {
        Path found = first(directory);
        if (found != null) {
          DecodedImage decoded = ImageFile.read(found, 3);
          return Image.of(decoded.shape(), decoded.pixels());
        }
      }
    }
    return drawn();
  }

  private static @Nullable Path first(Path directory) {
    if (!Files.isDirectory(directory)) {
      return null;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("(?i).*\\.(jpe?g|png)"))
          .sorted()
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null; // whatever is there cannot be looked at
    }
  }

  /** A disc off the middle of a shaded ground, so that every turn, cut and flip is seen. */
  private static Image drawn() {
    ImageShape shape = new ImageShape(3, DRAWN, DRAWN);
    byte[] pixels = new byte[shape.size()];
    int plane = DRAWN * DRAWN;
    for (int y = 0; y < DRAWN; y++) {
      for (int x = 0; x < DRAWN; x++) {
        int dx = x - DRAWN / 3;
        int dy = y - DRAWN / 3;
        boolean isDisc = dx * dx + dy * dy < DRAWN * DRAWN / 25;
        int at = y * DRAWN + x;
        pixels[at] = (byte) (isDisc ? 240 : 200 * x / DRAWN);
        pixels[plane + at] = (byte) (isDisc ? 200 : 200 * y / DRAWN);
        pixels[2 * plane + at] = (byte) (isDisc ? 40 : 120);
      }
    }
    return Image.of(shape, pixels);
  }
}
