package org.ockham.regularize;

import org.ockham.augment.Draws;
import org.ockham.check.Check;
import org.ockham.data.Batch;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * A rectangle of each image is another image's, and the target is mixed as the areas are: ỹ = λy + (1 − λ)y′, with one rectangle
 * of √(1 − λ) of height and width, λ ~ Beta(α, α), a batch; where it is cut by the border, λ is what is left (Yun et al. 2019,
 * <a href="https://arxiv.org/abs/1905.04899">arXiv:1905.04899</a>). A batch of one is mixed with itself, and stays as it is. Applied by {@link Mixing}.
 *
 * @param alpha α, at least 0; customary 1, 0 mixes nothing
 */
public record CutMix(double alpha) implements BatchMix {

  public CutMix {
    Check.notNegative("alpha", alpha);
  }

  /** With this α. */
  public static CutMix of(double alpha) {
    return new CutMix(alpha);
  }

  @Override
  public Batch apply(Batch batch, long classes, RandomKey key) {
    Tensor x = batch.input();
    if (x.dim() != 4) {
      throw new IllegalArgumentException(
          "cutmix of inputs of shape " + java.util.Arrays.toString(x.shape())
              + ": it needs images [n, channels, height, width]");
    }
    Draws draws = Draws.of(key.fold("lambda"));
    double side = Math.sqrt(1 - (alpha == 0 ? 1 : draws.beta(alpha)));
    long height = x.size(2);
    long width = x.size(3);
    long[] rows = stretch(height, side, draws);
    long[] columns = stretch(width, side, draws);
    double area = (double) (rows[1] - rows[0]) * (columns[1] - columns[0]);
    double lambda = 1 - area / ((double) height * width);

    Tensor order = Tensor.randperm(key.fold("order").generator(), batch.size()).to(x.device());
    Tensor mixed = x.copy();
    if (area > 0) {
      cut(mixed, rows, columns).copy_(cut(x.indexSelect(0, order), rows, columns));
    }
    Tensor y = LabelSmoothing.probabilities(batch.target(), classes);
    return new Batch(mixed, y.indexSelect(0, order).lerp(y, lambda), batch.size());
  }

  private static Tensor cut(Tensor images, long[] rows, long[] columns) {
    return images
        .narrow(2, rows[0], rows[1] - rows[0])
        .narrow(3, columns[0], columns[1] - columns[0]);
  }

  /** From and to along an axis: centred anywhere, within the image. */
  private static long[] stretch(long size, double side, Draws draws) {
    long length = (long) (size * side);
    long centre = draws.below((int) size);
    return new long[] {
      Math.max(0, centre - length / 2), Math.min(size, centre - length / 2 + length)
    };
  }

  @Override
  public String describe() {
    return "cutmix: λ ~ Beta(" + alpha + ", " + alpha + ")";
  }
}
