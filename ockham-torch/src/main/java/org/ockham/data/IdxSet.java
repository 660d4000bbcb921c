package org.ockham.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    return Stream.of(train.images, train.labels, test.images, test.labels)
        .allMatch(file -> candidates(source, file)
            .map(Path::toFile)
            .anyMatch(found -> found.isFile() && found.length() > 0));
  }

  private ImageDataset read(Source source, Pair pair) {
    return Idx.dataset(read(source, pair.images), read(source, pair.labels), classes);
  }

  /** The first of its copies that is whole: an unpacking that was cut short must not hide the file that it came from. */
  private Idx read(Source source, File file) {
    DamagedFile damage = null;
    for (Path candidate : candidates(source, file).toList()) {
      try {
        return Idx.read(candidate, file.bytes, file.sha256);
      } catch (DamagedFile e) {
        damage = damage == null ? e : damage;
      }
    }
    Optional<Path> fetched = fetch(source, file, damage);
    if (fetched.isPresent()) {
      return arrived(fetched.get(), file);
    }
    if (damage != null) {
      throw damage.refusal("replace it with the file of " + name + ", or delete it");
    }
    String looked = source.directories(name, raw).stream()
        .map(Path::toString)
        .collect(Collectors.joining(", "));
    throw new DataException(
        "The file " + file.name + "(.gz) of " + name + " is in none of " + looked
            + ": put it there, leave --data-dir away to have it fetched, or use --data glyphs, which needs no files.");
  }

  /** What has one of the file's names, whatever it is: a pipe or a broken link is told of, not passed over. */
  private Stream<Path> candidates(Source source, File file) {
    List<String> names = List.of(file.name, file.name + ".gz", file.name.replace("-idx", ".idx"));
    return source.directories(name, raw).stream()
        .flatMap(directory -> names.stream().map(directory::resolve))
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
  }

  private Optional<Path> fetch(Source source, File file, @Nullable DamagedFile damage) {
    String zipped = file.name + ".gz";
    List<URI> addresses = mirrors.stream().map(mirror -> mirror.resolve(zipped)).toList();
    return source.fetch(
        new Source.Published(name, zipped, addresses, file.sha256, file.bytes),
        damage == null
            ? zipped + " could not be fetched"
            : damage.getMessage() + ", and could not be fetched anew");
  }

  private static Idx arrived(Path fetched, File file) {
    try {
      return Idx.read(fetched, file.bytes, file.sha256);
    } catch (DamagedFile e) {
      throw e.refusal("it changed after it was fetched, so run it again");
    }
  }
}
