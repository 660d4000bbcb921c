package org.ockham.data;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Checksum;

/**
 * A published data set in four gzipped IDX files: where its mirrors are, which checksums its files have, and how to get it from a
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

  /**
   * One file.
   *
   * @param name without {@code .gz}
   * @param bytes of its content
   * @param sha256 of its content; null if only that of the gzipped file is published
   * @param checksum of what is fetched
   */
  record File(String name, long bytes, @Nullable String sha256, Checksum checksum) {

    /** A file whose content's checksum is known. */
    File(String name, String sha256, long bytes) {
      this(name, bytes, sha256, Checksum.ofContent(sha256, bytes));
    }

    /**
     * A file of which only the gzipped form's checksum is published: what a user has unzipped is checked by its size.
     *
     * @param zippedBytes how long the gzipped file is
     */
    static File zipped(String name, String sha256, long zippedBytes, long bytes) {
      return new File(name, bytes, null, Checksum.ofFile(sha256, zippedBytes));
    }
  }

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
        .allMatch(file -> published(file)
            .present(source, place -> place.toFile().isFile() && place.toFile().length() > 0));
  }

  private ImageDataset read(Source source, Pair pair) {
    return Idx.dataset(read(source, pair.images), read(source, pair.labels), classes);
  }

  private Idx read(Source source, File file) {
    return published(file).read(source, place -> Idx.read(place, file.bytes, file.sha256));
  }

  private PublishedFile published(File file) {
    String zipped = file.name + ".gz";
    List<URI> addresses = mirrors.stream().map(mirror -> mirror.resolve(zipped)).toList();
    return new PublishedFile(
        new Source.Published(name, zipped, addresses, file.checksum, file.bytes),
        raw,
        List.of(file.name, zipped, file.name.replace("-idx", ".idx")));
  }
}
