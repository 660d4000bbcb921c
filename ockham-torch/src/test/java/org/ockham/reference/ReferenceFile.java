package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ockham.ReferenceCases;
import org.ockham.SharedFolder;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads cases of what PyTorch computed. */
public final class ReferenceFile {

  /** What the files' notes allow, relative to values above one. */
  private static final double TOLERANCE = 1e-5;

  private ReferenceFile() {}

  /** The cases of a file of PyTorch's values. */
  public static List<JsonNode> cases(String name) {
    return ReferenceCases.read(name).toList();
  }

  /** The whole file; the test that asks is skipped where there is none. */
  public static JsonNode read(String name) {
    Optional<Path> file = SharedFolder.find("reference/" + name);
    assumeTrue(file.isPresent(), "no shared/reference/" + name + " beside this checkout");
    return JsonMapper.shared().readTree(file.orElseThrow().toFile());
  }

  /** The cases of a file among the tests' resources, for layers and losses in words. */
  public static List<JsonNode> ownCases(String name) {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream in = ReferenceFile.class.getResourceAsStream(name)) {
      JsonMapper.shared().readTree(in).get("cases").forEach(cases::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** A tensor written as shape and data. */
  public static Tensor tensor(JsonNode node, DType type) {
    long[] shape = longs(node.get("shape"));
    double[] data = new double[node.get("data").size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = node.get("data").get(i).asDouble();
    }
    return Tensor.ofDoubles(data, shape).to(type);
  }

  public static Tensor tensor(JsonNode node) {
    return tensor(node, DType.FLOAT32);
  }

  /** Tensors by name. */
  public static Map<String, Tensor> tensors(JsonNode node) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    node.properties().forEach(each -> tensors.put(each.getKey(), tensor(each.getValue())));
    return tensors;
  }

  public static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  /** Fails unless shapes are the same and values within the tolerance. */
  public static void assertClose(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as("shape of %s", what).isEqualTo(expected.shape());
    double[] a = actual.detach().to(DType.FLOAT64).contiguous().toDoubles();
    double[] e = expected.detach().to(DType.FLOAT64).contiguous().toDoubles();
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - e[i]))
          .as("%s at %d: %s where PyTorch has %s", what, i, a[i], e[i])
          .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(e[i])));
    }
  }

  /** The case's place, name and arguments. */
  public static String title(int place, JsonNode node) {
    String config = node.get("config").toString();
    return place + " " + node.get("name").asString() + " "
        + config.substring(0, Math.min(config.length(), 80));
  }
}
