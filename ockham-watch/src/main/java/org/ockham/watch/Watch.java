package org.ockham.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ockham.lab.LabException;
import org.ockham.lab.compare.KeptRuns;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StorageUrl;

/**
 * All that there is to see in and below directories, and in storages of studies. Links in them are not followed; what belongs to a run or a
 * comparison is not listed beside it.
 *
 * <pre>{@code
 * Watch watch = Watch.of(List.of("runs", "sqlite:///study.db"));
 * watch.all().forEach(each -> System.out.println(each.kind() + " " + each.name() + ": " + each.glance()));
 * }</pre>
 */
public final class Watch {

  private static final int DEPTH = 8;

  /** So long a storage is waited for that was named. */
  private static final Duration FIRST = Duration.ofMinutes(1);

  /** So long one is waited for when there is more to look at. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Set<String> STORAGES = Set.of("db", "sqlite", "sqlite3", "journal");

  private static final long AGAIN = Duration.ofSeconds(1).toNanos();

  private final List<Supplier<Path>> directories = new ArrayList<>();
  private final Map<String, StudySource> storages = new LinkedHashMap<>();
  private final Map<String, StudySource> found = new LinkedHashMap<>();
  private final Glances glances = new Glances();
  private volatile Map<String, Watched> known = new LinkedHashMap<>();
  private final Object ahead = new Object();
  private volatile boolean hasLooked;
  private volatile long lastLook;

  private Watch() {}

  /**
   * Of these directories and storages; each must be there.
   *
   * @param places directories, URLs of storages, or SQLite files
   * @throws LabException if one of them is not there
   * @throws IllegalArgumentException if a URL is not understood
   * @throws StorageException if a storage cannot be read
   */
  public static Watch of(List<String> places) {
    Watch watch = new Watch();
    for (String place : places) {
      if (!place.contains("://") && Files.isDirectory(Path.of(place))) {
        Path directory = Path.of(place);
        watch.directories.add(() -> directory);
      } else if (!place.contains("://") && !Files.exists(Path.of(place))) {
        throw new LabException(
            place
                + ": there is no such directory or file: give one with runs, comparisons or studies in it.");
      } else {
        StudySource source = StudySource.of(place);
        try {
          source.names(FIRST);
        } catch (StorageException e) {
          if (e.kind() != StorageException.Kind.UNWRITABLE) {
            throw e; // else it is in use, and may be read in a moment
          }
        }
        watch.storages.put(source.shown(), source);
      }
    }
    return watch;
  }

  /** Of work of this process, by its directory, which may not be there yet. */
  public static Watch of(Supplier<Path> directory) {
    Watch watch = new Watch();
    watch.directories.add(directory);
    return watch;
  }

  /**
   * Of a search of this process, by its storage, whose file is not touched besides.
   *
   * @param url of the storage
   * @param reading reads it; it is left open
   */
  public static Watch of(String url, Storage reading) {
    Watch watch = new Watch();
    watch.storages.put(StorageUrl.withoutPassword(url), StudySource.of(url, reading));
    return watch;
  }

  /** What there is now; what was there before is the same object. */
  public synchronized List<Watched> all() {
    Map<String, Watched> now = new LinkedHashMap<>();
    Set<String> files = new HashSet<>();
    for (Supplier<Path> directory : directories) {
      Path given = directory.get();
      walk(real(given), directories.size() > 1 ? given + "/" : "", now, files);
    }
    found.entrySet().removeIf(each -> {
      boolean isGone = !files.contains(each.getKey());
      if (isGone) {
        each.getValue().close();
      }
      return isGone;
    });
    storages.values().forEach(source -> studies(source, now));
    known = now;
    lastLook = System.nanoTime();
    hasLooked = true;
    return List.copyOf(now.values());
  }

  /** The list of all there is now, with the states that could be read in so many nanoseconds. */
  Index index(long most) {
    return glances.index(all(), most);
  }

  /** The same of what there was at most so many nanoseconds ago: a page does not look at what was looked at for its word of a change. */
  Index index(long most, long age) {
    return hasLooked && System.nanoTime() - lastLook <= age
        ? glances.index(List.copyOf(known.values()), most)
        : index(most);
  }

  /** Whether there has been a look at all there is. */
  boolean hasLooked() {
    return hasLooked;
  }

