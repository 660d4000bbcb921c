package org.ockham.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What a browser must have to act, and not only to look: 128 random bits, told once, to whoever started the server. It travels in a
 * header, never in an address that is sent: behind the {@code #} of the address that is printed it stays in the browser.
 */
public final class Token {

  private static final String SCHEME = "Bearer ";
  private static final int BYTES = 16;

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  /** A new one. */
  public static Token random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  /** It, to be told. */
  public String text() {
    return text;
  }

  /** Whether the header {@code Authorization} has it; how long that takes does not tell how much of it is right. */
  boolean isIn(String header) {
    return MessageDigest.isEqual(
        (SCHEME + text).getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
  }
}
