package org.ockham.search.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** Studies in memory, gone with the JVM. Keys are places in one list, so that everything takes constant time. */
final class MemoryStorage implements Storage {

  /** A study with the keys of its trials and of those queued. */
  private static final class Entry {
    StudyRecord study;
    final List<Long> trials = new ArrayList<>();
    final PriorityQueue<Long> waiting =
        new PriorityQueue<>(); // the oldest first, also of those given back

    Entry(StudyRecord study) {
      this.study = study;
    }
  }

  private final Map<Long, Entry> studies = new LinkedHashMap<>();
  private final Map<String, Entry> names = new HashMap<>();
  private final List<@Nullable FrozenTrial> trials = new ArrayList<>();
  private final Map<Long, Long> studyOf = new HashMap<>();
  private final Map<Long, Instant> beats = new HashMap<>();
  private final Supplier<Instant> clock;
  private long nextStudy = 1;

  MemoryStorage() {
    this(Instant::now);
  }

  /** A storage with a clock of its own: a journal that is read back tells the time of each entry. */
  MemoryStorage(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StudyRecord create(String name, List<Direction> directions) {
    requireNew(name, directions);
    StudyRecord study =
        new StudyRecord(nextStudy++, name, List.copyOf(directions), Map.of(), Map.of());
    Entry entry = new Entry(study);
    studies.put(study.id(), entry);
    names.put(name, entry);
    return study;
  }

  /** Fails if a study cannot be made like this. */
  synchronized void requireNew(String name, List<Direction> directions) {
    Check.notEmpty("list of directions", directions);
    if (names.containsKey(name)) {
      throw StorageException.studyExists(name);
    }
  }

  @Override
  public synchronized Optional<StudyRecord> find(String name) {
    return Optional.ofNullable(names.get(name)).map(entry -> entry.study);
  }

  @Override
  public synchronized List<StudyRecord> studies() {
    return studies.values().stream().map(entry -> entry.study).toList();
  }

  @Override
  public synchronized void delete(long study) {
    Entry entry = entry(study);
    for (long id : entry.trials) {
      trials.set((int) id, null);
      studyOf.remove(id);
      beats.remove(id);
    }
    studies.remove(study);
    names.remove(entry.study.name());
  }

  @Override
  public synchronized void setUserAttribute(long study, String key, @Nullable Object value) {
    Entry entry = entry(study);
    entry.study = entry.study.withUserAttribute(key, value);
  }

  @Override
  public synchronized void setSystemAttribute(long study, String key, @Nullable Object value) {
    Entry entry = entry(study);
    entry.study = entry.study.withSystemAttribute(key, value);
  }

  @Override
  public synchronized Optional<FrozenTrial> start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched, int below) {
    if (!starts(study, below)) {
      return Optional.empty();
    }
    TrialWrite write = TrialWrite.claim(systemAttributes);
    Long queued = entry(study).waiting.poll();
    FrozenTrial claimed;
    if (queued == null) {
      claimed = addAll(study, List.of(write.alone(clock.get()))).get(0);
    } else {
      claimed = write.onto(trial(queued), clock.get());
      trials.set((int) (long) queued, claimed);
    }
    if (watched) {
      beats.put(claimed.id(), clock.get());
    } else {
      beats.remove(claimed.id());
    }
    return Optional.of(claimed);
  }

  /** Whether a trial is queued, or a new one would have a number below this one. */
  synchronized boolean starts(long study, int below) {
    Entry entry = entry(study);
    for (Long queued = entry.waiting.peek(); queued != null; queued = entry.waiting.peek()) {
      if (trial(queued).state() == TrialState.WAITING) {
        return true;
      }
      entry.waiting.poll();
    }
    return entry.trials.size() < below;
  }

  @Override
  public synchronized List<FrozenTrial> addAll(long study, List<FrozenTrial> added) {
    requireFit(study, added);
    Entry entry = entry(study);
    List<FrozenTrial> kept = new ArrayList<>();
    for (FrozenTrial given : added) {
      FrozenTrial trial = given.at(trials.size(), entry.trials.size());
      trials.add(trial);
      entry.trials.add(trial.id());
      studyOf.put(trial.id(), study);
      if (trial.state() == TrialState.WAITING) {
        entry.waiting.add(trial.id());
      } else if (trial.state() == TrialState.RUNNING) {
        beats.put(trial.id(), clock.get());
      }
      kept.add(trial);
    }
    return kept;
  }

  /** Fails if these trials' values do not fit the study. */
  synchronized void requireFit(long study, List<FrozenTrial> added) {
    int objectives = entry(study).study.directions().size();
    added.forEach(trial -> trial.requireValues(objectives));
  }

  /** Fails if the trial's values would not fit its study. */
  synchronized void requireFit(long trial, TrialWrite write) {
    FrozenTrial old = trial(trial);
    if (!old.state().finished()) {
      int objectives =
          entry(Objects.requireNonNull(studyOf.get(trial))).study.directions().size();
      write.onto(old, clock.get()).requireValues(objectives);
    }
  }