  /** What has this id; nobody waits for a look who asks for what has been found, and for what has not there is one a second at the most. */
  public Optional<Watched> find(String id) {
    Optional<Watched> before = known(id);
    if (before.isPresent()) {
      return before;
    }
    if (!hasLooked || System.nanoTime() - lastLook > AGAIN) {
      all();
    }
    return known(id);
  }

  /** What has this id and has been found already. */
  Optional<Watched> known(String id) {
    return Optional.ofNullable(known.get(id));
  }

  /**
   * Reads, beside whatever else goes on, the studies of storages that were named: they will be asked for first, and that may take seconds.
   */
  public void readAhead() {
    beside(() -> all().stream()
        .filter(each ->
            each instanceof WatchedStudy study && storages.values().stream().anyMatch(study::isOf))
        .forEach(Watched::page));
  }

  /**
   * Does something that will be of use, beside whatever else goes on, and after what it was given before: whoever asks for a page meanwhile needs
   * the processor.
   */
  void beside(Runnable useful) {
    Thread thread = new Thread(
        () -> {
          try {
            synchronized (ahead) {
              useful.run();
            }
          } catch (RuntimeException | OutOfMemoryError e) {
            // Whoever asks for it is told why.
          }
        },
        "ockham-watch-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /** A directory that is named may be a link. */
  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException none) {
      return directory.toAbsolutePath().normalize();
    }
  }

  private void walk(Path root, String place, Map<String, Watched> now, Set<String> storageFiles) {
    Set<Path> events = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(root, Set.<FileVisitOption>of(), DEPTH, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes look) {
          if (KeptRuns.isAt(directory)) {
            add(now, new WatchedComparison(directory, place + name(root, directory)));
            return FileVisitResult.SKIP_SUBTREE;
          }
          if (WatchedRun.isAt(directory)) {
            add(now, new WatchedRun(directory, place + name(root, directory)));
            return FileVisitResult.SKIP_SUBTREE;
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes look) {
          String name = String.valueOf(file.getFileName());
          Path parent = file.getParent();
          if (look.isRegularFile() && name.contains("tfevents") && parent != null) {
            events.add(parent);
          } else if (look.isRegularFile() && isStorage(file, name)) {
            files.add(file);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE; // somebody else's, or gone meanwhile
        }
      });
    } catch (IOException gone) {
      return;
    }
    events.forEach(directory ->
        add(now, new WatchedEvents(directory, place + name(root, directory))));
    for (Path file : files) {
      storageFiles.add(file.toString());
      studies(
          found.computeIfAbsent(
              file.toString(), path -> StudySource.of(scheme(path) + ":///" + path)),
          now);
    }
  }

  /** One that was named is listed already; in the address of a storage a question mark begins its options. */
  private boolean isStorage(Path file, String name) {
    return STORAGES.contains(name.substring(name.lastIndexOf('.') + 1))
        && file.toString().indexOf('?') < 0
        && storages.values().stream().noneMatch(source -> source.isOf(file));
  }

  private static String scheme(String path) {
    return path.endsWith(".journal") ? "journal" : "sqlite";
  }

  private void studies(StudySource source, Map<String, Watched> now) {
    try {
      source.names(PATIENCE).forEach(name -> add(now, new WatchedStudy(source, name)));
    } catch (RuntimeException e) {
      List<Watched> before = known.values().stream()
          .filter(each -> each instanceof WatchedStudy study && study.isOf(source))
          .toList();
      before.forEach(each -> now.put(each.id(), each)); // their pages say why they are as they were
      if (before.isEmpty() && (storages.containsValue(source) || !isForeign(e))) {
        Watched unread = new WatchedStorage(source, e);
        now.put(unread.id(), unread);
      }
    }
  }

  /** Whether it is another program's file, or one in which nothing is yet. */
  private static boolean isForeign(RuntimeException failure) {
    return failure instanceof StorageException e && e.kind() == StorageException.Kind.FOREIGN;
  }

  private void add(Map<String, Watched> now, Watched watched) {
    Watched before = known.get(watched.id());
    now.put(watched.id(), before == null ? watched : before);
  }

  private static String name(Path root, Path directory) {
    String name = root.relativize(directory).toString();
    return name.isEmpty() ? String.valueOf(root.getFileName()) : name;
  }
}
