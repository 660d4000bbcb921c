package org.ockham.data.glyph;

import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a {@link Hand} writes each digit. A style is one or more strokes, parted by semicolons, in a box of 100
 * by 100 with y downwards: {@code M x y} puts the pen down, {@code L x y} draws a line, {@code Q} a quadratic and {@code C}
 * a cubic Bezier curve (control points, then the end), {@code A cx cy rx ry from to} an arc of an ellipse in degrees.
 */
final class Styles {
  private static final String[][] PATHS = {
    {
      "A 50 50 30 46 -90 270",
      "A 51 50 27 45 -125 250",
      "M 62 6 C 20 -2 14 92 46 96 C 88 96 82 8 48 8",
      "A 50 50 30 46 -70 290 ; M 70 18 L 32 84",
    },
    {
      "M 50 4 L 50 96",
      "M 60 4 L 44 96",
      "M 32 24 L 52 4 L 52 96",
      "M 36 18 Q 50 14 54 2 L 50 96",
      "M 32 22 L 52 4 L 52 96 ; M 30 96 L 74 95",
    },
    {
      "M 24 26 C 26 -4 78 -2 74 30 C 72 52 36 72 22 95 L 80 94",
      "M 24 24 C 34 -6 80 0 72 34 C 66 60 40 84 30 92 C 14 100 16 74 34 82 C 52 92 66 100 82 88",
      "M 22 10 C 50 0 80 4 74 24 L 22 95 L 78 95",
      "M 26 30 C 20 4 66 -6 72 20 C 76 46 40 66 24 94 C 40 84 60 98 80 90",
    },
    {
      "M 24 14 C 50 -6 82 10 70 34 C 64 46 50 48 42 48 C 62 46 82 58 74 78 C 66 102 32 100 22 84",
      "M 24 6 L 74 6 L 46 40 C 74 38 84 66 70 84 C 56 102 30 96 22 84",
      "M 26 14 C 56 -8 84 24 56 42 C 40 52 38 40 50 44 C 84 50 84 96 48 96 C 34 96 26 90 22 84",
      "M 28 10 C 60 -4 80 20 66 36 Q 56 48 44 46 Q 78 50 74 74 C 70 94 44 104 24 92",
    },
    {
      "M 28 6 L 24 56 L 80 54 ; M 64 10 L 60 96",
      "M 62 96 L 62 4 L 18 66 L 84 66",
      "M 30 6 C 20 40 16 60 40 58 L 78 50 ; M 70 6 C 66 40 64 70 62 96",
      "M 24 8 C 22 46 26 54 46 54 C 62 54 70 40 72 8 L 66 96",
    },
    {
      "M 74 6 L 34 6 L 30 44 C 56 32 84 48 76 74 C 70 100 34 100 22 84",
      "M 36 8 L 30 46 C 60 34 82 52 74 76 C 68 98 36 98 22 86 ; M 36 8 L 78 4",
      "M 74 8 C 44 4 30 10 32 28 C 34 48 76 44 74 72 C 72 98 34 98 22 88",
      "M 40 10 L 34 42 Q 70 40 70 68 C 68 94 40 96 24 94 ; M 40 12 Q 60 14 76 6",
    },
    {
      "M 66 4 C 40 14 24 44 26 70 C 28 100 74 102 76 74 C 78 48 36 44 28 72",
      "M 54 2 C 30 30 20 60 28 80 C 36 100 68 98 72 78 C 74 58 48 50 30 70",
      "M 44 2 L 28 68 A 50 74 22 22 190 -170",
      "M 72 8 C 30 6 18 60 30 86 C 44 104 74 90 70 68 C 62 54 40 60 34 84",
    },
    {
      "M 20 8 L 78 8 L 42 96",
      "M 20 8 L 78 8 L 42 96 ; M 34 52 L 72 50",
      "M 20 22 L 22 8 L 78 8 C 60 40 50 60 46 96",
      "M 20 10 C 40 2 60 12 78 6 C 64 34 48 60 44 96",
      "M 20 10 C 40 2 60 12 78 6 C 64 34 48 60 44 96 ; M 36 54 Q 50 46 70 50",
    },
    {
      "M 50 48 C 16 36 24 2 50 4 C 78 2 82 36 50 48 C 14 60 20 98 50 96 C 82 98 84 60 50 48",
      "M 72 16 C 60 -4 24 2 30 26 C 36 46 76 50 74 76 C 70 102 24 100 26 74 C 30 52 66 40 72 16",
      "A 50 26 20 22 90 450 ; A 50 72 25 24 -90 270",
      "M 70 12 C 40 -6 22 22 42 40 L 66 60 C 86 80 60 100 44 96 C 20 92 22 68 44 54 Q 72 34 72 14",
    },
    {
      "M 74 30 C 70 0 26 -2 26 28 C 26 56 70 56 74 26 L 68 96",
      "A 48 28 23 24 0 -360 L 70 96",
      "M 72 34 C 60 58 24 52 26 26 C 28 0 72 -2 74 28 C 78 66 66 98 34 94",
      "M 70 12 C 40 -8 20 24 32 42 C 46 56 66 40 72 12 Q 70 60 56 96",
    },
  };

  /** One piece of a stroke: its letter and its numbers. */
  static final class Piece {
    final char command;
    final float[] numbers;

    Piece(char command, float... numbers) {
      this.command = command;
      this.numbers = numbers;
    }
  }

  private static final List<List<List<Piece>>> STYLES = parse();

  private Styles() {}

  /** The styles of one digit. */
  static List<List<Piece>> of(int digit) {
    return STYLES.get(digit);
  }

  private static List<List<List<Piece>>> parse() {
    List<List<List<Piece>>> digits = new ArrayList<>();
    for (String[] paths : PATHS) {
      List<List<Piece>> styles = new ArrayList<>();
      for (String path : paths) {
        styles.add(pieces(path));
      }
      digits.add(List.copyOf(styles));
    }
    return List.copyOf(digits);
  }

  private static List<Piece> pieces(String path) {
    List<Piece> pieces = new ArrayList<>();
    for (String stroke : path.split(" ; ")) {
      for (String piece : stroke.split(" (?=[A-Z])")) {
        String[] words = piece.split(" ");
        float[] numbers = new float[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(words[i + 1]);
        }
        pieces.add(new Piece(words[0].charAt(0), numbers));
      }
      pieces.add(new Piece('Z'));
    }
    return List.copyOf(pieces);
  }
}
