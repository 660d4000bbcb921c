package org.ockham.search.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/**
 * A text file with one change a line, from which every process makes the same studies. A change is decided and appended
 * under the file's lock. Who only reads takes no lock, so that no writer waits for him: whole lines never change, and the last
 * one he leaves until it is whole. What is not understood is refused and stays as it is; only who appends cuts anything off, and
 * that is a line of ours that a killed process left unfinished.
 */
final class JournalStorage implements Storage {

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final boolean reading;
  private final FileChannel channel;
  private Instant now = Instant.EPOCH;
  private final MemoryStorage memory = new MemoryStorage(() -> now);
  private final JournalEntries entries = new JournalEntries(memory);

  /** Up to where the file's entries are in memory, and how many lines that is. */
  private long read;

  private long lines;

  /** The last entry's newline is missing: it is part of the next append. */
  private boolean unended;

  /** What follows is the beginning of an entry that a process died in. */
  private boolean torn;

  JournalStorage(Path file, Access access) {
    this.file = file;
    this.reading = access.isReading();
    try {
      channel = FileChannel.open(
          file,
          switch (access) {
            case READ, READ_UNLOCKED -> Set.of(StandardOpenOption.READ);
            case CHANGE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case MAKE ->
              Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
          });
    } catch (IOException e) {
      throw new StorageException(
          reading ? StorageException.Kind.BAD : StorageException.Kind.UNWRITABLE,
          "journal " + file + " cannot be opened (" + reason(e)
              + (reading
                  ? "): check that it may be read"
                  : "): check that its folder exists and may be written"),
          e);
    }
    try {
      look(() -> true); // so that a file that is no journal is refused at once
    } catch (RuntimeException e) {
      try {
        channel.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    String words =
        problem instanceof FileSystemException failure ? failure.getReason() : problem.getMessage();
    return words == null ? "no such file or folder" : words;
  }

  private <T> T look(Supplier<T> work) {
    return locked(() -> {
      catchUp();
      now = Instant.now();
      return work.get();
    });
  }

  /**
   * Keeps a change and applies it, if a look at what others did meanwhile does not refuse it: what is in the file is never
   * refused.
   */
  private <T> T change(Map<String, @Nullable Object> entry, Runnable check, Supplier<T> work) {
    return changeIf(
            entry,
            () -> {
              check.run();
              return true;
            },
            work)
        .orElseThrow();
  }

  /** As {@link #change}, but leaves everything as it is, and gives nothing, if after that look the change is not wanted. */
  private <T> Optional<T> changeIf(
      Map<String, @Nullable Object> entry, BooleanSupplier wanted, Supplier<T> work) {
    if (reading) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE,
          "journal " + file + " was opened for reading: open it for writing to change it",
          null);
    }
    Instant time = Instant.now();
    entry.put("time", time.toString());
    byte[] line = (Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    return locked(() -> {
      catchUp();
      if (!wanted.getAsBoolean()) {
        return Optional.empty();
      }
      append(line);
      now = time;
      return Optional.of(work.get());
    });
  }

  private void append(byte[] line) throws IOException {
    if (torn) {
      channel.truncate(read);
      torn = false;
    }
    ByteBuffer buffer = ByteBuffer.allocate(line.length + 1);
    if (unended) {
      buffer.put((byte) '\n');
    }
    buffer.put(line).flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, read + buffer.position());
      }
    } catch (IOException e) {
      try {
        channel.truncate(read);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
    read += buffer.limit();
    lines++;
    unended = false;
  }

  /** Applies what others appended. */
  private void catchUp() throws IOException {
    long size = channel.size();
    if (size < read) {
      throw new StorageException("journal " + file + " has " + size + " bytes and had " + read
          + ": something else cut it, restore it from a copy");
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size - read));
    long position = read;
    while (position < size && channel.read(chunk, position) > 0) {
      byte[] bytes = chunk.array();
      int from = 0;
      for (int i = 0; i < chunk.position(); i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, from, i - from);
          line(line.toByteArray());
          read += line.size() + 1;
          line.reset();
          from = i + 1;
        }
      }
      line.write(bytes, from, chunk.position() - from);
      if (line.size() >= CHUNK && line.toByteArray()[0] != '{') {
        // a large file of another kind is not read to its end
        throw refused(new IllegalArgumentException("it is no entry"));
      }
      position += chunk.position();
      chunk.clear();
    }
    torn = false;
    if (line.size() > 0) {
      last(line.toByteArray());
    }
  }

  private void line(byte[] bytes) {
    if (unended && bytes.length == 0) {
      unended = false;
      return;
    }
    try {
      apply(json(bytes));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** What follows the last newline: an entry that lost only its own, or the beginning of one. */
  private void last(byte[] bytes) {
    Object entry;
    try {
      entry = json(bytes);
    } catch (IllegalArgumentException e) {
      torn = JournalEntries.isTorn(new String(bytes, StandardCharsets.ISO_8859_1), lines > 0);
      if (torn) {
        return;
      }
      throw refused(e);
    }
    try {
      apply(entry);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
    read += bytes.length;
    unended = true;
  }

  private static @Nullable Object json(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Json.read(text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not text in UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not JSON", e); // without the content
    }
  }

  private void apply(@Nullable Object line) {
    if (!(line instanceof Map<?, ?> entry)) {
      throw new IllegalArgumentException("it is no entry");
    }
    JournalEntries.op(entry);
    now = JournalEntries.time(entry, "time");
    entries.apply(entry);
    lines++;
  }

  private StorageException refused(IllegalArgumentException why) {
    if (lines == 0) {
      return new StorageException(
          why instanceof JournalEntries.OfOptuna
              ? StorageException.Kind.BAD
              : StorageException.Kind.FOREIGN,
          "file " + file + " is no journal of studies (first line: " + why.getMessage()
              + "): give another file, this one stays as it is",
          why);
    }
    return new StorageException(
        "journal " + file + ", line " + (lines + 1) + ": " + why.getMessage()
            + ": restore the journal from a copy, or take this line and those after it out",
        why);
  }

  /** What is done under the lock. */
  private interface Locked<T> {
    T work() throws IOException;
  }

  private synchronized <T> T locked(Locked<T> work) {
    try (FileLock lock = reading ? null : lock()) {
      return work.work();
    } catch (IOException e) {
      throw new StorageException(
          reading ? StorageException.Kind.BAD : StorageException.Kind.UNWRITABLE,
          "journal " + file + " cannot be read or written (" + reason(e)
              + "): check the disk and the permissions; what was written is safe",
          e);
    }
  }

  private FileLock lock() throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException elsewhere) {
        // The same file is open twice in this JVM.
        try {
          Thread.sleep(1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting for the lock", e);
        }
      }
    }
  }

  private static Map<String, @Nullable Object> entry(String op, @Nullable Object... pairs) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("op", op);
    for (int i = 0; i < pairs.length; i += 2) {
      entry.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return entry;
  }

  @Override
  public StudyRecord create(String name, List<Direction> directions) {
    List<String> names = directions.stream().map(Enum::name).toList();
    return change(
        entry("create", "name", name, "directions", names),
        () -> memory.requireNew(name, directions),
        () -> memory.create(name, directions));
  }

  @Override
  public Optional<StudyRecord> find(String name) {
    return look(() -> memory.find(name));
  }

  @Override
  public List<StudyRecord> studies() {
    return look(memory::studies);
  }

  @Override
  public void delete(long study) {
    change(entry("delete", "study", study), () -> memory.requireStudy(study), () -> {
      memory.delete(study);
      return true;
    });
  }

  @Override
  public void setUserAttribute(long study, String key, @Nullable Object value) {
    note(study, JournalEntries.USER, key, value, () -> memory.setUserAttribute(study, key, value));
  }

  @Override
  public void setSystemAttribute(long study, String key, @Nullable Object value) {
    note(
        study,
        JournalEntries.SYSTEM,
        key,
        value,
        () -> memory.setSystemAttribute(study, key, value));
  }

  private void note(long study, String author, String key, @Nullable Object value, Runnable apply) {
    change(
        entry("note", "study", study, "author", author, "key", key, "value", value),
        () -> memory.requireStudy(study),
        () -> {
          apply.run();
          return true;
        });
  }

  @Override
  public Optional<FrozenTrial> start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched, int below) {
    Map<String, @Nullable Object> entry =
        entry("start", "study", study, "system", systemAttributes);
    if (!watched) {
      entry.put("watched", false);
    }
    return changeIf(
        entry,
        () -> memory.starts(study, below),
        () -> memory.start(study, systemAttributes, watched));
  }

  @Override
  public List<FrozenTrial> addAll(long study, List<FrozenTrial> trials) {
    List<Map<String, @Nullable Object>> list =
        trials.stream().map(JournalEntries::trial).toList();
    return change(
        entry("add", "study", study, "trials", list),
        () -> memory.requireFit(study, trials),
        () -> memory.addAll(study, trials));
  }

  @Override
  public boolean write(long trial, TrialWrite write) {
    Map<String, @Nullable Object> entry = entry("write", "trial", trial);
    JournalEntries.put(entry, write);
    return change(entry, () -> memory.requireFit(trial, write), () -> memory.write(trial, write));
  }

  @Override
  public boolean restart(long trial, Map<String, @Nullable Object> systemAttributes) {
    return change(
        entry("restart", "trial", trial, "system", systemAttributes),
        () -> memory.trial(trial),
        () -> memory.restart(trial, systemAttributes));
  }

  @Override
  public boolean release(long trial) {
    return change(
        entry("release", "trial", trial), () -> memory.trial(trial), () -> memory.release(trial));
  }

  @Override
  public boolean replace(long trial, TrialWrite end, @Nullable TrialWrite again) {
    Map<String, @Nullable Object> last = new LinkedHashMap<>();
    JournalEntries.put(last, end);
    Map<String, @Nullable Object> next = null;
    if (again != null) {
      next = new LinkedHashMap<>();
      JournalEntries.put(next, again);
    }
    return change(
        entry("replace", "trial", trial, "end", last, "again", next),
        () -> memory.requireFit(trial, end),
        () -> memory.replace(trial, end, again));
  }

  @Override
  public List<FrozenTrial> next(long study, long after, int most) {
    return look(() -> memory.next(study, after, most));
  }

  @Override
  public List<FrozenTrial> trials(long study, Collection<Long> ids, long after) {
    return look(() -> memory.trials(study, ids, after));
  }

  @Override
  public void beat(Collection<Long> trials) {
    change(
        entry("beat", "trials", List.copyOf(trials)),
        () -> trials.forEach(memory::requireKnown),
        () -> {
          memory.beat(trials);
          return true;
        });
  }

  @Override
  public List<Long> stale(long study, Duration grace) {
    return look(() -> memory.stale(study, grace));
  }

  @Override
  public synchronized void close() {
    try {
      if (!reading && channel.isOpen()) {
        channel.force(true);
      }
      channel.close();
    } catch (IOException e) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE,
          "journal " + file + " cannot be closed (" + reason(e) + "): check the disk",
          e);
    }
  }
}
