package org.ockham.search;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.FrozenTrial;

/** A study's trials as rows, with the columns of Optuna's {@code trials_dataframe}. */
final class StudyCsv {

  private StudyCsv() {}

  static String of(StudyResult result) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>(List.of("number"));
    for (int i = 0; i < result.directions().size(); i++) {
      columns.add(valueColumn(result, i));
    }
    columns.addAll(List.of("datetime_start", "datetime_complete", "duration"));
    Set<String> parameters = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    for (FrozenTrial trial : result.trials()) {
      trial.params().keySet().forEach(name -> parameters.add("params_" + name));
      trial.userAttributes().keySet().forEach(name -> attributes.add("user_attrs_" + name));
      rows.add(row(result, trial));
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
    Duration duration = trial.duration();
    row.put("duration", duration == null ? null : duration.toNanos() / 1e9);
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
}
