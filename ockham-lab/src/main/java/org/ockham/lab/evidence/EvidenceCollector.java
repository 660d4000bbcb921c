package org.ockham.lab.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;
import org.ockham.train.Weights;

/**
 * Gathers the {@link Evidence} of a run: as a callback the gradients' norms and the rate of some of its steps, at its end the rest. It
 * only looks on: a run has the same numbers with it and without.
 */
public final class EvidenceCollector implements Callback {

  private static final int NORMS = 64;
  private static final int RATES = 200;

  private final Variant variant;
  private final long seed;
  private final boolean hasPictures;
  private final SteadyLook norms = new SteadyLook(NORMS);
  private final SteadyLook rates = new SteadyLook(RATES);

  /**
   * For a run of this variant with this seed.
   *
   * @param hasPictures whether images are kept too: of several runs of a variant one is enough
   */
  public EvidenceCollector(Variant variant, long seed, boolean hasPictures) {
    this.variant = variant;
    this.seed = seed;
    this.hasPictures = hasPictures;
  }

  @Override
  public void onFitStart(Fit fit) {
    norms.clear();
    rates.clear();
  }

  @Override
  public void onGradients(Fit fit) {
    long step = fit.step() + 1; // the one under way
    if (norms.isDue(step)) {
      norms.add(step, norms(fit.module().network()));
    }
    if (rates.isDue(step)) {
      rates.add(step, Map.of("rate", fit.rate()));
    }
  }

  /** In double precision: squares of large FLOAT32 numbers would overflow. */
  private static Map<String, Double> norms(Layer network) {
    Map<String, Double> norms = new LinkedHashMap<>();
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      for (Map.Entry<String, Parameter> each :
          Selection.weights().of(network.parameters()).entrySet()) {
        @Nullable Tensor gradient = each.getValue().grad();
        norms.put(
            each.getKey(),
            gradient == null ? Double.NaN : gradient.to(DType.FLOAT64).norm().item());
      }
    }
    return norms;
  }

  /**
   * What there is to show of the run, when it has been tested.
   *
   * @param trainer what it was trained and tested by
   * @param task what was trained
   * @param selected the weights that were tested
   * @param data its data
   */
  public Evidence gather(Trainer trainer, TrainingModule task, Weights selected, DataModule data) {
    Layer untrained = variant.network(data).initialize(seed); // as the trainer did
    Layer network = selected.network();
    boolean isAugmented = hasPictures && !variant.data().augment().isEmpty();
    try (Scope scope = Scope.open()) {
      TestLook look =
          TestLook.at(data.test(), variant.data().labels(), trainer, task, untrained, network);
      return new Evidence(
          variant.name(),
          seed,
          WeightHistogram.of(untrained, network),
          norms.series(),
          rates.series(),
          look.classification(),
          look.regression(),
          look.labels(),
          look.worst(hasPictures),
          isAugmented ? AugmentedImage.of(data.train()) : List.of());
    }
  }

  @Override
  public SavedState state() {
    return SavedState.join(Map.of("norms", norms.state(), "rates", rates.state()));
  }

  @Override
  public void restore(SavedState saved) {
    norms.restore(saved.part("norms"));
    rates.restore(saved.part("rates"));
  }
}
