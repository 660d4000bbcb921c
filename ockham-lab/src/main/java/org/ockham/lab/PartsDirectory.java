package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The directory of work of many parts, each of which is kept in {@code parts} as it ends: the same work goes on with the rest,
 * however its process ended. {@code plan.json} says which work it is; other work is refused there. One process at a time
 * works in it.
 */
public final class PartsDirectory implements AutoCloseable {

  private static final String PLAN = "plan.json";
  private static final String PARTS = "parts";
  private static final String AMENDED = "amended";

  /**
   * Something of the plan that was changed when there were results already.
   *
   * @param key what was changed
   * @param before what it was, as JSON
   * @param now what it is, as JSON
   */
  public record Amendment(String key, String before, String now) {}

  private final OutputDirectory directory;
  private final Map<String, Object> plan;
  private final Set<String> amendable;
  private final List<Amendment> amendments = new ArrayList<>();
  private boolean hasBegun;

  private PartsDirectory(OutputDirectory directory, Map<String, ?> plan, Set<String> amendable) {
    this.directory = directory;
    this.plan = new LinkedHashMap<>(plan);
    this.plan.put("computed by", Environment.kernels());
    this.amendable = Set.copyOf(amendable);
  }

  /**
   * A directory that is not there, is empty, or holds parts of the same work. It is made when the work begins.
   *
   * @param plan all that the results depend on, as a tree of plain values; the version and the engine are added
   * @throws LabException if it holds anything else, is a file, or cannot be written
   */
  public static PartsDirectory at(Path path, Map<String, ?> plan) {
    return at(path, plan, Set.of());
  }

  /**
   * The same, where some of the plan may have been another when the parts that are there were made: {@link #amendments} says so then,
   * for as long as they are there.
   *
   * @param amendable keys of the plan; of a list, only what follows what was there before may differ
   */
  public static PartsDirectory at(Path path, Map<String, ?> plan, Set<String> amendable) {
    PartsDirectory parts = new PartsDirectory(OutputDirectory.at(path), plan, amendable);
    parts.refuseOther();
    return parts;
  }

  /** A new directory for work that is not told another: see {@link OutputDirectory#standard}. */
  public static PartsDirectory standard(String recipe, String name, Map<String, ?> plan) {
    return new PartsDirectory(OutputDirectory.standard(recipe, name), plan, Set.of());
  }

  /** Where it is; known for certain once the work has begun. */
  public Path path() {
    return directory.path();
  }

  /**
   * Makes and claims the directory.
   *
   * @throws LabException if another process works in it, or it holds other work
   */
  public void begin() {
    directory.claim();
    refuseOther();
    hasBegun = true;
    try {
      directory.write(PLAN, RunDirectory.json(written()));
      Files.createDirectories(path().resolve(PARTS));
      AtomicFile.sweep(path().resolve(PARTS));
    } catch (IOException e) {
      throw LabException.unwritable(path(), e);
    }
  }

  /**
   * Changes something of the plan while the work is under way, and notes it if there are parts already.
   *
   * @throws LabException if it cannot be written
   */
  public void amend(String key, Object now) {
    Object before = plan.put(key, now);
    if (!isBare(directory.files())) {
      JsonMapper json = JsonMapper.shared();
      amendments.add(
          new Amendment(key, json.writeValueAsString(before), json.writeValueAsString(now)));
    }
    directory.write(PLAN, RunDirectory.json(written()));
  }

  /** Runs this once if somebody asks the work to end; once it has begun: see {@link StopRequest}. */
  public void onStop(Runnable stop) {
    directory.onStop(stop);
  }

  private Map<String, Object> written() {
    Map<String, Object> written = new LinkedHashMap<>(plan);
    if (!amendments.isEmpty()) {
      written.put(AMENDED, amendments());
    }
    return written;
  }

  /** What of the plan was changed after results were there, in the order in which it was; known once the work has begun. */
  public List<Amendment> amendments() {
    return List.copyOf(amendments);
  }

