package org.ockham.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * Measures of how well scores rank what is there before what is not. Three kinds of targets: [n] of 0 and 1 with outputs [n] or
 * [n, 1], one score a sample; [n] of classes with outputs [n, classes], each class by its softmax against all others; [n,
 * labels] of 0 and 1 with outputs of that shape, each label by itself. The value is the mean over classes that can be judged.
 *
 * <p>Exact, so every score is kept until {@link #reset}.
 */
public abstract sealed class RankedScores implements Metric permits Auroc, AveragePrecision {

  /** A score and whether it belongs to something that is there. */
  record Scored(double score, boolean there) {}

  private final List<List<Scored>> classes = new ArrayList<>();

  /** The measure of one class, best scores first; not a number if it cannot be judged. */
  abstract double measure(List<Scored> ranked);

  @Override
  public final void update(Tensor output, Tensor target) {
    if (Arrays.equals(output.shape(), target.shape())
        || (output.dim() == 2 && output.size(1) == 1 && target.dim() == 1)) {
      collectLabels(output, target);
    } else {
      collectClasses(ClassBatch.of(name(), output, target));
    }
  }

  private void collectLabels(Tensor output, Tensor target) {
    ClassBatch.checkLabels(name(), output, target);
    float[] scores = ClassBatch.numbers(name(), "output", output);
    float[] truths = ClassBatch.numbers(name(), "target", target);
    int labels = output.dim() == 1 ? 1 : (int) output.size(1);
    checkClasses(labels);
    for (int i = 0; i < scores.length; i++) {
      classes.get(i % labels).add(new Scored(scores[i], truths[i] > 0.5));
    }
  }

  private void collectClasses(ClassBatch batch) {
    checkClasses(batch.classes());
    float[] probabilities = batch.probabilities();
    for (int i = 0; i < probabilities.length; i++) {
      int c = i % batch.classes();
      classes.get(c).add(new Scored(probabilities[i], c == batch.label(i / batch.classes())));
    }
  }

  private void checkClasses(int count) {
    if (classes.isEmpty()) {
      for (int c = 0; c < count; c++) {
        classes.add(new ArrayList<>());
      }
    } else if (classes.size() != count) {
      throw new EngineException(name() + ": the output has " + count
          + " classes where batches before had " + classes.size());
    }
  }

  /** The measure of each class; not a number for those that cannot be judged. */
  public final double[] perClass() {
    return classes.stream()
        .mapToDouble(scored -> measure(scored.stream()
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .toList()))
        .toArray();
  }

  @Override
  public final double value() {
    return Arrays.stream(perClass())
        .filter(each -> !Double.isNaN(each))
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public final void reset() {
    classes.clear();
  }

  @Override
  public final SavedState state() {
    int samples = classes.isEmpty() ? 0 : classes.get(0).size();
    double[] scores = new double[classes.size() * samples];
    boolean[] truths = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      Scored scored = classes.get(i / samples).get(i % samples);
      scores[i] = scored.score();
      truths[i] = scored.there();
    }
    return SavedState.ofTensors(Map.of(
        "scores", Tensor.ofDoubles(scores, classes.size(), samples),
        "there", Tensor.ofBooleans(truths, classes.size(), samples)));
  }

  @Override
  public final void restore(SavedState saved) {
    double[] scores = saved.numbers("scores", -1, -1);
    long[] shape = saved.tensor("scores").shape();
    boolean[] truths = saved.truths("there", shape);
    classes.clear();
    for (int c = 0; c < shape[0]; c++) {
      List<Scored> scored = new ArrayList<>();
      for (int i = c * (int) shape[1]; i < (c + 1) * (int) shape[1]; i++) {
        scored.add(new Scored(scores[i], truths[i]));
      }
      classes.add(scored);
    }
  }
}
