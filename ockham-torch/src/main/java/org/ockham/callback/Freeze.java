package org.ockham.callback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Trains some parameters only from some epoch on, a loaded network's body after its new head (Lightning's {@code BackboneFinetuning}).
 * Until then they are {@linkplain Parameter#freeze frozen}. Which rate they are trained with then, the optimiser says:
 *
 * <pre>{@code
 * Selection body = Selection.named("body.*");
 * task = Classifier.of(network).optimizer(Adam.rate(1e-3).group(body, Adam.rate(1e-5)));
 * Trainer.builder().callbacks(Freeze.until(5, body));
 * }</pre>
 *
 * <p>Batch normalisation goes on taking its running statistics meanwhile. After the fit all are trained again that were before.
 */
public final class Freeze implements Callback {

  private final int epoch;
  private final Selection selection;
  private final List<Parameter> frozen = new ArrayList<>();

  private Freeze(int epoch, Selection selection) {
    this.epoch = Check.positive("epoch", epoch);
    this.selection = selection;
  }

  /** Until this epoch begins, the first being 1, these parameters are frozen. */
  public static Freeze until(int epoch, Selection selection) {
    return new Freeze(epoch, selection);
  }

  /** In the whole fit these parameters are frozen. */
  public static Freeze always(Selection selection) {
    return new Freeze(Integer.MAX_VALUE, selection);
  }

  @Override
  public void onFitStart(Fit fit) {
    frozen.clear();
    Map<String, Parameter> parameters = fit.module().network().parameters();
    Collection<Parameter> selected = selection.of(parameters).values();
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("nothing to freeze: the network has no parameter that is "
          + selection + ", there are " + parameters.keySet());
    }
    selected.stream().filter(Parameter::isTrained).forEach(frozen::add);
    if (epoch > 1
        && parameters.values().stream()
            .noneMatch(each -> each.isTrained() && !frozen.contains(each))) {
      frozen.clear();
      throw new IllegalArgumentException(
          "to freeze " + selection + " leaves nothing to train: select fewer parameters");
    }
    frozen.forEach(Parameter::freeze);
  }

  @Override
  public void onStepStart(Fit fit) {
    if (fit.epoch() >= epoch) {
      thaw();
    }
  }

  @Override
  public void onFitEnd(Fit fit) {
    thaw();
  }

  private void thaw() {
    frozen.forEach(Parameter::unfreeze);
    frozen.clear();
  }
}
