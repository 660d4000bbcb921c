package org.ockham.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A published data set in four IDX files: where its mirrors are, which checksums its files have, and how to get it from a
 * {@link Source}.
 *
 * @param name as {@link Datasets} knows it, and the name of its directory
 * @param raw where torchvision keeps it below its root
 * @param mirrors each ends in a slash; a file's name with {@code .gz} follows
 */
record IdxSet(
    String name, String raw, Targets.Classes classes, List<URI> mirrors, Pair train, Pair test) {

  /** One part's two files. */
  record Pair(int size, File images, File labels) {}

  /** A file's name without {@code .gz}, and what is in it. */
  record File(String name, String sha256, long bytes) {}

  IdxSet {
    mirrors = List.copyOf(mirrors);
  }

  /** The set, read and checked. */
  ImageSet from(Source source) {
    ImageDataset trainImages = read(source, train);
    ImageDataset testImages = read(source, test);
    return new ImageSet(name, train.size, trainImages::first, test.size, testImages::first);
  }

  /** True if all files are there, so that nothing need be fetched. */
  boolean present(Source source) {
    return files().allMatch(file -> find(source, file).isPresent());
  }

  private Stream<File> files() {
    return Stream.of(train.images, train.labels, test.images, test.labels);
  }

  private ImageDataset read(Source source, Pair pair) {
    if (source instanceof Cache cache) {
      try {
        return read(locate(cache, pair.images), locate(cache, pair.labels), pair);
      } catch (DataException e) {
        if (e.kind() != DataException.Kind.BAD) {
          throw e;
        }
        // What lies in the cache was damaged since it was fetched: fetch what is not right once
        // more.
        return read(fetch(cache, pair.images), fetch(cache, pair.labels), pair);
      }
    }
    return read(locate(source, pair.images), locate(source, pair.labels), pair);
  }

  private ImageDataset read(Path images, Path labels, Pair pair) {
    return Idx.dataset(images, pair.images.sha256, labels, pair.labels.sha256, classes);
  }

  private Path locate(Source source, File file) {
    Optional<Path> found = find(source, file);
    if (found.isPresent()) {
      return found.get();
    }
    if (source instanceof Cache cache) {
      return fetch(cache, file);
    }
    String looked =
        directories(source).stream().map(Path::toString).collect(Collectors.joining(", "));
    throw new DataException(
        "The file " + file.name + "(.gz) of " + name + " is in none of " + looked
            + ": put it there, leave --data-dir away to have it fetched, or use --data glyphs, which needs no files.");
  }

  private Optional<Path> find(Source source, File file) {
    List<String> names = List.of(file.name, file.name + ".gz", file.name.replace("-idx", ".idx"));
    return directories(source).stream()
        .flatMap(directory -> names.stream().map(directory::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private List<Path> directories(Source source) {
    if (source instanceof DataDirectory given) {
      return List.of(given.path().resolve(name), given.path().resolve(raw), given.path());
    }
    return List.of(((Cache) source).data(name));
  }

  private Path fetch(Cache cache, File file) {
    Path directory = cache.writable(name);
    Path target = directory.resolve(file.name + ".gz");
    List<URI> addresses =
        mirrors.stream().map(mirror -> mirror.resolve(file.name + ".gz")).toList();
    String remedy = "give the files of " + name + " with --data-dir DIR, put them into " + directory
        + ", or use --data glyphs, which needs no files";
    Download.of(addresses, file.sha256, file.bytes).to(target, cache.progress(), remedy);
    return target;
  }
}
