package org.ockham.logger;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;
import org.ockham.state.SavedState;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code metrics.jsonl}: a JSON object a line, whole, as soon as something is logged. Each is one of
 *
 * <ul>
 *   <li>{@code {"settings": {"lr": 0.001}}}
 *   <li>{@code {"step": 100, "epoch": 2, "values": {"train/loss": 0.25, "val/loss": "NaN"}}}
 *   <li>{@code {"step": 100, "tag": "fc1.weight", "histogram": {"min": -1.0, "max": 1.0, … "limits": […], "counts": […]}}}
 *   <li>{@code {"step": 100, "tag": "note", "text": "…"}}
 * </ul>
 *
 * Numbers that are not finite, which JSON has not, are the strings {@code NaN}, {@code Infinity} and {@code -Infinity}. Images are left
 * out. The file belongs to one logger at a time, in whatever process.
 */
public final class JsonLinesLogger implements Logger {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private @Nullable LogFile file;
  private @Nullable Map<String, ?> settings;
  private boolean hasSettings;

  private JsonLinesLogger(Path path) {
    this.path = path;
  }

  /** Into this directory, which is made if it is not there; a {@code metrics.jsonl} in it is replaced. */
  public static JsonLinesLogger in(Path directory) {
    return new JsonLinesLogger(directory.resolve("metrics.jsonl"));
  }

  /**
   * Takes the file.
   *
   * @throws IllegalStateException if another logger writes it
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void start(List<String> tags, boolean isResumed) {
    file = LogFile.take(path, isResumed);
    hasSettings = isResumed; // until restore says
    writeSettings();
  }

  @Override
  public void settings(Map<String, ?> settings) {
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    writeSettings();
  }

  private void writeSettings() {
    if (!hasSettings && file != null && settings != null) {
      write(Map.of("settings", settings));
      hasSettings = true;
    }
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    Map<String, Object> line = at(step);
    line.put("epoch", epoch);
    line.put("values", values);
    write(line);
  }

  @Override
  public void log(long step, String tag, Histogram histogram) {
    Map<String, Object> line = at(step);
    line.put("tag", tag);
    line.put("histogram", histogram);
    write(line);
  }

  @Override
  public void text(long step, String tag, String text) {
    Map<String, Object> line = at(step);
    line.put("tag", tag);
    line.put("text", text);
    write(line);
  }

  private static Map<String, Object> at(long step) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    return line;
  }

  private void write(Map<String, ?> line) {
    LogFile open = file;
    if (open != null) {
      open.append(JSON.writeValueAsString(line) + "\n");
    }
  }

  /** How long the file is. */
  @Override
  public SavedState state() {
    LogFile open = file;
    return SavedState.of(
        Map.of("bytes", open == null ? 0L : open.length(), "settings", hasSettings));
  }

  /**
   * Drops what came later.
   *
   * @throws IllegalArgumentException if the file is shorter than it was
   */
  @Override
  public void restore(SavedState saved) {
    LogFile open = file;
    if (open == null) {
      throw new IllegalStateException(path + " is not open: start the logger first");
    }
    boolean had = saved.truth("settings");
    open.cutBehind(saved.whole("bytes"));
    hasSettings = had;
  }

  @Override
  public void close() {
    LogFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
