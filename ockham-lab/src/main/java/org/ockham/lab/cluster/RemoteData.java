package org.ockham.lab.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataDirectory;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.recipe.DataPlan;

/**
 * Which data a run is of: it is looked for where it lies on this machine, and must be the same to the bit.
 *
 * @param name of the data set
 * @param train SHA-256 of its training samples
 * @param test SHA-256 of its test samples; empty where they are not looked at
 * @param directories in which it may lie; whatever cache the other machine has comes after them
 * @param isDirectory whether the first of them was given by the user, so that nothing else is looked at
 */
public record RemoteData(
    String name, String train, String test, List<String> directories, boolean isDirectory)
    implements Serializable {

  public RemoteData {
    directories = new ArrayList<>(directories); // which all machines can read
  }

  /** That of data that was opened here. */
  public static RemoteData of(DataPlan plan, NamedSet opened, Source source, boolean isTested) {
    List<String> directories = new ArrayList<>();
    Path file = plan.isFile() ? Path.of(plan.table().file()) : null;
    if (file != null && file.isAbsolute()) {
      directories.add(String.valueOf(file.getParent()));
    } else if (source instanceof DataDirectory directory) {
      directories.add(directory.path().toAbsolutePath().toString());
    } else if (source instanceof Cache cache) {
      directories.add(cache.directory().toAbsolutePath().toString());
    }
    return new RemoteData(
        opened.name(),
        DataHash.of(opened.train()),
        isTested ? DataHash.of(opened.test()) : "",
        directories,
        plan.isFile() || source instanceof DataDirectory);
  }

  /** What tells it from other data. */
  public String key() {
    return train + test;
  }

  /** Whether this is it. */
  boolean is(NamedSet opened) {
    return DataHash.of(opened.train()).equals(train)
        && (test.isEmpty() || DataHash.of(opened.test()).equals(test));
  }

  /** Where it is looked for on this machine; nothing is fetched. */
  @Nullable
  Source source() {
    if (isDirectory) {
      Path directory = Path.of(directories.get(0));
      return directory.toFile().isDirectory() ? DataDirectory.of(directory) : null;
    }
    return (set, raw) ->
        caches().stream().flatMap(cache -> cache.directories(set, raw).stream()).toList();
  }

  /** Where it is looked for, in words. */
  String places() {
    return isDirectory
        ? directories.get(0)
        : String.join(
            ", ", caches().stream().map(cache -> cache.directory().toString()).toList());
  }

  private List<Cache> caches() {
    List<Cache> caches = new ArrayList<>();
    directories.forEach(each -> caches.add(Cache.in(Path.of(each))));
    Cache own = Cache.standard();
    if (caches.stream().noneMatch(each -> each.directory().equals(own.directory()))) {
      caches.add(own);
    }
    return caches;
  }
}
