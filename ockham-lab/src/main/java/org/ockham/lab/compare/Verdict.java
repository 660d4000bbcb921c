package org.ockham.lab.compare;

/**
 * What can be said of a variant beside the baseline.
 *
 * @param kind in a word
 * @param sentence in words, with the numbers that it rests on
 */
public record Verdict(Kind kind, String sentence) {

  /** The verdicts there are. */
  public enum Kind {
    /** It is better, beyond chance. */
    BETTER("better"),
    /** It is worse, beyond chance. */
    WORSE("worse"),
    /** Whatever difference there is lies within the margin. */
    SAME("the same"),
    /** Neither a difference nor that there is none has been shown. */
    UNDECIDED("no difference shown"),
    /** There are fewer than two pairs of runs. */
    UNKNOWN("unknown");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /** Whether more runs would not be needed. */
  public boolean isDecided() {
    return kind == Kind.BETTER || kind == Kind.WORSE || kind == Kind.SAME;
  }
}
