package org.ockham.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.Transform;
import org.ockham.check.Check;
import org.ockham.data.ContactSheet;
import org.ockham.data.ContactSheet.Cell;
import org.ockham.data.image.DecodedImage;
import org.ockham.data.image.ImageFile;
import org.ockham.lab.LabException;
import org.ockham.lab.recipe.TransformText;
import org.ockham.tensor.RandomKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ockham augment}: what transforms make of images. */
@Command(
    name = "augment",
    description = {
      "Draws an image, or the first of a data set, beside what transforms make of it, as a PNG file.",
      "Transforms are written as with torchvision: --transform \"RandomCrop(32, padding=4) RandomHorizontalFlip()\";",
      "or as in recipes: random-crop(32, padding=4), [{kind: random-crop, height: 32, width: 32}].",
      "ockham recipe explain transform lists them."
    })
final class AugmentCommand implements Callable<Integer> {

  /** Images of at most so many rows and columns are enlarged. */
  private static final int SMALL = 64;

  private static final int ZOOM_OF_SMALL = 3;

  /** More images, or draws of one, are not shown. */
  private static final int MOST = 1000;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Mixin
  private DataSubject subject = new DataSubject();

  @Option(
      names = "--transform",
      paramLabel = "TRANSFORMS",
      required = true,
      description = "What is done, one after another, each time with random numbers of its own.")
  private String text = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description = "How often it is done to each image, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many images of a data set, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int images;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description =
          "How many stand in a row; 3 for an image, and a row for each image of a data set if not given.")
  private @Nullable Integer columns;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the random numbers. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "PNG",
      description = "The file; NAME-augmented.png if not given.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    subject.checked(() -> Check.between("--count", (long) count, 1, MOST));
    subject.checked(() -> Check.between("--images", (long) images, 1, MOST));
    Screen screen = main.screen();
    Transform transform = TransformText.read(text, "--transform");
    Path place = out == null ? Path.of(subject.stem() + "-augmented.png") : out;
    FreePlace.check(place);
    boolean isImage = subject.isFile();
    List<Cell> originals = isImage
        ? List.of(original(ImageFile.read(Path.of(subject.name()), 3)))
        : ContactSheet.cells(subject.first(screen, DataSubject.Part.train, images), images);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < originals.size(); i++) {
      cells.add(originals.get(i));
      for (int draw = 1; draw <= count; draw++) {
        RandomKey key = RandomKey.of(seed).fold("gallery").fold(i).fold(draw);
        cells.add(new Cell(
            changed(originals.get(i).image(), transform, Draws.of(key)), Integer.toString(draw)));
      }
    }
    int across = columns != null ? columns : isImage ? 3 : count + 1;
    new ContactSheet(Math.max(1, cells.size()), across, zoom(cells)).write(cells, place);
    screen
        .out()
        .println((isImage ? subject.name() : originals.size() + " images of " + subject.name())
            + ", each with " + count + " draws: " + place);
    return Exit.OK.code();
  }

  private static Cell original(DecodedImage image) {
    return new Cell(Image.of(image.shape(), image.pixels()), "original");
  }

  private static Image changed(Image image, Transform transform, Draws draws) {
    Image copy = image.copy();
    try {
      transform.output(copy.shape());
      transform.apply(copy, draws);
    } catch (IllegalArgumentException e) {
      throw new LabException(
          LabException.Kind.BAD, "--transform does not fit the image: " + e.getMessage() + ".", e);
    }
    return copy;
  }

  private static int zoom(List<Cell> cells) {
    return cells.stream()
            .allMatch(cell -> Math.max(cell.image().height(), cell.image().width()) <= SMALL)
        ? ZOOM_OF_SMALL
        : 1;
  }
}
