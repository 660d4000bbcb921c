package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import org.ockham.SharedFolder;
import org.ockham.tensor.RandomKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Policies and magnitudes as torchvision has them, and how often what is drawn. */
class PoliciesTest {
  private static final ImageShape CIFAR = new ImageShape(3, 32, 32);
  private static final int COUNT = 200_000;

  private static final Map<String, AugmentationSpace> SPACES = Map.of(
      "AutoAugment", AugmentationSpace.AUTO,
      "RandAugment", AugmentationSpace.RAND,
      "TrivialAugmentWide", AugmentationSpace.WIDE,
      "AugMix", AugmentationSpace.MIX,
      "AugMix without", AugmentationSpace.MIX_WITHOUT_ENHANCEMENT);

  private static AugmentOp op(String name) {
    return AugmentOp.valueOf(name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toUpperCase(Locale.ROOT));
  }

  private static Stream<JsonNode> cases(boolean policies) {
    return ReferenceCases.read("policies.json", "none.json")
        .filter(each -> each.get("name").asString().equals("policy") == policies);
  }

  @TestFactory
  Stream<DynamicTest> haveTorchvisionsPairs() {
    return ReferenceCases.tests(
        cases(true),
        reference ->
            checkPairs(reference.get("config").get("policy").asString(), reference.get("pairs")));
  }

  private static void checkPairs(String policy, JsonNode expected) {
    List<List<AutoAugmentPolicy.Part>> pairs = new ArrayList<>();
    for (JsonNode pair : expected) {
      List<AutoAugmentPolicy.Part> parts = new ArrayList<>();
      for (JsonNode part : pair) {
        parts.add(new AutoAugmentPolicy.Part(
            op(part.get(0).asString()), part.get(1).asDouble(), part.get(2).asInt(0)));
      }
      pairs.add(parts);
    }
    assertThat(AutoAugmentPolicy.valueOf(policy).pairs()).isEqualTo(pairs);
  }

  @TestFactory
  Stream<DynamicTest> haveTorchvisionsMagnitudes() {
    return ReferenceCases.tests(cases(false), reference -> {
      JsonNode config = reference.get("config");
      ImageShape image =
          new ImageShape(3, config.get("height").asInt(), config.get("width").asInt());
      AugmentationSpace space = SPACES.get(reference.get("name").asString());
      List<AugmentOp> ops = new ArrayList<>();
      for (JsonNode each : reference.get("space")) {
        AugmentOp op = op(each.get("op").asString());
        ops.add(op);
        assertThat(op.signed())
            .as("%s has a sign", op)
            .isEqualTo(each.get("signed").asBoolean());
        checkMagnitudes(space, op, config.get("bins").asInt(), image, each.get("magnitudes"));
      }
      assertThat(space.ops()).containsExactlyInAnyOrderElementsOf(ops);
    });
  }

  private static void checkMagnitudes(
      AugmentationSpace space, AugmentOp op, int bins, ImageShape image, JsonNode expected) {
    double[] magnitudes = expected.isArray() ? ReferenceCases.doubles(expected) : new double[] {0};
    for (int bin = 0; bin < magnitudes.length; bin++) {
      assertThat(space.magnitude(op, bin, bins, image))
          .as("%s in bin %d", op, bin)
          .isCloseTo(magnitudes[bin], within(1e-6 * Math.max(1, magnitudes[bin])));
    }
  }

