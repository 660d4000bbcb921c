package org.ockham.lab.exercise;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of an exercise.
 *
 * @param exercise its name
 * @param command what repeats it
 * @param checks what was expected, and what was seen
 * @param columns the headings of its table
 * @param rows its table; none if it has none
 * @param pictures the files that it drew
 */
public record Finding(
    String exercise,
    String command,
    List<Check> checks,
    List<String> columns,
    List<List<String>> rows,
    List<Path> pictures) {

  public Finding {
    checks = List.copyOf(checks);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    pictures = List.copyOf(pictures);
  }

  /**
   * One thing that must be seen.
   *
   * @param what in words: {@code test accuracy of l2}
   * @param reference what the course or PyTorch gives, or what must hold
   * @param measured what was seen
   * @param isMet whether the one is the other, within noise
   */
  public record Check(String what, String reference, String measured, boolean isMet) {}

  /** Whether all that must be seen was seen. */
  public boolean isMet() {
    return checks.stream().allMatch(Check::isMet);
  }
}
