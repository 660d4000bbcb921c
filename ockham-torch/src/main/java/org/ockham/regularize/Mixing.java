package org.ockham.regularize;

import org.ockham.check.Check;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.train.ModuleWrapper;
import org.ockham.train.Step;
import org.ockham.train.TrainingModule;

/**
 * A module that is trained on mixed batches, and validated and tested on plain ones:
 *
 * <pre>{@code
 * trainer.fit(Mixing.of(Classifier.of(network), Mixup.of(0.2), 10), data)
 * }</pre>
 *
 * Its loss must take probabilities as targets, as cross-entropy does. The training accuracy is that against the samples' own
 * labels. Each batch has a draw of its own, which follows from the {@link Step} alone.
 *
 * @param module what is trained
 * @param mix how batches are mixed
 * @param classes how many there are; 0 if the targets are values, which are mixed as they are
 */
public record Mixing(TrainingModule module, BatchMix mix, long classes) implements ModuleWrapper {

  public Mixing {
    if (classes != 0) {
      Check.atLeast("classes", classes, 2);
    }
  }

  /** Mixes the batches of this module, whose targets are values: those of a {@link org.ockham.train.Regressor}. */
  public static Mixing of(TrainingModule module, BatchMix mix) {
    return new Mixing(module, mix, 0);
  }

  /** Mixes this module's batches, of so many classes. */
  public static Mixing of(TrainingModule module, BatchMix mix, long classes) {
    return new Mixing(module, mix, classes);
  }

  @Override
  public Mixing withNetwork(Layer network) {
    return new Mixing(module.withNetwork(network), mix, classes);
  }

  /** The mixed batch; a loop of your own calls it before each training step. */
  @Override
  public Batch prepare(Batch batch, Step step) {
    if (classes == 0 && batch.target().dim() == 1) {
      throw new IllegalArgumentException(
          "The targets are classes, but mixing was not told how many: give their number to it.");
    }
    return mix.apply(module.prepare(batch, step), classes, step.batchKey("mix"));
  }

  /** In one line, for summaries. */
  public String describe() {
    return mix.describe();
  }
}
