package org.ockham.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.ImageShape;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.ImageDataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.Log;

/**
 * A folder of images in a folder for each class, as torchvision's {@code ImageFolder} has them: {@code root/dog/xxx.png}, {@code
 * root/cat/123.jpg}, {@code root/cat/more/nsdf3.webp}. Classes are the folders right below the root, sorted by name; the images of a
 * class are the files anywhere below its folder that end in .jpg, .jpeg, .png, .webp, .bmp, .gif, .tif or .tiff (in small or large
 * letters), sorted too. Other files are passed over, and whatever begins with a dot. Links are followed inside of the root, and
 * refused if they lead out of it.
 *
 * <p>An image is decoded when it is read, by the thread that reads it, and nothing is kept: the images may differ in size, so the
 * input's shape is {@code {channels, -1, -1}}, and a transform must give them one size before a loader takes them.
 * {@link #inMemory} decodes them once and keeps them, which is right for small images.
 *
 * @see <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.ImageFolder.html">ImageFolder</a>
 */
public final class ImageFolder implements Dataset {

  /** What is done about a file that is no whole image. */
  public enum Damaged {
    /** It is refused by name when it is read. */
    REFUSE,
    /**
     * It is left out: every image is decoded once when the folder is opened, and {@link #skipped} and the log name those that cannot
     * be. One that may not be read, or that memory does not suffice for, is refused all the same.
     */
    SKIP
  }

