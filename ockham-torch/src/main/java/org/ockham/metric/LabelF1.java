package org.ockham.metric;

import org.ockham.check.Check;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/**
 * The {@link F1} of one of several independent labels: output [n, labels], of which those above 0 count as found, and target of the
 * same shape, of 0 and 1. Its tag ends in {@code f1/LABEL}.
 */
public final class LabelF1 implements Metric {

  private final String label;
  private final int place;
  private final F1 f1 = new F1();

  /**
   * Of this label.
   *
   * @param label its name
   * @param place its place among the outputs, from 0
   */
  public LabelF1(String label, int place) {
    this.label = label;
    this.place = (int) Check.atLeast("place", (long) place, 0);
  }

  @Override
  public String name() {
    return "f1/" + label;
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch.sameShape(name(), output, target);
    try (Tensor scores = column("output", output);
        Tensor truths = column("target", target)) {
      f1.update(scores, truths);
    }
  }

  private Tensor column(String what, Tensor values) {
    float[] all = ClassBatch.numbers(name(), what, values);
    int labels = (int) values.size(1);
    float[] one = new float[all.length / labels];
    for (int i = 0; i < one.length; i++) {
      one[i] = all[i * labels + place];
    }
    return Tensor.of(one, one.length);
  }

  @Override
  public double value() {
    return f1.value();
  }

  @Override
  public void reset() {
    f1.reset();
  }

  @Override
  public SavedState state() {
    return f1.state();
  }

  @Override
  public void restore(SavedState saved) {
    f1.restore(saved);
  }
}
