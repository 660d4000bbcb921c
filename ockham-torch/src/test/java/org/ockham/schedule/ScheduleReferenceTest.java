package org.ockham.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ockham.ReferenceCases.doubles;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import org.ockham.nn.Linear;
import org.ockham.nn.Selection;
import org.ockham.optim.Optimizer;
import org.ockham.optim.ParameterGroup;
import org.ockham.optim.Sgd;
import tools.jackson.databind.JsonNode;

/** Every schedule gives PyTorch's rates and momenta. */
final class ScheduleReferenceTest {

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    return ReferenceCases.tests(ReferenceCases.read("schedulers.json"), reference -> {
      if (reference.has("group_lr")) {
        checkGroups(reference);
        return;
      }
      double initial = reference.get("base_lr").asDouble();
      double[] expected = doubles(reference.get("lr"));
      String name = reference.get("name").asString();
      if (name.equals("ReduceLROnPlateau")) {
        double[] rates =
            plateau(reference.get("config")).rates(initial, doubles(reference.get("metric")));
        assertClose(rates, expected);
        return;
      }
      Curve curve = curve(name, reference.get("config"));
      assertClose(curve.rates(initial, expected.length), expected);
      if (reference.has("momentum")) {
        double[] momenta = doubles(reference.get("momentum"));
        assertClose(curve.momenta(0.9, momenta.length), momenta);
      }
    });
  }

  private static void checkGroups(JsonNode reference) {
    Optimizer optimizer = Sgd.rate(0.1)
        .momentum(0.9)
        .group(Selection.biases(), Sgd.rate(0.2).momentum(0.9))
        .over(new Linear(2, 2).initialize(0));
    String name = reference.get("name").asString();
    Schedule schedule = name.equals("ReduceLROnPlateau")
        ? plateau(reference.get("config"))
        : curve(name, reference.get("config"));
    Scheduler scheduler = schedule.over(optimizer);
    for (int step = 0; step < reference.get("group_lr").size(); step++) {
      double[] rates =
          optimizer.groups().stream().mapToDouble(ParameterGroup::rate).toArray();
      assertClose(rates, doubles(reference.get("group_lr").get(step)));
      scheduler.advance(reference.path("metric").path(step).asDouble(0));
    }
  }

  private static void assertClose(double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("step %d", i)
          .isCloseTo(expected[i], within(1e-12 + 1e-9 * Math.abs(expected[i])));
    }
  }

  static Curve curve(String name, JsonNode c) {
    return switch (name) {
      case "StepLR" ->
        StepLR.every(c.get("step_size").asLong()).gamma(c.get("gamma").asDouble());
      case "MultiStepLR" ->
        MultiStepLR.at(
                c.get("milestones").valueStream().mapToLong(JsonNode::asLong).toArray())
            .gamma(c.get("gamma").asDouble());
      case "ConstantLR" ->
        ConstantLR.of(c.get("factor").asDouble(), c.get("total_iters").asLong());
      case "LinearLR" ->
        LinearLR.between(
            c.get("start_factor").asDouble(),
            c.path("end_factor").asDouble(1),
            c.get("total_iters").asLong());
      case "ExponentialLR" -> ExponentialLR.of(c.get("gamma").asDouble());
      case "PolynomialLR" ->
        PolynomialLR.over(c.get("total_iters").asLong()).power(c.get("power").asDouble());
      case "CosineAnnealingLR" ->
        CosineAnnealingLR.over(c.get("T_max").asLong())
            .minRate(c.path("eta_min").asDouble(0));
      case "CosineAnnealingWarmRestarts" ->
        CosineAnnealingWarmRestarts.every(c.get("T_0").asLong())
            .multiplier(c.get("T_mult").asLong())
            .minRate(c.get("eta_min").asDouble());
      case "CyclicLR" -> cyclic(c);
      case "OneCycleLR" ->
        OneCycleLR.upTo(1, c.get("total_steps").asLong())
            .maxRate(values(c.get("max_lr")))
            .pctStart(c.path("pct_start").asDouble(0.3))
            .linear(c.path("anneal_strategy").asString("cos").equals("linear"))
            .divFactors(
                c.path("div_factor").asDouble(25), c.path("final_div_factor").asDouble(1e4))
            .threePhase(c.path("three_phase").asBoolean(false));
      case "SWALR" -> {
        long start = c.path("start").asLong(0);
        SWALR swa = SWALR
            .to(values(c.get("swa_lr")))
            .annealSteps(c.path("anneal_epochs").asLong(10))
            .linear(c.path("anneal_strategy").asString("cos").equals("linear"));
        JsonNode before = c.path("before");
        yield before.isMissingNode()
            ? swa
            : swa.after(start, curve(before.get(0).asString(), before.get(1)));
      }
      case "SequentialLR" -> {
        JsonNode parts = c.get("schedulers");
        SequentialLR sequence =
            SequentialLR.of(curve(parts.get(0).get(0).asString(), parts.get(0).get(1)));
        for (int i = 1; i < parts.size(); i++) {
          sequence = sequence.then(
              c.get("milestones").get(i - 1).asLong(),
              curve(parts.get(i).get(0).asString(), parts.get(i).get(1)));
        }
        yield sequence;
      }
      default -> throw new AssertionError("no schedule stands for PyTorch's " + name);
    };
  }

  private static Curve cyclic(JsonNode c) {
    long up = c.get("step_size_up").asLong();
    CyclicLR cyclic = CyclicLR.between(0, 1)
        .baseRate(values(c.get("base_lr")))
        .maxRate(values(c.get("max_lr")))
        .steps(up, c.path("step_size_down").asLong(up))
        .cycleMomentum(c.get("cycle_momentum").asBoolean());
    return switch (c.get("mode").asString()) {
      case "triangular2" -> cyclic.halving();
      case "exp_range" -> cyclic.exponential(c.get("gamma").asDouble());
      default -> cyclic;
    };
  }

  private static ReduceLROnPlateau plateau(JsonNode c) {
    ReduceLROnPlateau plateau = c.get("mode").asString().equals("max")
        ? ReduceLROnPlateau.maximizing()
        : ReduceLROnPlateau.minimizing();
    double threshold = c.path("threshold").asDouble(1e-4);
    return (c.path("threshold_mode").asString("rel").equals("abs")
            ? plateau.absoluteThreshold(threshold)
            : plateau.threshold(threshold))
        .factor(c.get("factor").asDouble())
        .patience(c.get("patience").asInt())
        .cooldown(c.path("cooldown").asInt(0))
        .minRate(c.has("min_lr") ? values(c.get("min_lr")) : new double[] {0});
  }

  /** One value for all groups, or one a group. */
  private static double[] values(JsonNode node) {
    return node.isArray() ? doubles(node) : new double[] {node.asDouble()};
  }
}
