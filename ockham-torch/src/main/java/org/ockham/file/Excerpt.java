package org.ockham.file;

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
