package org.ockham.data;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a published set: read where a {@link Source} has it whole, or else fetched.
 *
 * @param published what can be fetched
 * @param raw where others keep it below their root
 * @param places the paths below a directory at which it, or what it holds, is looked for
 */
record PublishedFile(Source.Published published, String raw, List<String> places) {

  /** Makes something of the file at a place. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Path place) throws DamagedFile;
  }

  PublishedFile {
    places = List.copyOf(places);
  }

  /** True if it is somewhere, so that nothing need be fetched. */
  boolean present(Source source, Predicate<Path> usable) {
    return candidates(source).anyMatch(usable);
  }

  /** What is made of the first of its copies that is whole: an unpacking that was cut short must not hide the file that it came from. */
  <T> T read(Source source, Reading<T> reading) {
    DamagedFile damage = null;
    for (Path candidate : candidates(source).toList()) {
      try {
        return reading.of(candidate);
      } catch (DamagedFile e) {
        damage = damage == null ? e : damage;
      }
    }
    Optional<Path> fetched = fetch(source, damage);
    if (fetched.isPresent()) {
      try {
        return reading.of(fetched.get());
      } catch (DamagedFile e) {
        throw e.refusal("it changed after it was fetched, so run it again");
      }
    }
    String set = published.set();
    if (damage != null) {
      throw damage.refusal("replace it with the file of " + set + ", or delete it");
    }
    String looked =
        source.directories(set, raw).stream().map(Path::toString).collect(Collectors.joining(", "));
    throw new DataException(
        "The file " + published.name().replaceFirst("(?<!\\.tar)\\.gz$", "(.gz)") + " of " + set
            + " is in none of " + looked
            + ": put it there, leave --data-dir away to have it fetched, or use --data glyphs, which needs no files.");
  }

  /** What has one of the file's names, whatever it is: a pipe or a broken link is told of, not passed over. */
  private Stream<Path> candidates(Source source) {
    return source.directories(published.set(), raw).stream()
        .flatMap(directory -> places.stream().map(directory::resolve))
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
  }

  private Optional<Path> fetch(Source source, @Nullable DamagedFile damage) {
    return source.fetch(
        published,
        damage == null
            ? published.name() + " could not be fetched"
            : damage.getMessage() + ", and could not be fetched anew");
  }
}
