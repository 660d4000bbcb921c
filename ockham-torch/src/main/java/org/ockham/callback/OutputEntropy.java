package org.ockham.callback;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;
import org.ockham.data.Batch;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.StepOutput;

/**
 * Logs how sure a classifier is: the distribution over the validation data of H = −Σ p · ln p, p the softmax of the output [n, classes,
 * …], from 0, sure, to ln(classes), clueless. Under {@code entropy}, at most so many times a run, in validations at equal distances; to
 * compare it with, once under {@code entropy_untrained} that of the network before its first step. The means are logged too: {@code
 * entropy/mean}, {@code entropy/untrained}, and ln(classes) as {@code entropy/uniform}.
 *
 * <pre>{@code
 * Trainer.builder().callbacks(org.ockham.callback.OutputEntropy.of(20))
 * }</pre>
 *
 * @see org.ockham.metric.OutputEntropy
 */
public final class OutputEntropy implements Callback {

  private final EvenSpread spread;
  private final List<float[]> entropies = new ArrayList<>();
  private boolean isDue;
  private double untrained = Double.NaN;
  private long classes;

  private OutputEntropy(int most) {
    spread = new EvenSpread(most);
  }

  /** At most 20 histograms a run. */
  public static OutputEntropy standard() {
    return of(20);
  }

  /** At most so many histograms a run, at least 1, beside the one of the untrained network. */
  public static OutputEntropy of(int most) {
    return new OutputEntropy(most);
  }

  @Override
  public List<String> tags(Fit fit) {
    return List.of("entropy/mean", "entropy/untrained", "entropy/uniform");
  }

  @Override
  public void onFitStart(Fit fit) {
    spread.start();
    entropies.clear();
    isDue = false;
    untrained = Double.NaN;
    classes = 0;
  }

  @Override
  public void onEpochStart(Fit fit) {
    if (fit.step() == 0) {
      fit.validate((batch, output) -> add(output));
      untrained = mean();
      fit.log("entropy_untrained", histogram());
    }
  }

  @Override
  public void onValidationStart(Fit fit) {
    isDue = spread.isDue(fit.step(), fit.expectedSteps());
  }

  @Override
  public void onValidationBatch(Fit fit, Batch batch, StepOutput output) {
    if (isDue) {
      add(output);
    }
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    if (isDue) {
      fit.log(Map.of(
          "entropy/mean", mean(),
          "entropy/untrained", untrained,
          "entropy/uniform", StrictMath.log((double) classes)));
      fit.log("entropy", histogram());
      isDue = false;
    }
  }

  private void add(StepOutput output) {
    @Nullable Tensor values = output.output();
    if (values == null || values.dim() < 2 || values.size(1) < 2) {
      throw new IllegalArgumentException("the entropy of an output "
          + (values == null ? "that the module does not give" : "of shape " + shape(values))
          + ": it is that of a classifier's, [n, classes]; leave OutputEntropy out");
    }
    classes = values.size(1);
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor logarithms = values.detach().to(DType.FLOAT32).logSoftmax(1);
      Tensor entropy = logarithms.exp().mul(logarithms).sum(1).neg();
      entropies.add(entropy.toFloats());
    }
  }

  private static String shape(Tensor tensor) {
    return Arrays.toString(tensor.shape());
  }

  private double mean() {
    double sum = 0;
    long count = 0;
    for (float[] part : entropies) {
      for (float value : part) {
        sum += value;
      }
      count += part.length;
    }
    return sum / count;
  }

  private Histogram histogram() {
    Histogram histogram = Histogram.of(entropies);
    entropies.clear();
    return histogram;
  }

  @Override
  public SavedState state() {
    return SavedState.of(Map.of("taken", spread.taken(), "untrained", untrained));
  }

  @Override
  public void restore(SavedState saved) {
    double untrained = saved.number("untrained");
    spread.restore(saved.whole("taken"));
    this.untrained = untrained;
  }
}
