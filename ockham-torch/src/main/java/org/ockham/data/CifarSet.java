package org.ockham.data;

import java.net.URI;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.ockham.file.Checksum;
import org.ockham.file.Sha256;

/**
 * CIFAR-10 or CIFAR-100 as it is published: one archive of binary files, read in memory from the archive, or from the folder that
 * somebody unpacked.
 *
 * @param name as {@link Datasets} knows it, and the name of its directory
 * @param raw what others name that directory
 * @param archive the name of the archive
 * @param archiveBytes how long it is
 * @param folder in which the archive keeps its files
 * @param mirrors full addresses
 */
record CifarSet(
    String name,
    String raw,
    String archive,
    long archiveBytes,
    String folder,
    List<URI> mirrors,
    CifarFormat format,
    List<Batch> train,
    List<Batch> test) {

  /** One file: so many records, and the SHA-256 of it. */
  record Batch(String name, int records, String sha256) {}

  /** What an archive may hold beside the records: names of classes, headers. */
  private static final long ALLOWANCE = 1 << 20;

  CifarSet {
    mirrors = List.copyOf(mirrors);
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  private record Parts(CifarFormat.Images train, CifarFormat.Images test) {}

  /** The set, read and checked. */
  ImageSet from(Source source) {
    Parts parts = file().read(source, this::read);
    ImageDataset trainImages = parts.train.dataset(format.classes());
    ImageDataset testImages = parts.test.dataset(format.classes());
    return new ImageSet(
        name, trainImages.size(), trainImages::first, testImages.size(), testImages::first);
  }

  /** True if the files are there, so that nothing need be fetched. */
  boolean present(Source source) {
    return file().present(source, members()::present);
  }

  private PublishedFile file() {
    String first = train.get(0).name;
    return new PublishedFile(
        new Source.Published(name, archive, mirrors, checksum(), archiveBytes),
        raw,
        List.of(archive, archive.replaceFirst("\\.gz$", ""), folder + "/" + first, first));
  }

  private Members members() {
    return new Members(
        Stream.concat(train.stream(), test.stream()).map(Batch::name).toList());
  }

  /** By its content, however it is packed: the archive has been packed more than once. */
  private Checksum checksum() {
    return place -> {
      read(place);
      return true;
    };
  }

  private Batch batch(String name) {
    return Stream.concat(train.stream(), test.stream())
        .filter(batch -> batch.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int count(List<Batch> batches) {
    return batches.stream().mapToInt(Batch::records).sum();
  }

  private long most() {
    return (long) (count(train) + count(test)) * format.recordBytes() + ALLOWANCE;
  }

  private Parts read(Path place) throws DamagedFile {
    Parts parts =
        new Parts(new CifarFormat.Images(count(train)), new CifarFormat.Images(count(test)));
    members().read(place, most(), (name, where, in, size) -> {
      Batch batch = batch(name);
      long expected = (long) batch.records * format.recordBytes();
      if (size != expected) {
        throw new DamagedFile(
            where,
            "has " + size + " bytes, but " + expected + " are expected, " + batch.records
                + " records of " + format.recordBytes(),
            null);
      }
      boolean training = train.contains(batch);
      List<Batch> batches = training ? train : test;
      DigestInputStream digest = new DigestInputStream(in, Sha256.start());
      format.read(
          where,
          digest,
          training ? parts.train : parts.test,
          count(batches.subList(0, batches.indexOf(batch))),
          batch.records);
      String seen = Sha256.hex(digest.getMessageDigest());
      if (!seen.equals(batch.sha256)) {
        throw new DamagedFile(
            where,
            "has the SHA-256 " + seen + ", but " + batch.sha256
                + " is expected, so it is damaged or of another data set",
            null);
      }
    });
    return parts;
  }
}