  @Override
  public synchronized boolean write(long trial, TrialWrite write) {
    FrozenTrial old = trial(trial);
    if (old.state().finished()) {
      return false;
    }
    requireFit(trial, write);
    FrozenTrial changed = write.onto(old, clock.get());
    trials.set((int) trial, changed);
    if (changed.state().finished()) {
      beats.remove(trial);
    }
    return true;
  }

  @Override
  public synchronized boolean restart(long trial, Map<String, @Nullable Object> systemAttributes) {
    FrozenTrial old = trial(trial);
    if (old.state() != TrialState.RUNNING) {
      return false;
    }
    trials.set((int) trial, emptied(old, TrialState.RUNNING, systemAttributes, clock.get()));
    beats.put(trial, clock.get());
    return true;
  }

  @Override
  public synchronized boolean release(long trial) {
    FrozenTrial old = trial(trial);
    if (old.state() != TrialState.RUNNING) {
      return false;
    }
    trials.set((int) trial, emptied(old, TrialState.WAITING, Map.of(), null));
    beats.remove(trial);
    entry(Objects.requireNonNull(studyOf.get(trial))).waiting.add(trial);
    return true;
  }

  @Override
  public synchronized boolean replace(long trial, TrialWrite end, @Nullable TrialWrite again) {
    if (trial(trial).state() != TrialState.RUNNING) {
      return false;
    }
    write(trial, end);
    if (again != null) {
      addAll(Objects.requireNonNull(studyOf.get(trial)), List.of(again.alone(clock.get())));
    }
    return true;
  }

  /** The trial as it was before its evaluation. */
  private static FrozenTrial emptied(
      FrozenTrial old,
      TrialState state,
      Map<String, @Nullable Object> systemAttributes,
      @Nullable Instant start) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(old.systemAttributes());
    kept.keySet().retainAll(TrialWrite.OF_QUEUE);
    kept.putAll(systemAttributes);
    return new FrozenTrial(
        old.id(),
        old.number(),
        state,
        List.of(),
        Parameters.NONE,
        TrialWrite.NOTHING.intermediateValues(),
        old.userAttributes(),
        Collections.unmodifiableMap(kept),
        start,
        null);
  }

  @Override
  public synchronized List<FrozenTrial> next(long study, long after, int most) {
    return later(study, after).stream().limit(most).map(this::trial).toList();
  }

  /** The ids of a study's trials from the first that is larger on. */
  private List<Long> later(long study, long after) {
    List<Long> ids = entry(study).trials;
    int at = Collections.binarySearch(
        ids, after); // not of the one behind it: of the largest there is none
    return ids.subList(at < 0 ? -at - 1 : at + 1, ids.size());
  }

  @Override
  public synchronized List<FrozenTrial> trials(long study, Collection<Long> ids, long after) {
    List<FrozenTrial> found = new ArrayList<>();
    for (long id : ids) {
      if (id <= after) {
        found.add(trial(id));
      }
    }
    found.sort((a, b) -> Integer.compare(a.number(), b.number()));
    later(study, after).forEach(id -> found.add(trial(id)));
    return found;
  }

  @Override
  public synchronized void beat(Collection<Long> ids) {
    for (long id : ids) {
      if (beats.containsKey(id)) {
        beats.put(id, clock.get());
      }
    }
  }

  @Override
  public synchronized List<Long> stale(long study, Duration grace) {
    Instant limit = clock.get().minus(grace);
    List<Long> stale = new ArrayList<>();
    beats.forEach((id, beat) -> {
      if (beat.isBefore(limit)
          && Long.valueOf(study).equals(studyOf.get(id))
          && trial(id).state() == TrialState.RUNNING) {
        stale.add(id);
      }
    });
    return stale;
  }

  @Override
  public void close() {}

  Instant now() {
    return clock.get();
  }

  /** Whether there was a study of this key at any time. */
  synchronized boolean everHadStudy(long study) {
    return 1 <= study && study < nextStudy;
  }

  synchronized boolean hasStudy(long study) {
    return studies.containsKey(study);
  }

  /** Fails if there is no study of this key. */
  synchronized void requireStudy(long study) {
    entry(study);
  }

  /** Whether there was a trial of this key at any time. */
  synchronized boolean everHadTrial(long trial) {
    return 0 <= trial && trial < trials.size();
  }

  /** Fails if there never was a trial of this key. */
  synchronized void requireKnown(long trial) {
    if (!everHadTrial(trial)) {
      throw new StorageException("no trial has the key " + trial);
    }
  }

  synchronized boolean hasTrial(long trial) {
    return everHadTrial(trial) && trials.get((int) trial) != null;
  }

  private Entry entry(long study) {
    Entry entry = studies.get(study);
    if (entry == null) {
      throw StorageException.noStudy(study);
    }
    return entry;
  }

  /** A trial by its key. */
  synchronized FrozenTrial trial(long id) {
    FrozenTrial trial = everHadTrial(id) ? trials.get((int) id) : null;
    if (trial == null) {
      throw StorageException.noTrial(id);
    }
    return trial;
  }
}
