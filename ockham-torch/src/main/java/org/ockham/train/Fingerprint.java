package org.ockham.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Transformed;
import org.ockham.file.Excerpt;
import org.ockham.file.JarVersion;
import org.ockham.state.SavedState;

/**
 * Everything, in words, that a fit is a function of and a checkpoint does not hold: a fit that goes on must have the same. How long it
 * is to last, who looks on and writes down, and what changes only the speed, may differ.
 *
 * @param words of each thing, by what it is
 */
record Fingerprint(Map<String, String> words) {

  /** Settings that may differ. What threads and the search for anomalies make of the {@link Parallelism layout} is compared apart. */
  private static final Set<String> FREE = Set.of(
      "limits",
      "maxEpochs",
      "prefetch",
      "workers",
      "device", // it changes the last bits, as another kind of processor does
      "ranks", // how many shards they have together is noted in their place
      "threads",
      "isDeterministic",
      "detectsAnomalies",
      "sanityBatches",
      "orderSeed", // which the training data's words have
      "callbacks",
      "loggers");

  /** What differs between two equal things that say nothing of themselves: a lambda's number, an object's address. */
  private static final Pattern IDENTITY =
      Pattern.compile("(?<=\\$\\$Lambda)[/$0-9a-fx]*(?:@[0-9a-f]+)?|@[0-9a-f]{1,8}\\b");

  private static final Pattern PIECES = Pattern.compile("(?<=[,\\n])");

  static Fingerprint of(TrainerSettings settings, TrainingModule module, DataModule data) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("version", JarVersion.of(Fingerprint.class).orElse("development"));
    words.put("network", words(module.network()));
    words.put("optimizer", words(module.configureOptimizer()));
    words.put("module", words(module));
    addSettings(words, settings);
    words.put("shards", Integer.toString(settings.computing().shardsOfAll()));
    words.put("regularizers", regularizers(settings.regularizers()));
    words.put(
        "training data",
        words(
            data.train(),
            settings.trainingLoader(data.train(), module.network()).describe()));
    words.put(
        "validation data",
        words(
            data.validation(),
            settings.evaluationLoader(data.validation(), module.network()).describe()));
    return new Fingerprint(words);
  }

  /** The settings one by one; those that are records of settings in their turn too. */
  private static void addSettings(Map<String, String> words, Record settings) {
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String name = component.getName();
      if (!FREE.contains(name)) {
        Object value = value(settings, component);
        if (value instanceof Record inner
            && inner.getClass().getPackage().equals(Fingerprint.class.getPackage())) {
          addSettings(words, inner);
        } else {
          words.put(name, words(value));
        }
      }
    }
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In an order of their own, since theirs changes nothing. */
  private static String regularizers(Regularizers regularizers) {
    return regularizers.list().stream()
        .sorted(Comparator.comparing(each -> each.getClass().getName()))
        .map(Fingerprint::words)
        .toList()
        .toString();
  }

  /** What is read, and how it is changed. */
  private static String words(Dataset data, String loader) {
    StringBuilder words = new StringBuilder(loader);
    for (Dataset each = data; each instanceof Transformed changed; each = changed.images()) {
      words.append(", ").append(words(changed.transform()));
    }
    return words.toString();
  }

  private static String words(@Nullable Object value) {
    return IDENTITY.matcher(String.valueOf(value)).replaceAll("");
  }

  SavedState state() {
    return SavedState.of(words);
  }

  /**
   * Refuses a checkpoint of another run.
   *
   * @throws IllegalArgumentException if something differs; it says what
   */
  void check(SavedState saved) {
    Set<String> names = new LinkedHashSet<>(words.keySet());
    names.addAll(saved.values().keySet());
    for (String name : names) {
      String here = words.get(name);
      String there = saved.values().get(name) instanceof String text ? text : null;
      if (!Objects.equals(here, there)) {
        throw new IllegalArgumentException("it is of another run, whose " + Excerpt.of(name)
            + " is " + difference(there, here) + " where this one's is "
            + difference(here, there));
      }
    }
  }

  /** A piece without the bracket whose other half is in another piece, and what that encloses. */
  private static String balanced(String piece) {
    String setting = piece.replaceFirst("^\\w+\\[(?=[^\\]]*$)", "");
    return setting.contains("[") ? setting : setting.replaceFirst("]+$", "");
  }

  /** The first piece of a text that another has not. */
  private static String difference(@Nullable String text, @Nullable String other) {
    if (text == null) {
      return "not there";
    }
    String[] pieces = PIECES.split(text);
    String[] others = other == null ? new String[0] : PIECES.split(other);
    for (int i = 0; i < pieces.length; i++) {
      if (i >= others.length || !pieces[i].equals(others[i])) {
        return "'" + Excerpt.of(balanced(pieces[i].strip().replaceAll(",$", ""))) + "'";
      }
    }
    return "'" + Excerpt.of(text) + "'";
  }
}
