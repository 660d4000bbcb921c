package org.ockham.optim;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Optimisers from PyTorch's names and arguments. */
final class Configurations {

  private final JsonNode arguments;

  private Configurations(JsonNode arguments) {
    this.arguments = arguments;
  }

  static OptimizerConfig of(String name, JsonNode arguments) {
    OptimizerConfig config = new Configurations(arguments).named(name);
    return arguments.path("maximize").asBoolean(false) ? config.maximize() : config;
  }

  private OptimizerConfig named(String name) {
    double rate = number("lr", 1e-3);
    double decay = number("weight_decay", 0);
    double beta1 = pair("betas", 0, 0.9);
    double beta2 = pair("betas", 1, 0.999);
    return switch (name) {
      case "SGD" ->
        Sgd.rate(rate)
            .momentum(number("momentum", 0))
            .dampening(number("dampening", 0))
            .nesterov(flag("nesterov"))
            .weightDecay(decay);
      case "Adam" ->
        Adam.rate(rate)
            .betas(beta1, beta2)
            .eps(number("eps", 1e-8))
            .weightDecay(decay)
            .amsgrad(flag("amsgrad"));
      case "AdamW" ->
        AdamW.rate(rate)
            .betas(beta1, beta2)
            .eps(number("eps", 1e-8))
            .weightDecay(number("weight_decay", 1e-2))
            .amsgrad(flag("amsgrad"));
      case "NAdam" ->
        NAdam.rate(rate)
            .weightDecay(decay)
            .momentumDecay(number("momentum_decay", 4e-3))
            .decoupled(flag("decoupled_weight_decay"));
      case "RAdam" -> RAdam.rate(rate).weightDecay(decay).decoupled(flag("decoupled_weight_decay"));
      case "Adamax" -> Adamax.rate(rate).betas(beta1, beta2).weightDecay(decay);
      case "Adagrad" ->
        Adagrad.rate(rate)
            .rateDecay(number("lr_decay", 0))
            .weightDecay(decay)
            .initialAccumulator(number("initial_accumulator_value", 0));
      case "Adadelta" -> Adadelta.rate(rate).rho(number("rho", 0.9)).weightDecay(decay);
      case "RMSprop" ->
        RmsProp.rate(rate)
            .alpha(number("alpha", 0.99))
            .momentum(number("momentum", 0))
            .centered(flag("centered"))
            .weightDecay(decay);
      case "Rprop" ->
        Rprop.rate(rate)
            .etas(pair("etas", 0, 0.5), pair("etas", 1, 1.2))
            .steps(pair("step_sizes", 0, 1e-6), pair("step_sizes", 1, 50));
      case "ASGD" ->
        Asgd.rate(rate)
            .lambd(number("lambd", 1e-4))
            .alpha(number("alpha", 0.75))
            .t0(number("t0", 1e6))
            .weightDecay(decay);
      case "Adafactor" ->
        Adafactor.rate(rate)
            .beta2Decay(number("beta2_decay", -0.8))
            .d(number("d", 1))
            .weightDecay(decay);
      case "Muon" ->
        Muon.rate(rate)
            .momentum(number("momentum", 0.95))
            .nesterov(arguments.path("nesterov").asBoolean(true))
            .weightDecay(number("weight_decay", 0.1))
            .steps((int) number("ns_steps", 5));
      case "LBFGS" ->
        Lbfgs.rate(rate)
            .maxIterations((int) number("max_iter", 20))
            .historySize((int) number("history_size", 100))
            .strongWolfe(arguments.path("line_search_fn").asString("").equals("strong_wolfe"));
      default -> throw new AssertionError("no optimiser stands for PyTorch's " + name);
    };
  }

  private double number(String name, double otherwise) {
    return arguments.path(name).asDouble(otherwise);
  }

  private boolean flag(String name) {
    return arguments.path(name).asBoolean(false);
  }

  private double pair(String name, int index, double otherwise) {
    return Optional.ofNullable(arguments.get(name))
        .map(pair -> pair.get(index).asDouble())
        .orElse(otherwise);
  }
}
