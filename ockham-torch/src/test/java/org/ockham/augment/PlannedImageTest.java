package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is kept and done together, the pixels are those of one operation after another: random chains on an image that plans, and on one
 * whose pixels are asked for after each, and on the plainest code there is.
 */
final class PlannedImageTest {
  private static final List<PaddingMode> MODES = List.of(PaddingMode.values());
  private static final List<Interpolation> INTERPOLATIONS = List.of(Interpolation.values());

  static IntStream chains() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("chains")
  void isExactlyWhatEachOperationAfterTheOtherMakes(int seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    ImageShape shape =
        new ImageShape(1 + draws.nextInt(4), 1 + draws.nextInt(12), 1 + draws.nextInt(12));
    byte[] pixels = new byte[shape.size()];
    draws.nextBytes(pixels);
    boolean floats = draws.nextInt(4) == 0;
    Image planned = start(shape, pixels, floats);
    Image stepwise = start(shape, pixels, floats);
    Plain plain = new Plain(planned);
    List<String> chain = new ArrayList<>();
    int length = 1 + draws.nextInt(6);
    for (int i = 0; i < length; i++) {
      Consumer<Image> operation = operation(draws, planned, plain, floats, chain);
      operation.accept(planned);
      operation.accept(stepwise);
      content(stepwise);
      assertThat(planned.shape()).as("%s", chain).isEqualTo(stepwise.shape());
    }
    assertThat(content(planned)).as("%s", chain).containsExactly(content(stepwise));
    if (plain.follows) {
      assertThat(content(planned)).as("plainly, %s", chain).containsExactly(plain.values);
    }
  }

  private static Image start(ImageShape shape, byte[] pixels, boolean floats) {
    Image image = Image.of(shape, pixels);
    if (floats) {
      image.floats();
    }
    return image;
  }

  /** All values; those of bytes as floats, without making floats of them. */
  private static double[] content(Image image) {
    double[] content = new double[image.shape().size()];
    if (image.isFloat()) {
      float[] values = image.floats();
      Arrays.setAll(content, i -> values[i]);
    } else {
      byte[] values = image.pixels();
      Arrays.setAll(content, i -> values[i] & 0xFF);
    }
    return content;
  }

