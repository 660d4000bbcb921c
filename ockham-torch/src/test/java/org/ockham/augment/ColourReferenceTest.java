package org.ockham.augment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import org.ockham.tensor.RandomKey;
import tools.jackson.databind.JsonNode;

/** Colours as torchvision's functionals change them: see {@code src/test/python/colour_values.py}. */
class ColourReferenceTest {
  private static final Map<String, BiConsumer<Image, JsonNode>> OPERATIONS = Map.ofEntries(
      Map.entry("invert", (image, config) -> RandomInvert.invert(image)),
      Map.entry(
          "posterize",
          (image, config) -> RandomPosterize.posterize(image, config.get("bits").asInt())),
      Map.entry(
          "solarize",
          (image, config) ->
              RandomSolarize.solarize(image, config.get("threshold").asDouble())),
      Map.entry("autocontrast", (image, config) -> RandomAutocontrast.autocontrast(image)),
      Map.entry("equalize", (image, config) -> RandomEqualize.equalize(image)),
      Map.entry("adjust_brightness", (image, config) -> Blend.brightness(image, factor(config))),
      Map.entry("adjust_contrast", (image, config) -> Blend.contrast(image, factor(config))),
      Map.entry("adjust_saturation", (image, config) -> Blend.saturation(image, factor(config))),
      Map.entry(
          "adjust_sharpness",
          (image, config) -> RandomAdjustSharpness.sharpen(image, factor(config))),
      Map.entry("adjust_hue", (image, config) -> Hue.turn(image, factor(config))),
      Map.entry(
          "grayscale",
          (image, config) -> Grayscale.toGrey(image, config.get("channels").asInt())),
      Map.entry("gaussian_blur", ColourReferenceTest::blur),
      Map.entry("normalize", ColourReferenceTest::normalize));

  /** Nothing is rounded there. */
  private static final Set<String> EXACT =
      Set.of("invert", "posterize", "solarize", "equalize", "adjust_brightness");

  private static double factor(JsonNode config) {
    return config.get("factor").asDouble();
  }

  private static void blur(Image image, JsonNode config) {
    double[] sizes = ReferenceCases.doubles(config.get("kernel"));
    double[] sigmas = ReferenceCases.doubles(config.get("sigma"));
    GaussianBlur.blur(
        image,
        GaussianBlur.weights((int) sizes[0], sigmas[0]),
        GaussianBlur.weights((int) sizes[1], sigmas[1]));
  }

  private static void normalize(Image image, JsonNode config) {
    Normalize.of(
            ReferenceCases.doubles(config.get("mean")), ReferenceCases.doubles(config.get("std")))
        .apply(image, Draws.of(RandomKey.of(0)));
    image.floats();
  }

  @TestFactory
  Stream<DynamicTest> isTorchvisions() {
    return ReferenceCases.tests(
        ReferenceCases.read("colours.json", "transforms.json")
            .filter(each -> OPERATIONS.containsKey(each.get("name").asString())),
        reference -> {
          String name = reference.get("name").asString();
          Image image = ReferenceImages.input(reference);
          OPERATIONS.get(name).accept(image, reference.get("config"));
          ReferenceImages.check(image, reference, EXACT.contains(name) ? 0 : 1);
        });
  }

  @TestFactory
  Stream<DynamicTest> isTorchvisionsForTheOperationsOfThePolicies() {
    Map<String, AugmentOp> ops = Map.ofEntries(
        Map.entry("Identity", AugmentOp.IDENTITY),
        Map.entry("ShearX", AugmentOp.SHEAR_X),
        Map.entry("ShearY", AugmentOp.SHEAR_Y),
        Map.entry("TranslateX", AugmentOp.TRANSLATE_X),
        Map.entry("TranslateY", AugmentOp.TRANSLATE_Y),
        Map.entry("Rotate", AugmentOp.ROTATE),
        Map.entry("Brightness", AugmentOp.BRIGHTNESS),
        Map.entry("Color", AugmentOp.COLOR),
        Map.entry("Contrast", AugmentOp.CONTRAST),
        Map.entry("Sharpness", AugmentOp.SHARPNESS),
        Map.entry("Posterize", AugmentOp.POSTERIZE),
        Map.entry("Solarize", AugmentOp.SOLARIZE),
        Map.entry("AutoContrast", AugmentOp.AUTO_CONTRAST),
        Map.entry("Equalize", AugmentOp.EQUALIZE),
        Map.entry("Invert", AugmentOp.INVERT),
        Map.entry("shear_x_autoaugment", AugmentOp.SHEAR_X));
    List<AugmentOp> exact = List.of(
        AugmentOp.IDENTITY,
        AugmentOp.TRANSLATE_X,
        AugmentOp.TRANSLATE_Y,
        AugmentOp.POSTERIZE,
        AugmentOp.SOLARIZE,
        AugmentOp.EQUALIZE,
        AugmentOp.INVERT);
    return ReferenceCases.tests(
        ReferenceCases.read("augment_operations.json", "transforms.json")
            .filter(each -> ops.containsKey(each.get("name").asString())),
        reference -> {
          JsonNode config = reference.get("config");
          Image image = ReferenceImages.input(reference);
          AugmentOp op = ops.get(reference.get("name").asString());
          Interpolation interpolation =
              config.path("interpolation").asString("nearest").equals("bilinear")
                  ? Interpolation.BILINEAR
                  : Interpolation.NEAREST;
          op.apply(
              image,
              config.get("magnitude").asDouble(),
              interpolation,
              config.path("fill").asInt(0));
          ReferenceImages.check(image, reference, exact.contains(op) ? 0 : 1);
        });
  }
}
