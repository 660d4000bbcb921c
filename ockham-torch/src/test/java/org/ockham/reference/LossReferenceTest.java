package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ockham.reference.ReferenceFile.assertClose;
import static org.ockham.reference.ReferenceFile.tensor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.loss.BceLoss;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.HingeEmbeddingLoss;
import org.ockham.loss.HuberLoss;
import org.ockham.loss.KlDivLoss;
import org.ockham.loss.L1Loss;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.loss.MultiMarginLoss;
import org.ockham.loss.NllLoss;
import org.ockham.loss.SmoothL1Loss;
import org.ockham.loss.SoftMarginLoss;
import org.ockham.tensor.DType;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Every loss and its gradient against PyTorch's ({@code losses.json}). */
final class LossReferenceTest {

  private static final Set<String> WITH_CLASSES =
      Set.of("CrossEntropyLoss", "NLLLoss", "MultiMarginLoss");

  /** No loss: org.ockham.optim's tests are for it. */
  private static final String CLIPPING = "clip_grad_norm";

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    List<JsonNode> cases = ReferenceFile.cases("losses.json");
    return IntStream.range(0, cases.size())
        .filter(i -> !cases.get(i).get("name").asString().equals(CLIPPING))
        .mapToObj(i -> DynamicTest.dynamicTest(
            ReferenceFile.title(i, cases.get(i)), () -> check(cases.get(i))));
  }

  @Test
  void everyLossOfTheFileIsThere() {
    Set<String> unknown = new TreeSet<>();
    for (JsonNode each : ReferenceFile.cases("losses.json")) {
      if (loss(each.get("name").asString(), each.get("config")) == null) {
        unknown.add(each.get("name").asString());
      }
    }
    assertThat(unknown).containsExactly(CLIPPING);
  }

  private static void check(JsonNode each) {
    String name = each.get("name").asString();
    JsonNode config = each.get("config");
    Loss loss = loss(name, config);
    Tensor x = tensor(each.get("input")).requiresGrad(true);
    boolean classes = WITH_CLASSES.contains(name)
        && !(config.has("target") && config.get("target").asString().equals("probabilities"));
    Tensor target = tensor(each.get("target"), classes ? DType.INT64 : DType.FLOAT32);
    Tensor y = loss.apply(x, target);
    assertClose("loss", y, tensor(each.get("output")));
    y.sum().backward();
    assertClose("gradient", x.grad(), tensor(each.get("input_grad")));
  }

  private static @Nullable Loss loss(String name, JsonNode c) {
    return switch (name) {
      case "CrossEntropyLoss" ->
        new CrossEntropyLoss(
            weights(c, "weight"),
            reduction(c),
            c.has("ignore_index") ? c.get("ignore_index").asLong() : -100,
            c.has("label_smoothing") ? c.get("label_smoothing").asDouble() : 0);
      case "NLLLoss" -> new NllLoss();
      case "MSELoss" -> new MseLoss();
      case "L1Loss" -> new L1Loss();
      case "SmoothL1Loss" -> new SmoothL1Loss(c.get("beta").asDouble());
      case "HuberLoss" -> new HuberLoss(c.get("delta").asDouble());
      case "BCEWithLogitsLoss" -> new BceWithLogitsLoss().positiveWeight(weights(c, "pos_weight"));
      case "BCELoss" -> new BceLoss();
      case "KLDivLoss" -> new KlDivLoss(KlDivLoss.Reduction.BATCH_MEAN);
      case "MultiMarginLoss" -> new MultiMarginLoss();
      case "HingeEmbeddingLoss" -> new HingeEmbeddingLoss();
      case "SoftMarginLoss" -> new SoftMarginLoss();
      default -> null;
    };
  }

  private static @Nullable Tensor weights(JsonNode config, String name) {
    if (!config.has(name)) {
      return null;
    }
    JsonNode array = config.get(name);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return Tensor.ofDoubles(values, values.length).to(DType.FLOAT32);
  }

  private static Reduction reduction(JsonNode config) {
    if (!config.has("reduction")) {
      return Reduction.MEAN;
    }
    return config.get("reduction").asString().equals("sum") ? Reduction.SUM : Reduction.NONE;
  }
}