  private static final Set<String> EXTENSIONS =
      new TreeSet<>(List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"));

  /** One image. */
  private record Item(Path file, int label) {}

  private final Path root;
  private final int channels;
  private final Targets.Classes classes;
  private final List<Item> items;
  private final List<Path> skipped;

  private ImageFolder(
      Path root, int channels, Targets.Classes classes, List<Item> items, List<Path> skipped) {
    this.root = root;
    this.channels = channels;
    this.classes = classes;
    this.items = items;
    this.skipped = skipped;
  }

  /** The images of a folder in colour; damaged ones are refused. */
  public static ImageFolder of(Path root) {
    return of(root, 3, Damaged.REFUSE);
  }

  /**
   * The images of a folder.
   *
   * @param channels 1 to read them grey, 3 in colour
   * @throws DataException if channels are others, the folder has no folders, one of them has no images, or a link leads out of it
   */
  public static ImageFolder of(Path root, int channels, Damaged damaged) {
    ImageFile.checkChannels(channels);
    try {
      Path home = root.toRealPath();
      List<Path> folders = new ArrayList<>();
      for (Path each : entries(root)) {
        if (Files.isDirectory(each)) {
          folders.add(each);
        }
      }
      if (folders.isEmpty()) {
        throw new DataException(root
            + " has no folders: give a folder that holds one for each class, with its images.");
      }
      List<String> names = new ArrayList<>();
      List<Item> items = new ArrayList<>();
      for (Path folder : folders) {
        Map<String, List<Path>> files = new TreeMap<>();
        collect(folder, home, new HashSet<>(), files);
        if (files.values().stream().allMatch(List::isEmpty)) {
          throw new DataException("The class folder " + folder + " has no images ("
              + String.join(", ", EXTENSIONS) + "): put some there, or remove it.");
        }
        int label = names.size();
        files.values().forEach(some -> some.forEach(file -> items.add(new Item(file, label))));
        names.add(name(folder));
      }
      ImageFolder all = new ImageFolder(
          root, channels, new Targets.Classes(names), List.copyOf(items), List.of());
      return damaged == Damaged.SKIP ? all.whole() : all;
    } catch (IOException e) {
      throw new DataException(
          "The image folder " + root + " cannot be read (" + FileProblem.reason(e)
              + "): give a folder that holds one for each class.",
          e);
    }
  }

  /**
   * The folders {@code train}, {@code val} and {@code test} of a folder, the last only if it is there.
   *
   * @throws DataException if one of the others is not, or they have different classes
   */
  public static DataModule parts(Path root, int channels, Damaged damaged) {
    ImageFolder train = of(root.resolve("train"), channels, damaged);
    ImageFolder validation = of(root.resolve("val"), channels, damaged);
    Path test = root.resolve("test");
    return Files.exists(test)
        ? DataModule.of(train, validation, of(test, channels, damaged))
        : DataModule.of(train, validation);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** What is in a directory and not hidden, sorted by name. */
  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> !name(path).startsWith("."))
          .sorted((a, b) -> name(a).compareTo(name(b)))
          .toList();
    }
  }

  /** The images below a folder, by the folders that they are in. */
  private static void collect(
      Path folder, Path home, Set<Path> above, Map<String, List<Path>> files) throws IOException {
    Path real = inside(folder, home);
    if (!above.add(real)) {
      throw new DataException(folder + " is a link to a folder above it: remove it.");
    }
    List<Path> images = new ArrayList<>();
    for (Path each : entries(folder)) {
      if (Files.isDirectory(each)) {
        collect(each, home, above, files);
      } else if (isImage(name(each))) {
        inside(each, home);
        images.add(each);
      }
    }
    above.remove(real);
    // On Linux a name may have a backslash: then two folders have one key.
    files
        .computeIfAbsent(folder.toString().replace('\\', '/'), key -> new ArrayList<>())
        .addAll(images);
  }

  /** Where a path leads to, which must be below the root. */
  private static Path inside(Path path, Path home) throws IOException {
    Path real = path.toRealPath();
    if (!real.startsWith(home)) {
      throw new DataException(path + " is a link that leads out of " + home + ", to " + real
          + ": put the images themselves there.");
    }
    return real;
  }

  private static boolean isImage(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot).toLowerCase(Locale.ROOT));
  }

  /** The images that can be decoded. */
  private ImageFolder whole() {
    @Nullable String[] problems = new String[items.size()];
    IntStream.range(0, problems.length).parallel().forEach(i -> {
      try {
        ImageFile.read(items.get(i).file, channels);
      } catch (DataException e) {
        if (!ImageFile.isDamage(e)) {
          throw e; // it may be a good image: what is left out must not depend on the machine
        }
        problems[i] = e.getMessage();
      }
    });
    List<Item> good = new ArrayList<>();
    List<Path> bad = new ArrayList<>();
    for (int i = 0; i < problems.length; i++) {
      if (problems[i] == null) {
        good.add(items.get(i));
      } else {
        Log.of(ImageFolder.class).warn("Skipped {}", problems[i]);
        bad.add(items.get(i).file);
      }
    }
    for (int label = 0; label < classes.count(); label++) {
      int wanted = label;
      if (good.stream().noneMatch(item -> item.label == wanted)) {
        throw new DataException(
            "The class folder " + root.resolve(classes.names().get(label))
                + " has no image that can be read: put some there, or remove it.");
      }
    }
    return new ImageFolder(root, channels, classes, List.copyOf(good), List.copyOf(bad));
  }

  /** The file of a sample. */
  public Path file(int index) {
    return items.get(index).file;
  }

  /** The class of a sample, known without reading it. */
  @Override
  public int label(int index) {
    return items.get(index).label;
  }

  /** The files that were left out because they cannot be decoded. */
  public List<Path> skipped() {
    return skipped;
  }

  /**
   * All images decoded and kept, a byte a pixel and channel.
   *
   * @throws DataException if they are not all of one size, one is damaged, or they come to 2 GB and more
   */
  public ImageDataset inMemory() {
    ImageShape shape = ImageFile.read(file(0), channels).shape();
    if ((long) shape.size() * items.size() > Integer.MAX_VALUE) {
      throw new DataException(items.size() + " images of shape " + shape + " in " + root
          + " come to more than 2 GB: have them read from their files, without inMemory().");
    }
    byte[] pixels = new byte[shape.size() * items.size()];
    IntStream.range(0, items.size()).parallel().forEach(i -> {
      DecodedImage image = ImageFile.read(file(i), channels);
      if (!image.shape().equals(shape)) {
        throw new DataException(
            file(i) + " has the shape " + image.shape() + ", but " + file(0)
                + " has " + shape
                + ": give images of one size, or leave inMemory() away and have a transform resize them.");
      }
      System.arraycopy(image.pixels(), 0, pixels, i * shape.size(), shape.size());
    });
    return ImageDataset.of(
        channels,
        shape.height(),
        shape.width(),
        pixels,
        items.stream().mapToInt(Item::label).toArray(),
        classes);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public long[] inputShape() {
    return new long[] {channels, -1, -1};
  }

  @Override
  public Targets.Classes targets() {
    return classes;
  }

  @Override
  public void read(int index, SampleWriter out) {
    Item item = items.get(index);
    DecodedImage image = ImageFile.read(item.file, channels);
    out.image(image.shape(), image.pixels()).label(item.label);
  }

  @Override
  public String toString() {
    return items.size() + " images of " + classes.count() + " classes ("
        + Excerpt.ofNames(classes.names(), 5) + ") in " + root;
  }
}
