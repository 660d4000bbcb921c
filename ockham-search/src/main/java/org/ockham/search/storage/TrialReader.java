package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** Trials from the rows of Optuna's tables. */
final class TrialReader {

  private static final List<String> TYPES = List.of("FINITE", "INF_POS", "INF_NEG");
  private static final List<String> INTERMEDIATE_TYPES =
      List.of("FINITE", "INF_POS", "INF_NEG", "NAN");

  private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
      .appendPattern("yyyy-MM-dd HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
      .toFormatter(java.util.Locale.ROOT);

  private final Database database;
  private final Rows rows;
  private final Map<String, Distribution> known = new ConcurrentHashMap<>();

  TrialReader(Database database) {
    this.database = database;
    this.rows = new Rows(database);
  }

  private static @Nullable Instant time(String what, @Nullable String text) {
    try {
      return text == null ? null : LocalDateTime.parse(text, READ).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          what + " is \"" + Cell.shortened(text) + "\", where a time was expected", e);
    }
  }

  /** The number in a column and its type in the next: infinities and NaN are types without a number. */
  private static double number(ResultSet row, String name, int value, List<String> types)
      throws SQLException {
    Object cell = row.getObject(value);
    String type = row.getString(value + 1);
    if (type == null || !types.contains(type)) {
      throw new IllegalArgumentException(
          name + "_type is " + (type == null ? "missing" : "\"" + Cell.shortened(type) + "\"")
              + ", which is none of " + types);
    }
    boolean finite = type.equals("FINITE");
    if (finite ? Double.isInfinite(Cell.real(name, cell)) : cell != null) {
      throw new IllegalArgumentException(
          name + " is " + Cell.shortened(cell.toString()) + " and its type " + type);
    }
    return switch (type) {
      case "FINITE" -> Cell.real(name, cell);
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  /** The named trials and those with larger keys, by number. */
  List<FrozenTrial> read(Connection c, long study, int objectives, Collection<Long> ids, long after)
      throws SQLException {
    Map<Long, Partial> partials = new LinkedHashMap<>();
    List<Long> named = ids.stream().filter(id -> id <= after).sorted().toList();
    for (int from = 0; from < named.size(); from += 500) {
      String list = named.subList(from, Math.min(named.size(), from + 500)).toString();
      read(c, "t.trial_id in (" + list.substring(1, list.length() - 1) + ")", study, partials);
    }
    if (after < Long.MAX_VALUE) {
      read(c, "t.trial_id>" + after, study, partials);
    }
    return frozen(partials, objectives);
  }

  /** The first so many trials with larger keys. */
  List<FrozenTrial> next(Connection c, long study, int objectives, long after, int most)
      throws SQLException {
    Map<Long, Partial> partials = new LinkedHashMap<>();
    List<Long> last = Sql.query(
        c,
        "select trial_id from trials where study_id=? and trial_id>? order by trial_id limit ?",
        row -> row.getLong(1),
        study,
        after,
        most);
    if (!last.isEmpty()) {
      read(
          c,
          "t.trial_id>" + after + " and t.trial_id<=" + last.get(last.size() - 1),
          study,
          partials);
    }
    return frozen(partials, objectives);
  }

  private List<FrozenTrial> frozen(Map<Long, Partial> partials, int objectives) {
    List<FrozenTrial> trials = new ArrayList<>(partials.size());
    for (Partial partial : partials.values()) {
      FrozenTrial trial = partial.freeze();
      try {
        trial.requireValues(objectives);
      } catch (IllegalArgumentException e) {
        throw new StorageException(
            database.place() + ", table trial_values, rows with trial_id " + trial.id() + ": "
                + e.getMessage() + ": restore the database from a copy, or mend the rows",
            e);
      }
      trials.add(trial);
    }
    return trials;
  }

  private void read(Connection c, String which, long study, Map<Long, Partial> partials)
      throws SQLException {
    int before = partials.size();
    BitSet numbers = new BitSet();
    rows.read(
        c,
        "trials",
        "select t.trial_id, t.number, t.state, t.datetime_start, t.datetime_complete from trials t"
            + " where t.study_id=? and " + which + " order by t.trial_id",
        List.of("trial_id"),
        row -> {
          int number = Cell.whole("number", row.getObject(2));
          if (number < 0 || numbers.get(number)) {
            throw new IllegalArgumentException("number is " + number
                + (number < 0 ? ", where at least 0 was expected" : " as in a row before"));
          }
          numbers.set(number);
          partials.put(
              row.getLong(1),
              new Partial(
                  row.getLong(1),
                  number,
                  Cell.oneOf(TrialState.class, "state", row.getString(3)),
                  time("datetime_start", row.getString(4)),
                  time("datetime_complete", row.getString(5))));
        },
        study);
    if (partials.size() == before) {
      return;
    }
    children(
        c,
        "trial_params",
        "param_name",
        "x.param_value, x.distribution_json",
        "param_id",
        which,
        study,
        partials,
        (partial, row) -> partial.parameters = Cell.parameter(
            partial.parameters,
            Cell.text("param_name", row.getObject(2)),
            distribution(row.getString(4)),
            Cell.real("param_value", row.getObject(3))));
    children(
        c,
        "trial_values",
        "objective",
        "x.value, x.value_type",
        "objective",
        which,
        study,
        partials,
        (partial, row) -> {
          Cell.inOrder("objective", row.getObject(2), partial.values.size());
          partial.values.add(number(row, "value", 3, TYPES));
        });
    children(
        c,
        "trial_intermediate_values",
        "step",
        "x.intermediate_value, x.intermediate_value_type",
        "step",
        which,
        study,
        partials,
        (partial, row) -> partial.steps.put(
            Cell.whole("step", row.getObject(2)),
            number(row, "intermediate_value", 3, INTERMEDIATE_TYPES)));
    children(
        c,
        "trial_user_attributes",
        "\"key\"",
        "x.value_json",
        "trial_user_attribute_id",
        which,
        study,
        partials,
        (partial, row) -> attribute(partial.user, row));
    children(
        c,
        "trial_system_attributes",
        "\"key\"",
        "x.value_json",
        "trial_system_attribute_id",
        which,
        study,
        partials,
        (partial, row) -> attribute(partial.system, row));
  }

  private Distribution distribution(@Nullable String json) {
    Distribution distribution = json == null ? null : known.get(json);
    if (distribution == null) {
      try {
        distribution = DistributionJson.read(Cell.text("distribution_json", json));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "distribution_json is no distribution ("
                + Cell.shortened(String.valueOf(e.getMessage())) + ")",
            e);
      }
      known.put(String.valueOf(json), distribution);
    }
    return distribution;
  }

  private static void attribute(Map<String, @Nullable Object> map, ResultSet row)
      throws SQLException {
    map.put(Cell.text("key", row.getObject(2)), Cell.json("value_json", row.getObject(3)));
  }

  /** Adds one row to a trial. */
  private interface Filler {
    void fill(Partial partial, ResultSet row) throws SQLException;
  }

  private void children(
      Connection c,
      String table,
      String key,
      String columns,
      String order,
      String which,
      long study,
      Map<Long, Partial> partials,
      Filler filler)
      throws SQLException {
    rows.read(
        c,
        table,
        "select x.trial_id, x." + key + ", " + columns + " from trials t join " + table
            + " x on x.trial_id=t.trial_id where t.study_id=? and " + which
            + " order by x.trial_id, x." + order,
        List.of("trial_id", key.replace("\"", "")),
        row -> {
          Partial partial = partials.get(row.getLong(1));
          if (partial != null) {
            filler.fill(partial, row);
          }
        },
        study);
  }

  /** A trial whose rows are still being read. */
  private static final class Partial {
    private final long id;
    private final int number;
    private final TrialState state;
    private final @Nullable Instant start;
    private final @Nullable Instant complete;
    private Parameters parameters = Parameters.NONE;
    private final List<Double> values = new ArrayList<>(1);
    private final TreeMap<Integer, Double> steps = new TreeMap<>();
    private final Map<String, @Nullable Object> user = new LinkedHashMap<>(2);
    private final Map<String, @Nullable Object> system = new LinkedHashMap<>(2);

    Partial(
        long id,
        int number,
        TrialState state,
        @Nullable Instant start,
        @Nullable Instant complete) {
      this.id = id;
      this.number = number;
      this.state = state;
      this.start = start;
      this.complete = complete;
    }

    FrozenTrial freeze() {
      return new FrozenTrial(
          id,
          number,
          state,
          List.copyOf(values),
          parameters,
          steps.isEmpty()
              ? TrialWrite.NOTHING.intermediateValues()
              : Collections.unmodifiableSortedMap(steps),
          user.isEmpty() ? Map.of() : Collections.unmodifiableMap(user),
          system.isEmpty() ? Map.of() : Collections.unmodifiableMap(system),
          start,
          complete);
    }
  }
}