  /** The place of a part of this name; whatever is there under its name is whole. */
  public Path part(String name) {
    return path().resolve(PARTS).resolve(name);
  }

  /**
   * Writes a file of results beside the parts, whole or not at all.
   *
   * @throws LabException if it cannot be written
   */
  public void write(String name, String text) {
    directory.write(name, text);
  }

  /** Whether files of these names are there. */
  public boolean has(String... names) {
    return Stream.of(names).allMatch(name -> Files.exists(path().resolve(name)));
  }

  /** Lets other processes in. Work that ended before any part of it did leaves nothing. */
  @Override
  public void close() {
    if (!hasBegun || !isBare(directory.files())) {
      directory.close();
      return;
    }
    try {
      Files.deleteIfExists(path().resolve(PLAN));
      Files.deleteIfExists(path().resolve(PARTS));
    } catch (IOException e) {
      // It is begun there again all the same.
    }
    directory.discard();
  }

  private void refuseOther() {
    List<String> files = directory.files();
    if (files.isEmpty() || isBare(files)) {
      return;
    }
    if (!files.contains(PLAN)) {
      throw directory.full();
    }
    JsonNode there;
    try {
      there = JsonMapper.shared().readTree(Files.readString(path().resolve(PLAN)));
    } catch (IOException | JacksonException e) {
      throw directory.full();
    }
    JsonNode here = JsonMapper.shared().readTree(RunDirectory.json(plan));
    amendments.clear();
    there
        .path(AMENDED)
        .forEach(each -> amendments.add(new Amendment(
            each.path("key").asString(""),
            each.path("before").asString(""),
            each.path("now").asString(""))));
    if (there instanceof ObjectNode before && here instanceof ObjectNode now) {
      before.remove(AMENDED);
      amend(before, now);
    }
    String difference = difference("", there, here);
    if (difference != null) {
      throw new LabException(path() + ": holds results of other work (" + difference
          + "), and nothing in it is overwritten: give a new directory.");
    }
  }

  /** Notes what may differ and does, and takes it out of what is compared. */
  private void amend(ObjectNode before, ObjectNode now) {
    for (String key : new TreeSet<>(amendable)) {
      JsonNode then = before.path(key);
      JsonNode here = now.path(key);
      if (!then.isMissingNode()
          && !here.isMissingNode()
          && !then.equals(here)
          && isGrown(then, here)) {
        amendments.add(new Amendment(key, then.toString(), here.toString()));
        before.remove(key);
        now.remove(key);
      }
    }
  }

  /** Whether one follows from the other: anything does, but a list that does not begin with what was there. */
  private static boolean isGrown(JsonNode then, JsonNode here) {
    if (!then.isArray()) {
      return true;
    }
    for (int i = 0; i < then.size(); i++) {
      if (i >= here.size() || !then.get(i).equals(here.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether other work began here and ended before any part of it did. */
  private boolean isBare(List<String> files) {
    if (!Set.of(PLAN, PARTS).containsAll(files)) {
      return false;
    }
    try (Stream<Path> parts = Files.list(path().resolve(PARTS))) {
      return parts.allMatch(AtomicFile::isDraft);
    } catch (NoSuchFileException none) {
      return true;
    } catch (IOException e) {
      throw LabException.unwritable(path(), e);
    }
  }

  /** The first place where two plans differ, in words; null if they are one. */
  private static @Nullable String difference(String path, JsonNode there, JsonNode here) {
    if (there.isObject() && here.isObject()) {
      Set<String> names = new TreeSet<>(there.propertyNames());
      names.addAll(here.propertyNames());
      for (String name : names) {
        String difference = difference(
            path.isEmpty() ? name : path + "." + name, there.path(name), here.path(name));
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    return there.equals(here)
        ? null
        : path + ": " + words(there) + " there, " + words(here) + " here";
  }

  private static String words(JsonNode value) {
    if (value.isMissingNode()) {
      return "none";
    }
    String text = value.isString() ? value.asString() : value.toString();
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
