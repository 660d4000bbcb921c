package org.ockham.lab.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.optim.Adam;
import org.ockham.optim.AdamW;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;

/** The section {@code optimizer}: PyTorch's words, the defaults of {@link org.ockham.optim}. */
final class Optimizers {

  private static final Range DECAY =
      new Range(0, Math.nextDown(1.0), false, "a number from 0 to below 1");

  private static final Range EPS = new Range(
      OptimizerConfig.LEAST_EPS,
      Double.MAX_VALUE,
      false,
      "a number of at least " + OptimizerConfig.LEAST_EPS);

  private Optimizers() {}

  static OptimizerConfig read(Section section) {
    String kind = section.choice("kind", null, Recipe.OPTIMIZERS);
    double rate = section.number("lr", 1e-3, Range.POSITIVE);
    OptimizerConfig config = switch (kind) {
      case "sgd" -> sgd(section, rate);
      case "adamw" -> {
        AdamW base = AdamW.rate(rate);
        yield new AdamW(
            rate,
            section.number("beta1", base.beta1(), DECAY),
            section.number("beta2", base.beta2(), DECAY),
            section.number("eps", base.eps(), EPS),
            section.number("weightDecay", base.weightDecay(), Range.NOT_NEGATIVE),
            section.flag("amsgrad", base.amsgrad()));
      }
      default -> {
        Adam base = Adam.rate(rate);
        yield new Adam(
            rate,
            section.number("beta1", base.beta1(), DECAY),
            section.number("beta2", base.beta2(), DECAY),
            section.number("eps", base.eps(), EPS),
            section.number("weightDecay", base.weightDecay(), Range.NOT_NEGATIVE),
            section.flag("amsgrad", base.amsgrad()));
      }
    };
    section.done();
    return config;
  }

  private static Sgd sgd(Section section, double rate) {
    double momentum = section.number("momentum", 0, DECAY);
    double dampening = section.number("dampening", 0, Range.PROBABILITY);
    double weightDecay = section.number("weightDecay", 0, Range.NOT_NEGATIVE);
    boolean nesterov = section.flag("nesterov", false);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw section.refused(
          "nesterov",
          "is true with momentum " + momentum + " and dampening " + dampening
              + ", but it needs a momentum above 0 and no dampening.");
    }
    return new Sgd(rate, momentum, dampening, weightDecay, nesterov);
  }

  static Map<String, Object> settings(OptimizerConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (config instanceof Adam adam) {
      adam(
          settings,
          "adam",
          adam.rate(),
          adam.beta1(),
          adam.beta2(),
          adam.eps(),
          adam.weightDecay(),
          adam.amsgrad());
    } else if (config instanceof AdamW adam) {
      adam(
          settings,
          "adamw",
          adam.rate(),
          adam.beta1(),
          adam.beta2(),
          adam.eps(),
          adam.weightDecay(),
          adam.amsgrad());
    } else if (config instanceof Sgd sgd) {
      settings.put("kind", "sgd");
      settings.put("lr", sgd.rate());
      settings.put("momentum", sgd.momentum());
      settings.put("dampening", sgd.dampening());
      settings.put("weightDecay", sgd.weightDecay());
      settings.put("nesterov", sgd.nesterov());
    } else {
      throw new IllegalArgumentException("no recipe can name the optimiser " + config);
    }
    return settings;
  }

  private static void adam(
      Map<String, Object> settings,
      String kind,
      double rate,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean amsgrad) {
    settings.put("kind", kind);
    settings.put("lr", rate);
    settings.put("beta1", beta1);
    settings.put("beta2", beta2);
    settings.put("eps", eps);
    settings.put("weightDecay", weightDecay);
    settings.put("amsgrad", amsgrad);
  }
}
