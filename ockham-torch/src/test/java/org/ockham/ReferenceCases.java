package org.ockham;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The cases of a file of reference values, as tests. */
@NullMarked
public final class ReferenceCases {

  /** What is done with a case. */
  @FunctionalInterface
  public interface Check {
    void run(JsonNode reference) throws Exception;
  }

  private ReferenceCases() {}

  /** The file's cases; where it is absent, one test that is skipped and says so. */
  public static Stream<JsonNode> read(String file) {
    Optional<Path> path = SharedFolder.find("reference/" + file);
    Assumptions.assumeTrue(
        path.isPresent(), "shared/reference/" + file + " is not beside the checkout");
    JsonNode root = new ObjectMapper().readTree(path.orElseThrow().toFile());
    List<JsonNode> cases = new ArrayList<>();
    root.get("cases").forEach(cases::add);
    return cases.stream();
  }

  /** A test for each, called by the case's name and settings. */
  public static Stream<DynamicTest> tests(Stream<JsonNode> cases, Check check) {
    return cases.map(reference -> DynamicTest.dynamicTest(
        reference.get("name").asString() + " " + reference.get("config"),
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
