package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every layer's output, gradients and state after, against PyTorch's ({@code layers.json}). */
final class LayerReferenceTest {

  /** Layers of the file that are still to be written. */
  private static final Set<String> PENDING = Set.of();

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    List<JsonNode> cases = ReferenceFile.cases("layers.json");
    return IntStream.range(0, cases.size())
        .filter(i -> !PENDING.contains(cases.get(i).get("name").asString()))
        .mapToObj(i -> DynamicTest.dynamicTest(
            ReferenceFile.title(i, cases.get(i)), () -> check(cases.get(i))));
  }

  @Test
  void onlyWhatIsListedIsPending() {
    Set<String> unknown = new TreeSet<>();
    for (JsonNode each : ReferenceFile.cases("layers.json")) {
      if (ReferenceLayers.of(each.get("name").asString(), each.get("config")).isEmpty()) {
        unknown.add(each.get("name").asString());
      }
    }
    assertThat(unknown).isEqualTo(new TreeSet<>(PENDING));
  }

  private static void check(JsonNode each) {
    LayerCase.check(
        ReferenceLayers.of(each.get("name").asString(), each.get("config")).orElseThrow(), each);
  }
}