  @Test
  void agreeWithThePublishedTables() {
    var file = SharedFolder.find("reference/autoaugment.json");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        file.isPresent(), "no folder shared/reference lies beside the checkout");
    JsonNode root = new ObjectMapper().readTree(file.orElseThrow());
    for (Entry<String, JsonNode> policy : root.get("policies").properties()) {
      checkPairs(policy.getKey(), policy.getValue());
    }
    Map<String, AugmentationSpace> spaces = Map.of(
        "autoaugment_space_10_bins_32x32", AugmentationSpace.AUTO,
        "randaugment_space_31_bins_32x32", AugmentationSpace.RAND,
        "trivialaugment_space_31_bins", AugmentationSpace.WIDE,
        "augmix_space_10_bins_32x32", AugmentationSpace.MIX);
    spaces.forEach((name, space) -> {
      assertThat(root.get(name).size()).isEqualTo(space.ops().size());
      for (Entry<String, JsonNode> each : root.get(name).properties()) {
        checkMagnitudes(
            space,
            op(each.getKey()),
            name.contains("31") ? 31 : 10,
            CIFAR,
            each.getValue().get(0));
      }
    });
  }

  private final Draws draws = Draws.of(RandomKey.of(11));

  /** Five deviations of a share. */
  private static org.assertj.core.data.Offset<Double> wide(double share, int count) {
    return within(5 * Math.sqrt(share * (1 - share) / count));
  }

  @Test
  void autoAugmentDrawsEachPairAndOperationWithItsProbability() {
    AutoAugment augment = AutoAugment.of(AutoAugmentPolicy.CIFAR10);
    Map<AugmentOp, Double> expected = new EnumMap<>(AugmentOp.class);
    AutoAugmentPolicy.CIFAR10
        .pairs()
        .forEach(pair ->
            pair.forEach(part -> expected.merge(part.op(), part.probability() / 25, Double::sum)));
    Map<AugmentOp, Integer> counts = new EnumMap<>(AugmentOp.class);
    int rotations = 0;
    int negative = 0;
    for (int i = 0; i < COUNT; i++) {
      List<AugmentStep> steps = augment.draw(CIFAR, draws);
      assertThat(steps).hasSizeLessThanOrEqualTo(2);
      for (AugmentStep step : steps) {
        counts.merge(step.op(), 1, Integer::sum);
        if (step.op() == AugmentOp.ROTATE) {
          assertThat(Math.abs(step.magnitude())).isCloseTo(30 * 2 / 9.0, within(1e-12));
          rotations++;
          negative += step.magnitude() < 0 ? 1 : 0;
        }
      }
    }
    expected.forEach((op, mean) -> assertThat(counts.getOrDefault(op, 0) / (double) COUNT)
        .as("%s", op)
        .isCloseTo(mean, within(5 * Math.sqrt(2 * mean / COUNT))));
    assertThat(negative / (double) rotations).isCloseTo(0.5, wide(0.5, rotations));
  }

  @Test
  void randAugmentDrawsItsOperationsAllAtOneMagnitude() {
    RandAugment augment = new RandAugment(2, 9, 31, Interpolation.NEAREST, 0);
    Map<List<AugmentOp>, Integer> together = new HashMap<>();
    for (int i = 0; i < COUNT; i++) {
      List<AugmentStep> steps = augment.draw(CIFAR, draws);
      assertThat(steps).hasSize(2);
      for (AugmentStep step : steps) {
        assertThat(Math.abs(step.magnitude()))
            .isEqualTo(AugmentationSpace.RAND.magnitude(step.op(), 9, 31, CIFAR));
      }
      together.merge(List.of(steps.get(0).op(), steps.get(1).op()), 1, Integer::sum);
    }
    double share = 1.0 / (14 * 14);
    for (AugmentOp first : AugmentationSpace.RAND.ops()) {
      for (AugmentOp second : AugmentationSpace.RAND.ops()) {
        assertThat(together.get(List.of(first, second)) / (double) COUNT)
            .as("%s, then %s", first, second)
            .isCloseTo(share, wide(share, COUNT));
      }
    }
  }

  @Test
  void trivialAugmentDrawsAllMagnitudesAndSignsAlike() {
    TrivialAugmentWide augment = TrivialAugmentWide.of();
    int[] bins = new int[61];
    int shears = 0;
    for (int i = 0; i < COUNT; i++) {
      AugmentStep step = augment.draw(CIFAR, draws);
      if (step.op() == AugmentOp.SHEAR_X) {
        bins[30 + (int) Math.round(step.magnitude() / 0.99 * 30)]++;
        shears++;
      }
    }
    assertThat(shears / (double) COUNT).isCloseTo(1.0 / 14, wide(1.0 / 14, COUNT));
    for (int i = 0; i < 61; i++) {
      double share = i == 30 ? 1.0 / 31 : 1.0 / 62;
      assertThat(bins[i] / (double) shears)
          .as("bin %d", i - 30)
          .isCloseTo(share, wide(share, shears));
    }
  }

  @Test
  void augMixDrawsChainsOfOneToThreeFromItsWeakestBins() {
    AugMix mix = AugMix.of();
    int[] depths = new int[4];
    for (int i = 0; i < COUNT; i++) {
      List<AugmentStep> chain = mix.draw(CIFAR, draws);
      depths[chain.size()]++;
      for (AugmentStep step : chain) {
        if (step.op() == AugmentOp.ROTATE) {
          assertThat(Math.abs(step.magnitude())).isLessThanOrEqualTo(30 * 2 / 9.0);
        }
      }
    }
    for (int depth = 1; depth <= 3; depth++) {
      assertThat(depths[depth] / (double) COUNT).isCloseTo(1.0 / 3, wide(1.0 / 3, COUNT));
    }
    AugMix fixed = new AugMix(3, 3, 5, 1, false, Interpolation.BILINEAR, 0);
    assertThat(fixed.draw(CIFAR, draws))
        .hasSize(5)
        .allSatisfy(step ->
            assertThat(AugmentationSpace.MIX_WITHOUT_ENHANCEMENT.ops()).contains(step.op()));
  }

  @Test
  void augMixOfAnImageOfOneValueIsThatValueWhereNothingChangesIt() {
    byte[] pixels = new byte[3 * 8 * 8];
    Arrays.fill(pixels, (byte) 200);
    // Tables and shears leave this value; posterising to 4 or 3 bits makes 192 of it.
    for (int i = 0; i < 200; i++) {
      Image image = Image.of(new ImageShape(3, 8, 8), pixels);
      new AugMix(1, 3, 1, 1, false, Interpolation.BILINEAR, 200)
          .apply(image, Draws.of(RandomKey.of(i)));
      for (byte pixel : image.bytes()) {
        assertThat(pixel & 0xFF).isBetween(192, 200);
      }
    }
  }

  @Test
  void augMixIsTheWeightedMeanOfImageAndChains() {
    for (int seed = 0; seed < 30; seed++) {
      byte[] pixels = new byte[3 * 9 * 8];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) draws.bits();
      }
      ImageShape shape = new ImageShape(3, 9, 8);
      AugMix mix = new AugMix(5, 2, 3, 0.7, true, Interpolation.NEAREST, 30);
      Image mixed = Image.of(shape, pixels);
      mix.apply(mixed, Draws.of(RandomKey.of(seed)));

      Draws same = Draws.of(RandomKey.of(seed));
      double own = same.beta(0.7);
      double[] weights = same.dirichlet(0.7, 2);
      double[] mean = new double[pixels.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = own * (pixels[i] & 0xFF);
      }
      for (double weight : weights) {
        Image copy = Image.of(shape, pixels);
        mix.draw(shape, same).forEach(step -> step.apply(copy, Interpolation.NEAREST, 30));
        for (int i = 0; i < mean.length; i++) {
          mean[i] += (1 - own) * weight * (copy.bytes()[i] & 0xFF);
        }
      }
      for (int i = 0; i < mean.length; i++) {
        assertThat((double) (mixed.bytes()[i] & 0xFF)).isCloseTo(mean[i], within(0.501));
      }
    }
  }

  @Test
  void differentSeedsDrawIndependently() {
    TrivialAugmentWide augment = TrivialAugmentWide.of();
    int same = 0;
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      AugmentStep a = augment.draw(CIFAR, Draws.of(RandomKey.of(1).fold(i)));
      AugmentStep b = augment.draw(CIFAR, Draws.of(RandomKey.of(2).fold(i)));
      same += a.op() == b.op() ? 1 : 0;
    }
    assertThat(same / (double) count).isCloseTo(1.0 / 14, wide(1.0 / 14, count));
  }

  @Test
  void refuseWhatCannotBe() {
    assertThatThrownBy(() -> RandAugment.of(2, 31))
        .hasMessage("magnitude is 31: it must lie between 0 and 30");
    assertThatThrownBy(() -> AugMix.of().withSeverity(11))
        .hasMessage("severity is 11: it must lie between 1 and 10");
    assertThatThrownBy(() -> AutoAugment.of(AutoAugmentPolicy.SVHN).output(new ImageShape(2, 4, 4)))
        .hasMessage("AutoAugment takes images of 1 or 3 channels, but these have 2");
    Image two = Image.of(new ImageShape(2, 1, 1), (byte) 1, (byte) 2);
    assertThatThrownBy(() -> AugmentOp.CONTRAST.apply(two, 0.5, Interpolation.NEAREST, 0))
        .hasMessage("the operation CONTRAST takes images of 1 or 3 channels, but these have 2");
  }

  @Test
  void refuseAnInterpolationThatIsForResize() {
    Stream.<ThrowableAssert.ThrowingCallable>of(
            () -> AutoAugment.of(AutoAugmentPolicy.SVHN).withInterpolation(Interpolation.BICUBIC),
            () -> RandAugment.of(2, 9).withInterpolation(Interpolation.BICUBIC),
            () -> TrivialAugmentWide.of().withInterpolation(Interpolation.BICUBIC),
            () -> new AugMix(3, 3, -1, 1, true, Interpolation.BICUBIC, 0))
        .forEach(made -> assertThatThrownBy(made)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "interpolation is BICUBIC, but that is for Resize: take NEAREST or BILINEAR"));
  }
}
