package org.ockham.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory that already has a data set's files ({@code --data-dir}). Nothing is fetched and nothing is written. For
 * MNIST the files are looked for in {@code mnist}, in {@code MNIST/raw} (torchvision's place) and in the directory
 * itself; gzipped or not. For CIFAR-10 that is {@code cifar10}, {@code cifar-10} and the directory itself, and the files may be in
 * their archive or in {@code cifar-10-batches-bin}.
 *
 * @param path an existing directory
 */
public record DataDirectory(Path path) implements Source {
  public DataDirectory {
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "The data directory " + path + " is not a directory: give one that holds the data.");
    }
  }

  /**
   * This directory.
   *
   * @throws DataException if it is not a directory
   */
  public static DataDirectory of(Path path) {
    return new DataDirectory(path);
  }

  @Override
  public List<Path> directories(String set, String raw) {
    return List.of(path.resolve(set), path.resolve(raw), path);
  }
}
