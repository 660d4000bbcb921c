package org.ockham.lab.tune;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/**
 * A study's trials as plain values: rows for a spreadsheet, with the columns of Optuna's {@code trials_dataframe}, and a tree
 * for JSON.
 */
public final class StudyTable {

  private StudyTable() {}

  /** A line a trial under a line of headings. */
  public static String csv(StudyResult result) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>(List.of("number"));
    for (int i = 0; i < result.directions().size(); i++) {
      columns.add(valueColumn(result, i));
    }
    columns.addAll(List.of("datetime_start", "datetime_complete", "duration"));
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    for (FrozenTrial trial : result.trials()) {
      Map<String, @Nullable Object> row = row(result, trial);
      trial.params().keySet().forEach(name -> parameters.add("params_" + name));
      trial.userAttributes().keySet().forEach(name -> attributes.add("user_attrs_" + name));
      rows.add(row);
    }
    columns.addAll(parameters);
    columns.addAll(attributes);
    columns.add("state");
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      writer.writeRecord(columns);
      for (Map<String, @Nullable Object> row : rows) {
        writer.writeRecord(columns.stream().map(column -> cell(row.get(column))).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory does not fail
    }
    return text.toString();
  }

  private static Map<String, @Nullable Object> row(StudyResult result, FrozenTrial trial) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("number", trial.number());
    for (int i = 0; i < trial.values().size(); i++) {
      row.put(valueColumn(result, i), trial.values().get(i));
    }
    row.put("datetime_start", trial.start());
    row.put("datetime_complete", trial.complete());
    row.put("duration", seconds(trial));
    trial.params().forEach((name, value) -> row.put("params_" + name, value));
    trial.userAttributes().forEach((name, value) -> row.put("user_attrs_" + name, value));
    row.put("state", trial.state());
    return row;
  }

  private static String valueColumn(StudyResult result, int objective) {
    return result.directions().size() == 1 ? "value" : "values_" + objective;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** The study as a tree; numbers that JSON does not have are texts. */
  public static Map<String, @Nullable Object> entries(StudyResult result) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("study", result.name());
    entries.put("directions", result.directions().stream().map(Enum::name).toList());
    entries.put("trials", result.trials().stream().map(StudyTable::entries).toList());
    return entries;
  }

  /** A trial as a tree. */
  public static Map<String, @Nullable Object> entries(FrozenTrial trial) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("number", trial.number());
    entries.put("state", trial.state().name());
    entries.put("values", trial.values().stream().map(StudyTable::plain).toList());
    entries.put("params", plain(trial.params()));
    entries.put("start", text(trial.start()));
    entries.put("complete", text(trial.complete()));
    entries.put("seconds", seconds(trial));
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    trial.intermediateValues().forEach((step, value) -> steps.put(step.toString(), plain(value)));
    entries.put("intermediateValues", steps);
    entries.put("attributes", plain(trial.userAttributes()));
    return entries;
  }

  private static @Nullable Double seconds(FrozenTrial trial) {
    var duration = trial.duration();
    return duration == null ? null : duration.toNanos() / 1e9;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
  }

  private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }
}
