package org.ockham.data.glyph;

import java.awt.image.BufferedImage;
import java.util.Locale;

/** Letters of 5 by 7 pixels for captions, so that pictures need no font of the machine's and are the same on each. */
public final class PixelFont {
  /** From one letter to the next. */
  public static final int ADVANCE = 6;

  /** Of a letter, in pixels. */
  public static final int HEIGHT = 7;

  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/._+?";

  /** Seven rows a letter, five bits a row, the leftmost pixel the highest bit, each row a digit of base 32. */
  private static final String[] ROWS = {
    "EHJLPHE", "4C4444E", "EH1248V", "V2421HE", "26AIV22", "VGU11HE", "68GUHHE", "V124888",
        "EHHEHHE", "EHHF12C",
    "EHHHVHH", "UHHUHHU", "EHGGGHE", "SIHHHIS", "VGGUGGV", "VGGUGGG", "EHGNHHF", "HHHVHHH",
        "E44444E", "72222IC",
    "HIKOKIH", "GGGGGGV", "HRLLHHH", "HHPLJHH", "EHHHHHE", "UHHUGGG", "EHHHLID", "UHHUKIH",
        "FGGE11U", "V444444",
    "HHHHHHE", "HHHHHA4", "HHHLLLA", "HHA4AHH", "HHHA444", "V1248GV", "000V000", "01248G0",
        "00000CC", "000000V",
    "044V440", "EH12404",
  };

  private PixelFont() {}

  /** The width of a text, in pixels. */
  public static int width(String text) {
    return text.length() * ADVANCE - 1;
  }

  /** Writes a text with its upper left corner at (x, y), cut off at the right; small letters become capitals. */
  public static void write(BufferedImage image, int x, int y, int width, String text, int rgb) {
    String capitals = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < capitals.length() && (i + 1) * ADVANCE - 1 <= width; i++) {
      char letter = capitals.charAt(i);
      int known = LETTERS.indexOf(letter);
      if (letter != ' ') {
        letter(image, x + i * ADVANCE, y, ROWS[known < 0 ? LETTERS.indexOf('?') : known], rgb);
      }
    }
  }

  private static void letter(BufferedImage image, int x, int y, String rows, int rgb) {
    for (int row = 0; row < HEIGHT; row++) {
      int bits = Character.digit(rows.charAt(row), 32);
      for (int column = 0; column < 5; column++) {
        if ((bits >> (4 - column) & 1) == 1) {
          image.setRGB(x + column, y + row, rgb);
        }
      }
    }
  }
}
