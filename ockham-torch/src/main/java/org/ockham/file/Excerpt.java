package org.ockham.file;

import java.util.Collection;
import java.util.stream.Collectors;

/** What a sentence of ours quotes of somebody else's text: never much of it, and nothing that a terminal would act on. */
public final class Excerpt {

  /** A name, a value: what is quoted in the middle of a sentence. */
  private static final int WORDS = 80;

  /** What another library says, which may quote in its turn. */
  private static final int SENTENCE = 200;

  private Excerpt() {}

  /** The text, cut after 80 characters; control characters become �. */
  public static String of(String text) {
    return of(text, WORDS);
  }

  /** The first line of another library's message, cut after 200 characters. */
  public static String ofMessage(String message) {
    return of(message.strip().lines().findFirst().orElse(""), SENTENCE);
  }

  /** Some names, each of them cut: all if they are at most one more than so many, else the first and how many more there are. */
  public static String ofNames(Collection<String> names, int most) {
    int shown = names.size() <= most + 1 ? names.size() : most;
    return names.stream().limit(shown).map(Excerpt::of).collect(Collectors.joining(", "))
        + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
  }

  private static String of(String text, int most) {
    int end = text.length();
    if (end > most) {
      end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }
    StringBuilder excerpt = new StringBuilder(end + 2);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      excerpt.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return end < text.length() ? excerpt.append(" …").toString() : excerpt.toString();
  }
}
