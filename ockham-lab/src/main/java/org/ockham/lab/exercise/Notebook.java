package org.ockham.lab.exercise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.picture.Figure;

/** What is noted while an exercise is done: its finding in the making. */
final class Notebook {

  private final String exercise;
  private final Setting setting;
  private final List<Finding.Check> checks = new ArrayList<>();
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Path> pictures = new ArrayList<>();

  /** For this exercise, with a table under these headings. */
  Notebook(Exercise exercise, Setting setting, String... columns) {
    this.exercise = exercise.name();
    this.setting = setting;
    this.columns = List.of(columns);
  }

  /** One thing that must be seen. */
  void check(String what, String reference, String measured, boolean isMet) {
    checks.add(new Finding.Check(what, reference, measured, isMet));
  }

  /** One thing that was held against what must be seen. */
  void add(Finding.Check check) {
    checks.add(check);
  }

  /** A number that must be another, but for a part of it. */
  void near(String what, double reference, double measured, double part) {
    check(
        what,
        number(reference) + " ± " + number(100 * part) + " %",
        number(measured),
        Math.abs(measured - reference) <= part * Math.abs(reference));
  }

  /** A number that must be at most another. */
  void atMost(String what, double most, double measured) {
    check(what, "at most " + number(most), number(measured), measured <= most);
  }

  /** A number that must be at least another. */
  void atLeast(String what, double least, double measured) {
    check(what, "at least " + number(least), number(measured), measured >= least);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Draws a picture into the directory of the setting. */
  void picture(String name, Figure figure) {
    pictures.add(figure.write(setting.directory().resolve(name + ".png")));
  }

  /** A picture that is drawn already. */
  void picture(Path file) {
    pictures.add(file);
  }

  /** What repeats it. */
  String command() {
    return setting.command(exercise);
  }

  Finding finding() {
    return new Finding(exercise, command(), checks, columns, rows, pictures);
  }

  /** Four digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    String text = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : "%.4f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
