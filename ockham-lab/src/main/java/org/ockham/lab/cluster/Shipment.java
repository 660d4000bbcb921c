package org.ockham.lab.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.ockham.data.DataDirectory;
import org.ockham.data.Dataset;
import org.ockham.data.ImageDataset;
import org.ockham.data.NamedSet;
import org.ockham.data.PixelScale;
import org.ockham.data.Source;
import org.ockham.data.Targets;
import org.ockham.file.AtomicFile;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.LabException;
import org.ockham.lab.recipe.DataPlan;

/**
 * Files that go from the machine that has them to those that lack them.
 *
 * @param files what is in them, by name
 */
public record Shipment(Map<String, byte[]> files) implements Serializable {

  private static final String TRAIN = "train";
  private static final String TEST = "test";
  private static final String LABELS = ".labels";

  public Shipment {
    files = new LinkedHashMap<>(files);
  }

  /**
   * Data that was opened here: a user's file as it is, images as the bytes that they are. Nothing of data that is made, which every machine
   * makes for itself.
   */
  public static Optional<Shipment> of(DataPlan plan, NamedSet opened, Source source) {
    if (plan.isFile()) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (String name : List.of(plan.table().file(), plan.table().test())) {
        if (!name.isEmpty()) {
          Path file = Path.of(name);
          if (!file.isAbsolute() && source instanceof DataDirectory directory) {
            file = directory.path().resolve(file);
          }
          files.put(String.valueOf(file.getFileName()), read(file));
        }
      }
      return Optional.of(new Shipment(files));
    }
    if (opened.train() instanceof ImageDataset train
        && opened.test() instanceof ImageDataset test
        && train.scale() == PixelScale.UNIT
        && test.scale() == PixelScale.UNIT) {
      return Optional.of(new Shipment(Map.of(
          TRAIN,
          pixels(train),
          TRAIN + LABELS,
          labels(train),
          TEST,
          pixels(test),
          TEST + LABELS,
          labels(test))));
    }
    return Optional.empty();
  }

  /** Jars as they are, and folders of classes as jars. */
  public static Shipment ofClasses(List<Path> places) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Path place : places) {
      files.put(
          files.size() + "-" + place.toAbsolutePath().normalize().getFileName() + ".jar",
          Files.isDirectory(place) ? jar(place) : read(place));
    }
    return new Shipment(files);
  }

  /** All files in a folder and below it, by their path there, but those of whoever has claimed it. */
  static Shipment ofFolder(Path folder) {
    Map<String, byte[]> shipped = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.endsWith(DirectoryClaim.FILE)) {
          shipped.put(folder.relativize(file).toString().replace('\\', '/'), read(file));
        }
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return new Shipment(shipped);
  }

  /** The data again. */
  NamedSet open(DataPlan plan, String name, Path scratch) {
    if (plan.isFile()) {
      return plan.open(DataDirectory.of(unpacked(scratch)));
    }
    return NamedSet.of(name, images(plan, TRAIN), images(plan, TEST));
  }

  /** Writes the files into this folder. */
  Path unpacked(Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw LabException.unwritable(folder, e);
    }
  }

  private ImageDataset images(DataPlan plan, String part) {
    byte[] bytes = file(part + LABELS);
    int[] labels = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(labels);
    List<Long> shape = plan.set().inputShape();
    return ImageDataset.of(
        shape.get(0).intValue(),
        shape.get(1).intValue(),
        shape.get(2).intValue(),
        file(part),
        labels,
        (Targets.Classes) plan.set().targets());
  }

  private byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new ClusterException("what was shipped has no " + name + ", but " + files.keySet()
          + ": take one version of Ockham on all machines.");
    }
    return bytes;
  }

  private static byte[] pixels(ImageDataset images) {
    int size = images.channels() * images.height() * images.width();
    byte[] pixels = new byte[size * images.size()];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.image(i), 0, pixels, i * size, size);
    }
    return pixels;
  }

  private static byte[] labels(Dataset images) {
    ByteBuffer labels = ByteBuffer.allocate(images.size() * Integer.BYTES);
    for (int i = 0; i < images.size(); i++) {
      labels.putInt(images.label(i));
    }
    return labels.array();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ClusterException unreadable(Path file, IOException problem) {
    return new ClusterException(
        file + ": cannot be read to be sent to another machine: " + problem.getMessage() + ".",
        problem);
  }

  private static byte[] jar(Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return bytes.toByteArray();
  }
}
