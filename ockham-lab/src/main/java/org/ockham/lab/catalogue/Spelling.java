package org.ockham.lab.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Spelling {

  private Spelling() {}

  /** The known word that is closest to this one, if it is close at all: at most a third of its letters are wrong. */
  public static Optional<String> closest(String word, Collection<String> known) {
    String seen = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - seen.length()) <= most(candidate))
        .min(Comparator.comparingInt(
            candidate -> distance(seen, candidate.toLowerCase(Locale.ROOT))))
        .filter(best -> distance(seen, best.toLowerCase(Locale.ROOT)) <= most(best));
  }

  private static int most(String word) {
    return Math.max(1, (word.length() + 1) / 3);
  }

  /** {@code " (did you mean x?)"}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return closest(word.replace("'", ""), known)
        .map(guess -> " (did you mean " + guess + "?)")
        .orElse("");
  }

  /** Insertions, deletions and replacements between two words (Levenshtein 1965). */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
