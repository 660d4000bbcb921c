package org.ockham.data.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/** Text: each different one is kept once. */
public final class TextColumn implements Column {

  /** The code of a missing cell. */
  static final int MISSING = -1;

  private final String name;
  private final int[] codes;
  private final List<String> texts;

  /** @param codes indices into the texts; taken over, not copied */
  TextColumn(String name, int[] codes, List<String> texts) {
    this.name = name;
    this.codes = codes;
    this.texts = texts;
  }

  /** These cells, null where one is missing. */
  public static TextColumn of(String name, @Nullable String... values) {
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] codes = new int[values.length];
    for (int row = 0; row < codes.length; row++) {
      String value = values[row];
      codes[row] = value == null ? MISSING : known.computeIfAbsent(value, text -> known.size());
    }
    return new TextColumn(name, codes, List.copyOf(known.keySet()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.TEXT;
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  @Override
  public String text(int row) {
    return codes[row] == MISSING ? "" : texts.get(codes[row]);
  }

  @Override
  public double number(int row) {
    if (codes[row] == MISSING) {
      return Double.NaN;
    }
    throw new DataException("Column '" + Excerpt.of(name) + "' is text, with '"
        + Excerpt.of(text(row)) + "' in row " + (row + 1)
        + ", but numbers are needed: correct it, or encode the column as categories.");
  }

  @Override
  public TextColumn rows(int... rows) {
    return new TextColumn(name, Arrays.stream(rows).map(row -> codes[row]).toArray(), texts);
  }
}
