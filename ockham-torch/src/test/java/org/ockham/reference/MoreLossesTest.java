package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ockham.reference.ReferenceFile.assertClose;
import static org.ockham.reference.ReferenceFile.tensor;
import static org.ockham.tensor.Reduction.MEAN;
import static org.ockham.tensor.Reduction.NONE;
import static org.ockham.tensor.Reduction.SUM;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.loss.BceLoss;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.loss.CosineEmbeddingLoss;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.GaussianNllLoss;
import org.ockham.loss.HingeEmbeddingLoss;
import org.ockham.loss.HuberLoss;
import org.ockham.loss.KlDivLoss;
import org.ockham.loss.L1Loss;
import org.ockham.loss.Loss;
import org.ockham.loss.MarginRankingLoss;
import org.ockham.loss.MseLoss;
import org.ockham.loss.MultiLabelMarginLoss;
import org.ockham.loss.MultiLabelSoftMarginLoss;
import org.ockham.loss.MultiMarginLoss;
import org.ockham.loss.NllLoss;
import org.ockham.loss.PoissonNllLoss;
import org.ockham.loss.SmoothL1Loss;
import org.ockham.loss.SoftMarginLoss;
import org.ockham.loss.TripletMarginLoss;
import org.ockham.loss.TripletMarginWithDistanceLoss;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Losses and arguments that {@code shared/reference/losses.json} lacks, against values from PyTorch 2.13. */
final class MoreLossesTest {

  private interface OfInputs {
    Tensor apply(List<Tensor> inputs);
  }

  private static final Map<String, OfInputs> LOSSES = losses();

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    return ReferenceFile.ownCases("losses.json").stream()
        .map(each -> DynamicTest.dynamicTest(each.get("name").asString(), () -> check(each)));
  }

  @Test
  void everyCaseHasItsLoss() {
    assertThat(ReferenceFile.ownCases("losses.json").stream()
            .map((JsonNode each) -> each.get("name").asString()))
        .containsExactlyElementsOf(LOSSES.keySet());
  }

  private static void check(JsonNode each) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < each.get("inputs").size(); i++) {
      boolean whole = each.get("integers").get(i).asBoolean();
      Tensor input = tensor(each.get("inputs").get(i), whole ? DType.INT64 : DType.FLOAT32);
      if (i < each.get("gradients").size()) {
        input.requiresGrad(true);
      }
      inputs.add(input);
    }
    Tensor loss = LOSSES.get(each.get("name").asString()).apply(inputs);
    assertClose("loss", loss, tensor(each.get("output")));
    loss.sum().backward();
    for (int i = 0; i < each.get("gradients").size(); i++) {
      assertClose(
          "gradient of input " + i,
          inputs.get(i).grad(),
          tensor(each.get("gradients").get(i)));
    }
  }

  private static OfInputs two(Loss loss) {
    return in -> loss.apply(in.get(0), in.get(1));
  }

  private static Map<String, OfInputs> losses() {
    Tensor four = Tensor.of(1, 0.5f, 2, 0.1f);
    Tensor three = Tensor.of(1, 3, 0.5f);
    Map<String, OfInputs> all = new LinkedHashMap<>();
    all.put(
        "nll, weights, ignored, sum",
        two(new NllLoss().weight(four).ignoreIndex(2).reduction(SUM)));
    all.put("nll, images", two(new NllLoss()));
    all.put("cross entropy, images, smoothed", two(new CrossEntropyLoss().labelSmoothing(0.1)));
    all.put(
        "cross entropy, probabilities, weights, smoothed",
        two(new CrossEntropyLoss()
            .weight(four)
            .labelSmoothing(0.2)
            .reduction(MEAN)
            .ignoreIndex(-100)));
    all.put("mse, none", two(new MseLoss(NONE)));
    all.put("l1, sum", two(new L1Loss(SUM)));
    all.put("smooth l1, none", two(new SmoothL1Loss().reduction(NONE)));
    all.put("huber, sum", two(new HuberLoss().reduction(SUM)));
    all.put("bce, weights, sum", two(new BceLoss().weight(three).reduction(SUM)));
    all.put("bce with logits, weights", two(new BceWithLogitsLoss().weight(three)));
    all.put("kl, mean", two(new KlDivLoss()));
    all.put("kl, none, logarithms", two(new KlDivLoss(KlDivLoss.Reduction.NONE, true)));
    all.put("kl, sum", two(new KlDivLoss(KlDivLoss.Reduction.SUM)));
    all.put("poisson", two(new PoissonNllLoss()));
    all.put(
        "poisson, mean itself, full",
        two(new PoissonNllLoss().logInput(false).full(true).eps(1e-6)));
    all.put("gaussian", in -> new GaussianNllLoss().apply(in.get(0), in.get(1), in.get(2)));
    all.put(
        "gaussian, full, sum, small variance",
        in -> new GaussianNllLoss()
            .full(true)
            .eps(0.3)
            .reduction(SUM)
            .apply(in.get(0), in.get(1), in.get(2)));
    all.put("hinge embedding, margin", two(new HingeEmbeddingLoss().margin(0.5).reduction(SUM)));
    all.put("soft margin, none", two(new SoftMarginLoss(NONE)));
    all.put(
        "multi margin, squared, weights",
        two(new MultiMarginLoss().p(2).margin(0.7).weight(four)));
    all.put("multi label margin", two(new MultiLabelMarginLoss()));
    all.put("multi label soft margin", two(new MultiLabelSoftMarginLoss()));
    all.put(
        "multi label soft margin, weights, none",
        two(new MultiLabelSoftMarginLoss().weight(three).reduction(NONE)));
    all.put(
        "margin ranking", in -> new MarginRankingLoss(0.3).apply(in.get(0), in.get(1), in.get(2)));
    all.put(
        "cosine embedding",
        in -> new CosineEmbeddingLoss(0.2).reduction(SUM).apply(in.get(0), in.get(1), in.get(2)));
    all.put("triplet", in -> new TripletMarginLoss().apply(in.get(0), in.get(1), in.get(2)));
    all.put(
        "triplet, swapped, p 1, none",
        in -> new TripletMarginLoss()
            .margin(0.5)
            .p(1)
            .swap(true)
            .reduction(NONE)
            .apply(in.get(0), in.get(1), in.get(2)));
    all.put(
        "triplet with distance",
        in -> new TripletMarginWithDistanceLoss().apply(in.get(0), in.get(1), in.get(2)));
    all.put(
        "triplet with distance, l1, swapped",
        in -> new TripletMarginWithDistanceLoss((a, b) -> a.sub(b).abs().sum(-1), 2, true, SUM)
            .apply(in.get(0), in.get(1), in.get(2)));
    return all;
  }
}
