package org.ockham.augment;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * A weighted mean of the image and of copies of it that went through chains of random operations: m x + (1 − m) Σ wᵢ xᵢ with m ~
 * Beta(α, α) and w ~ Dirichlet(α) (Hendrycks et al. 2020, <a href="https://arxiv.org/abs/1912.02781">arXiv:1912.02781</a>;
 * <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.AugMix.html">torchvision's AugMix</a>). Bytes are
 * rounded to the nearest, where torchvision cuts them. Put it before {@link Normalize}.
 *
 * @param severity magnitudes are drawn from the weakest of 10 bins up to this one, 1 to 10; default 3
 * @param mixtureWidth how many chains; default 3
 * @param chainDepth how many operations a chain has; −1: 1 to 3, drawn for each; default −1
 * @param alpha α; default 1
 * @param allOps whether brightness, colour, contrast and sharpness are among the operations; default true
 * @param interpolation of the geometric operations; default {@link Interpolation#BILINEAR}; or the nearest
 * @param fill what they put outside the image, 0 to 255; default 0
 */
public record AugMix(
    int severity,
    int mixtureWidth,
    int chainDepth,
    double alpha,
    boolean allOps,
    Interpolation interpolation,
    int fill)
    implements Transform {
  private static final int BINS = 10;
  private static final int DRAWN_DEPTH = 3;

  public AugMix {
    Check.between("severity", severity, 1, BINS);
    Check.positive("mixtureWidth", mixtureWidth);
    if (chainDepth != -1) {
      Check.positive("chainDepth", chainDepth);
    }
    Check.positive("alpha", alpha);
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  /** With torchvision's defaults. */
  public static AugMix of() {
    return new AugMix(3, 3, -1, 1, true, Interpolation.BILINEAR, 0);
  }

  /** A copy of another severity. */
  public AugMix withSeverity(int severity) {
    return new AugMix(severity, mixtureWidth, chainDepth, alpha, allOps, interpolation, fill);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("AugMix");
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    double own = draws.beta(alpha);
    double[] weights = draws.dirichlet(alpha, mixtureWidth);
    int size = image.shape().size();
    boolean isFloat = image.isFloatOrNormalized();
    float[] mix = new float[size];
    add(mix, image, own);
    Image copy = new Image();
    for (double weight : weights) {
      copy.set(image);
      for (AugmentStep step : draw(image.shape(), draws)) {
        step.apply(copy, interpolation, fill);
      }
      add(mix, copy, (1 - own) * weight);
    }
    if (isFloat) {
      System.arraycopy(mix, 0, image.floats(), 0, size);
    } else {
      byte[] pixels = image.bytes();
      for (int i = 0; i < size; i++) {
        pixels[i] = PointOperation.toByte((int) (mix[i] + 0.5f));
      }
    }
  }

  private static void add(float[] mix, Image image, double weight) {
    float by = (float) weight;
    if (image.isFloatOrNormalized()) {
      float[] values = image.floats();
      for (int i = 0; i < mix.length; i++) {
        mix[i] += by * values[i];
      }
    } else {
      byte[] pixels = image.bytes();
      for (int i = 0; i < mix.length; i++) {
        mix[i] += by * (pixels[i] & 0xFF);
      }
    }
  }

  /** One chain. */
  List<AugmentStep> draw(ImageShape image, Draws draws) {
    AugmentationSpace space =
        allOps ? AugmentationSpace.MIX : AugmentationSpace.MIX_WITHOUT_ENHANCEMENT;
    int depth = chainDepth == -1 ? 1 + draws.below(DRAWN_DEPTH) : chainDepth;
    List<AugmentStep> steps = new ArrayList<>(depth);
    for (int i = 0; i < depth; i++) {
      steps.add(space.draw(space.draw(draws), draws.below(severity), BINS, image, draws));
    }
    return steps;
  }
}
