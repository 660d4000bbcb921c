package org.ockham.reference;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.AdaptiveAvgPool2d;
import org.ockham.nn.AvgPool2d;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.CELU;
import org.ockham.nn.ChannelNorm;
import org.ockham.nn.Conv1d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.ConvTranspose2d;
import org.ockham.nn.Convolution;
import org.ockham.nn.ELU;
import org.ockham.nn.Embedding;
import org.ockham.nn.GELU;
import org.ockham.nn.GLU;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.Hardsigmoid;
import org.ockham.nn.Hardswish;
import org.ockham.nn.Hardtanh;
import org.ockham.nn.InstanceNorm2d;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.LeakyReLU;
import org.ockham.nn.Linear;
import org.ockham.nn.LocalResponseNorm;
import org.ockham.nn.LogSoftmax;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.Mish;
import org.ockham.nn.PReLU;
import org.ockham.nn.ReLU;
import org.ockham.nn.ReLU6;
import org.ockham.nn.SELU;
import org.ockham.nn.SiLU;
import org.ockham.nn.Sigmoid;
import org.ockham.nn.Softmax;
import org.ockham.nn.Softplus;
import org.ockham.nn.Softsign;
import org.ockham.nn.Tanh;
import tools.jackson.databind.JsonNode;

/** Builds the layer that a case of {@code layers.json} is about. */
final class ReferenceLayers {

  private ReferenceLayers() {}

  static Optional<Layer> of(String name, JsonNode config) {
    return Optional.ofNullable(layer(name, config));
  }

  private static @Nullable Layer layer(String name, JsonNode c) {
    return switch (name) {
      case "Linear" -> new Linear(number(c, "in"), number(c, "out"), flag(c, "bias", true));
      case "Conv1d" ->
        convolution(Conv1d.of(number(c, "in"), number(c, "out"), number(c, "kernel")), c);
      case "Conv2d" ->
        convolution(Conv2d.of(number(c, "in"), number(c, "out"), number(c, "kernel")), c);
      case "ConvTranspose2d" ->
        convolution(ConvTranspose2d.of(number(c, "in"), number(c, "out"), number(c, "kernel")), c);
      case "MaxPool2d" -> new MaxPool2d(number(c, "kernel"), number(c, "stride"), 0);
      case "AvgPool2d" ->
        new AvgPool2d(number(c, "kernel"), number(c, "stride"), number(c, "padding"));
      case "AdaptiveAvgPool2d" -> new AdaptiveAvgPool2d(number(c, "output"));
      case "BatchNorm1d" -> norm(BatchNorm1d.of(number(c, "features")), c);
      case "BatchNorm2d" -> norm(BatchNorm2d.of(number(c, "features")), c);
      case "InstanceNorm2d" -> norm(InstanceNorm2d.of(number(c, "features")), c);
      case "LayerNorm" -> new LayerNorm(ReferenceFile.longs(c.get("shape")));
      case "GroupNorm" -> new GroupNorm(number(c, "groups"), number(c, "features"));
      case "LocalResponseNorm" -> new LocalResponseNorm(number(c, "size"));
      case "Embedding" ->
        Embedding.of(number(c, "num"), number(c, "dim"))
            .paddingIndex(number(c, "padding_idx"))
            .build();
      default -> activation(name, c);
    };
  }

  private static @Nullable Layer activation(String name, JsonNode c) {
    return switch (name) {
      case "ReLU" -> new ReLU();
      case "LeakyReLU" -> new LeakyReLU(c.get("negative_slope").asDouble());
      case "PReLU" -> new PReLU();
      case "ELU" -> new ELU(c.get("alpha").asDouble());
      case "SELU" -> new SELU();
      case "CELU" -> new CELU(c.get("alpha").asDouble());
      case "GELU" -> c.has("approximate") ? new GELU(GELU.Approximation.TANH) : new GELU();
      case "SiLU" -> new SiLU();
      case "Mish" -> new Mish();
      case "Sigmoid" -> new Sigmoid();
      case "Tanh" -> new Tanh();
      case "Softplus" -> new Softplus(c.get("beta").asDouble(), 20);
      case "Softsign" -> new Softsign();
      case "Hardtanh" -> new Hardtanh(c.get("min").asDouble(), c.get("max").asDouble());
      case "Hardswish" -> new Hardswish();
      case "Hardsigmoid" -> new Hardsigmoid();
      case "ReLU6" -> new ReLU6();
      case "Softmax" -> new Softmax(c.get("dim").asInt());
      case "LogSoftmax" -> new LogSoftmax(c.get("dim").asInt());
      case "GLU" -> new GLU(c.get("dim").asInt());
      default -> null;
    };
  }

  private static <L extends Convolution> L convolution(Convolution.Builder<L> builder, JsonNode c) {
    return builder
        .stride(number(c, "stride", 1))
        .padding(number(c, "padding", 0))
        .outputPadding(number(c, "output_padding", 0))
        .dilation(number(c, "dilation", 1))
        .groups(number(c, "groups", 1))
        .bias(flag(c, "bias", true))
        .build();
  }

  private static <L extends ChannelNorm> L norm(ChannelNorm.Builder<L> builder, JsonNode c) {
    if (c.has("momentum")) {
      JsonNode momentum = c.get("momentum");
      builder.momentum(momentum.isNull() ? null : momentum.asDouble());
    }
    if (c.has("affine")) {
      builder.affine(c.get("affine").asBoolean());
    }
    if (c.has("track_running_stats")) {
      builder.trackRunningStats(c.get("track_running_stats").asBoolean());
    }
    return builder.build();
  }

  private static boolean flag(JsonNode config, String name, boolean otherwise) {
    return config.has(name) ? config.get(name).asBoolean() : otherwise;
  }

  private static long number(JsonNode config, String name) {
    return config.get(name).asLong();
  }

  private static long number(JsonNode config, String name, long otherwise) {
    return config.has(name) ? config.get(name).asLong() : otherwise;
  }
}
