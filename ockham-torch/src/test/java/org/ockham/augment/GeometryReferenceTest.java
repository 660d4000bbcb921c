package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ockham.ReferenceCases.doubles;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ockham.ReferenceCases;
import org.ockham.SharedFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Geometry is torchvision's: the same pixels where none are blended, within 1 where some are. */
final class GeometryReferenceTest {
  private static final Draws NONE = Draws.of(org.ockham.tensor.RandomKey.of(0));

  private static final Set<String> NAMES = Set.of(
      "rotate",
      "affine",
      "perspective",
      "elastic",
      "resize",
      "resized_crop",
      "pad",
      "crop",
      "center_crop",
      "hflip",
      "vflip");

  @TestFactory
  Stream<DynamicTest> asTorchvision() {
    return ReferenceCases.tests(
        ReferenceCases.read("geometry.json"), reference -> check(reference, 0));
  }

  @TestFactory
  Stream<DynamicTest> asAnOlderTorchvisionBesideTheCheckout() {
    Optional<JsonNode> file = SharedFolder.find("reference/transforms.json")
        .map(path -> new ObjectMapper().readTree(path.toFile()));
    assumeTrue(file.isPresent(), "there is no folder shared beside the checkout");
    return ReferenceCases.tests(
        file.orElseThrow()
            .get("cases")
            .valueStream()
            .filter(each -> NAMES.contains(each.get("name").asString())),
        reference -> check(reference, 1 / 16.0));
  }

  /** Some pixels of the older file's come from half-way between two by the nearest, where rounding decides. */
  private static void check(JsonNode reference, double undecided) {
    JsonNode config = reference.get("config");
    JsonNode output = reference.get("output");
    Image image = Image.of(shape(reference.get("input")), bytes(reference.get("input")));
    apply(reference.get("name").asString(), config, image);
    assertThat(image.shape()).isEqualTo(shape(output));
    byte[] seen = Arrays.copyOf(image.bytes(), image.shape().size());
    byte[] expected = bytes(output);
    boolean nearest = config.path("interpolation").asString("").equals("nearest");
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      int difference = Math.abs((seen[i] & 0xFF) - (expected[i] & 0xFF));
      different += difference > 0 ? 1 : 0;
      assertThat(nearest ? 0 : difference)
          .as("pixel %d of %s is %d, not %d", i, image.shape(), seen[i] & 0xFF, expected[i] & 0xFF)
          .isLessThanOrEqualTo(1);
    }
    if (nearest) {
      assertThat(different).as("pixels of %s that differ", config).isLessThanOrEqualTo((int)
          (undecided * expected.length));
    }
  }

  private static void apply(String name, JsonNode config, Image image) {
    Interpolation interpolation = Interpolation.valueOf(
        config.path("interpolation").asString("bilinear").toUpperCase(Locale.ROOT));
    double[] center = config.has("center") ? doubles(config.get("center")) : null;
    int fill = config.path("fill").asInt(0);
    boolean antialias = config.path("antialias").asBoolean(true);
    switch (name) {
      case "rotate" ->
        image.rotate(
            config.get("angle").asDouble(),
            interpolation,
            config.path("expand").asBoolean(false),
            center,
            fill);
      case "affine" ->
        image.affine(
            config.get("angle").asDouble(),
            doubles(config.get("translate")),
            config.get("scale").asDouble(),
            doubles(config.get("shear")),
            interpolation,
            fill,
            center);
      case "perspective" ->
        image.perspective(
            points(
                config.path("startpoints").isMissingNode()
                    ? config.get("start")
                    : config.get("startpoints")),
            points(
                config.path("endpoints").isMissingNode()
                    ? config.get("end")
                    : config.get("endpoints")),
            interpolation,
            fill);
      case "elastic" ->
        image.elastic(
            displacement(config, 0, image.width() / 2.0),
            displacement(config, 1, image.height() / 2.0),
            interpolation,
            fill);
      case "resize" -> image.resize(size(config, 0), size(config, 1), interpolation, antialias);
      case "resized_crop" -> {
        crop(config, image);
        image.resize(size(config, 0), size(config, 1), interpolation, antialias);
      }
      case "pad" -> {
        int[] sides = config.has("padding")
            ? Arrays.stream(doubles(config.get("padding")))
                .mapToInt(side -> (int) side)
                .toArray()
            : Stream.of("left", "top", "right", "bottom")
                .mapToInt(side -> config.get(side).asInt())
                .toArray();
        String mode = config.has("mode") ? "mode" : "padding_mode";
        image.pad(
            sides[0],
            sides[1],
            sides[2],
            sides[3],
            PaddingMode.valueOf(config.get(mode).asString().toUpperCase(Locale.ROOT)),
            fill);
      }
      case "crop" -> crop(config, image);
      case "center_crop" -> {
        JsonNode size = config.has("size") ? config.get("size") : config.get("output_size");
        new CenterCrop(size.get(0).asInt(), size.get(1).asInt()).apply(image, NONE);
      }
      case "hflip" -> image.flipHorizontal();
      case "vflip" -> image.flipVertical();
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void crop(JsonNode config, Image image) {
    image.crop(
        config.get("top").asInt(),
        config.get("left").asInt(),
        config.get("height").asInt(),
        config.get("width").asInt());
  }

  private static int size(JsonNode config, int i) {
    return config.get("size").get(i).asInt();
  }

  private static double[][] points(JsonNode points) {
    return points.valueStream().map(ReferenceCases::doubles).toArray(double[][]::new);
  }

  /** In pixels: torchvision's is in halves of a side. */
  private static float[] displacement(JsonNode config, int axis, double half) {
    double[] all = config
        .get("displacement")
        .get(0)
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .mapToDouble(each -> each.get(axis).asDouble() * half)
        .toArray();
    float[] floats = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      floats[i] = (float) all[i];
    }
    return floats;
  }

  private static ImageShape shape(JsonNode image) {
    JsonNode shape = image.get("shape");
    return new ImageShape(
        shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt());
  }

  private static byte[] bytes(JsonNode image) {
    double[] data = doubles(image.get("data"));
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) (int) data[i];
    }
    return bytes;
  }
}
