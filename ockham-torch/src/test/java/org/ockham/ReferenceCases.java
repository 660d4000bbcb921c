package org.ockham;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The cases of a file of reference values, as tests. */
@NullMarked
public final class ReferenceCases {

  /** What is done with a case. */
  @FunctionalInterface
  public interface Check {
    void run(JsonNode reference) throws Exception;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferenceCases() {}

  /**
   * A file's cases: those that {@code src/test/python/reference_values.py} wrote, and where a folder {@code shared/reference} lies
   * beside the checkout, those of its file too. Each says in {@code source} which PyTorch it is from.
   */
  public static Stream<JsonNode> read(String file) {
    return read(file, file);
  }

  /** The same, where the two files have different names. */
  public static Stream<JsonNode> read(String file, String shared) {
    List<JsonNode> roots = new ArrayList<>();
    String resource = "reference/pytorch/" + file + ".gz";
    try (InputStream in = ReferenceCases.class.getResourceAsStream(resource)) {
      roots.add(JSON.readTree(new GZIPInputStream(requireNonNull(in, resource))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SharedFolder.find("reference/" + shared).map(JSON::readTree).ifPresent(roots::add);
    return roots.stream()
        .flatMap(root -> root.get("cases")
            .valueStream()
            .map(each -> ((ObjectNode) each).set("source", root.get("source"))));
  }

  /** A test for each, called by the case's name and settings. */
  public static Stream<DynamicTest> tests(Stream<JsonNode> cases, Check check) {
    return cases.map(reference -> DynamicTest.dynamicTest(
        reference.get("name").asString() + " " + reference.get("config") + " "
            + reference.path("source").asString(""),
        () -> check.run(reference)));
  }

  /** A tensor written as shape and data. */
  public static Tensor tensor(JsonNode node) {
    long[] shape = node.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
    double[] data = doubles(node.get("data"));
    float[] floats = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      floats[i] = (float) data[i];
    }
    return Tensor.of(floats, shape);
  }

  /** Numbers written as a list. */
  public static double[] doubles(JsonNode node) {
    return node.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