  private static Consumer<Image> operation(
      SplittableRandom draws, Image image, Plain plain, boolean floats, List<String> chain) {
    int height = image.height();
    int width = image.width();
    int fill = draws.nextInt(3) * 100;
    Interpolation interpolation =
        draws.nextBoolean() ? Interpolation.NEAREST : Interpolation.BILINEAR;
    switch (draws.nextInt(floats ? 8 : 9)) {
      case 0 -> {
        chain.add("flipHorizontal");
        plain.rearrange(height, width, (y, x) -> new int[] {y, width - 1 - x}, 0);
        return Image::flipHorizontal;
      }
      case 1 -> {
        chain.add("flipVertical");
        plain.rearrange(height, width, (y, x) -> new int[] {height - 1 - y, x}, 0);
        return Image::flipVertical;
      }
      case 2 -> {
        int rows = 1 + draws.nextInt(height);
        int columns = 1 + draws.nextInt(width);
        int top = draws.nextInt(height - rows + 1);
        int left = draws.nextInt(width - columns + 1);
        chain.add("crop " + top + " " + left + " " + rows + " " + columns);
        plain.rearrange(rows, columns, (y, x) -> new int[] {y + top, x + left}, 0);
        return each -> each.crop(top, left, rows, columns);
      }
      case 3, 4 -> {
        PaddingMode mode = MODES.get(draws.nextInt(4));
        int most = Math.min(3, Math.min(height, width) - 1);
        int[] sides = draws.ints(4, 0, most + 1).toArray();
        chain.add("pad " + Arrays.toString(sides) + " " + mode + " " + fill);
        plain.rearrange(
            sides[1] + height + sides[3],
            sides[0] + width + sides[2],
            (y, x) -> new int[] {
              Plain.padded(y - sides[1], height, mode), Plain.padded(x - sides[0], width, mode)
            },
            fill);
        return each -> each.pad(sides[0], sides[1], sides[2], sides[3], mode, fill);
      }
      case 5 -> {
        double angle = draws.nextDouble(-180, 180);
        boolean expand = draws.nextInt(3) == 0;
        chain.add("rotate " + angle + " " + interpolation + " " + expand + " " + fill);
        plain.follows = false;
        return each -> each.rotate(angle, interpolation, expand, null, fill);
      }
      case 6 -> {
        int rows = 1 + draws.nextInt(20);
        int columns = 1 + draws.nextInt(20);
        boolean antialias = draws.nextBoolean();
        Interpolation how = INTERPOLATIONS.get(draws.nextInt(3));
        chain.add("resize " + rows + " " + columns + " " + how);
        plain.follows &= how == Interpolation.NEAREST;
        plain.rearrange(
            rows, columns, (y, x) -> new int[] {y * height / rows, x * width / columns}, 0);
        return each -> each.resize(rows, columns, how, antialias);
      }
      case 7 -> {
        float[] right = displacement(draws, height * width);
        float[] down = displacement(draws, height * width);
        double[][] from = {{0, 0}, {4, 0}, {4, 4}, {0, 4}};
        double[][] to = {{draws.nextDouble(), 0}, {4, draws.nextDouble()}, {4, 4}, {0, 3}};
        boolean elastic = draws.nextBoolean();
        chain.add((elastic ? "elastic " : "perspective ") + interpolation + " " + fill);
        plain.follows = false;
        return each -> {
          if (elastic) {
            each.elastic(right, down, interpolation, fill);
          } else {
            each.perspective(from, to, interpolation, fill);
          }
        };
      }
      default -> {
        byte[][] tables = new byte[draws.nextBoolean() ? 1 : image.channels()][256];
        for (byte[] table : tables) {
          draws.nextBytes(table);
        }
        chain.add("table");
        plain.table(tables);
        return each -> each.table(tables);
      }
    }
  }

  private static float[] displacement(SplittableRandom draws, int area) {
    float[] displacement = new float[area];
    for (int i = 0; i < area; i++) {
      displacement[i] = (float) draws.nextDouble(-2, 2);
    }
    return displacement;
  }

  /** Every operation done at once, one pixel after another. */
  private static final class Plain {
    private final boolean isFloat;
    private ImageShape shape;
    private double[] values;
    private boolean follows = true;

    Plain(Image image) {
      isFloat = image.isFloat();
      shape = image.shape();
      values = content(image);
    }

    interface Source {
      int[] of(int y, int x);
    }

    void rearrange(int height, int width, Source source, int fill) {
      if (!follows) {
        return;
      }
      ImageShape to = shape.resized(height, width);
      double[] moved = new double[to.size()];
      for (int c = 0; c < to.channels(); c++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int[] from = source.of(y, x);
            moved[(c * height + y) * width + x] = from[0] < 0 || from[1] < 0
                ? (isFloat ? fill / 255f : fill)
                : values[(c * shape.height() + from[0]) * shape.width() + from[1]];
          }
        }
      }
      values = moved;
      shape = to;
    }

    void table(byte[][] tables) {
      for (int i = 0; follows && i < values.length; i++) {
        byte[] table = tables[tables.length == 1 ? 0 : i / shape.area()];
        values[i] = table[(int) values[i]] & 0xFF;
      }
    }

    static int padded(int i, int size, PaddingMode mode) {
      if (i >= 0 && i < size) {
        return i;
      }
      return switch (mode) {
        case CONSTANT -> -1;
        case EDGE -> i < 0 ? 0 : size - 1;
        case REFLECT -> i < 0 ? -i : 2 * (size - 1) - i;
        case SYMMETRIC -> i < 0 ? -i - 1 : 2 * size - 1 - i;
      };
    }
  }
}
