package org.ockham.search.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/**
 * A text file with one change a line, from which every process makes the same studies. A change is decided and appended
 * under the file's lock; a line that a killed process left unfinished is cut off by the next.
 */
final class JournalStorage implements Storage {

  private final Path file;
  private final FileChannel channel;
  private Instant now = Instant.EPOCH;
  private final MemoryStorage memory = new MemoryStorage(() -> now);
  private final JournalEntries entries = new JournalEntries(memory);
  private long read;

  JournalStorage(Path file) {
    this.file = file;
    try {
      channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StorageException(
          "journal " + file + " cannot be opened: check that its folder exists and may be written",
          e);
    }
  }

  private <T> T look(Supplier<T> work) {
    return locked(() -> {
      catchUp();
      now = Instant.now();
      return work.get();
    });
  }

  /** Applies a change that is not refused, and keeps it. */
  private <T> T change(Map<String, @Nullable Object> entry, Supplier<T> work) {
    entry.put("time", Instant.now().toString());
    byte[] line = (Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    return locked(() -> {
      catchUp();
      append(line);
      now = Instant.parse((String) Objects.requireNonNull(entry.get("time")));
      return work.get();
    });
  }

  private void append(byte[] line) throws IOException {
    long end = read;
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer, end + buffer.position());
      }
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
    read = end + line.length;
  }

  /** Reads what others appended. */
  private void catchUp() throws IOException {
    long size = channel.size();
    if (size <= read) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, size - read));
    while (buffer.hasRemaining() && channel.read(buffer, read + buffer.position()) > 0) {
      // reads on
    }
    byte[] bytes = buffer.array();
    int from = 0;
    for (int i = 0; i < buffer.position(); i++) {
      if (bytes[i] == '\n') {
        replay(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    read += from;
    if (from < buffer.position() && read + buffer.position() - from == size) {
      channel.truncate(read); // the rest is a line that nobody finished: writers hold the lock
    }
  }

  private void replay(String line) {
    if (!(Json.read(line) instanceof Map<?, ?> entry)) {
      throw new StorageException("journal " + file + " has a line that is no entry: " + line);
    }
    now = Instant.parse(String.valueOf(entry.get("time")));
    entries.apply(entry);
  }

  /** What is done under the lock. */
  private interface Locked<T> {
    T work() throws IOException;
  }

  private synchronized <T> T locked(Locked<T> work) {
    try (FileLock lock = lock()) {
      return work.work();
    } catch (IOException e) {
      throw new StorageException(
          "journal " + file + " cannot be read or written (" + e.getMessage()
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
    if (find(name).isPresent()) {
      return memory.create(name, directions); // which refuses
    }
    return change(
        entry("create", "name", name, "directions", names), () -> memory.create(name, directions));
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
    change(entry("delete", "study", study), () -> {
      memory.delete(study);
      return true;
    });
  }

  @Override
  public void setAttribute(long study, Author author, String key, @Nullable Object value) {
    change(
        entry("note", "study", study, "author", author.name(), "key", key, "value", value), () -> {
          memory.setAttribute(study, author, key, value);
          return true;
        });
  }

  @Override
  public FrozenTrial start(long study, Map<String, @Nullable Object> systemAttributes) {
    return change(
        entry("start", "study", study, "system", systemAttributes),
        () -> memory.start(study, systemAttributes));
  }

  @Override
  public FrozenTrial add(long study, TrialWrite write) {
    Map<String, @Nullable Object> entry = entry("add", "study", study);
    JournalEntries.put(entry, write);
    return change(entry, () -> memory.add(study, write));
  }

  @Override
  public boolean write(long trial, TrialWrite write) {
    Map<String, @Nullable Object> entry = entry("write", "trial", trial);
    JournalEntries.put(entry, write);
    return change(entry, () -> memory.write(trial, write));
  }

  @Override
  public boolean restart(long trial, Map<String, @Nullable Object> systemAttributes) {
    return change(
        entry("restart", "trial", trial, "system", systemAttributes),
        () -> memory.restart(trial, systemAttributes));
  }

  @Override
  public boolean release(long trial) {
    return change(entry("release", "trial", trial), () -> memory.release(trial));
  }

  @Override
  public List<FrozenTrial> trials(long study, Collection<Long> ids, long after) {
    return look(() -> memory.trials(study, ids, after));
  }

  @Override
  public void beat(Collection<Long> trials) {
    change(entry("beat", "trials", List.copyOf(trials)), () -> {
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
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw new StorageException("journal " + file + " cannot be closed: check the disk", e);
    }
  }
}
