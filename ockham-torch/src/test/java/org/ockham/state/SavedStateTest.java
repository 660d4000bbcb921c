package org.ockham.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Tensor;

final class SavedStateTest {

  @Test
  void partsComeBackAsTheyWere() {
    SavedState first = new SavedState(Map.of("waited", 3L), Map.of("a/b", Tensor.of(1, 2)));
    SavedState second = SavedState.of(Map.of("best", Double.NaN));
    Map<String, SavedState> parts = new LinkedHashMap<>();
    parts.put("first", first);
    parts.put("nothing", SavedState.nothing());
    parts.put("second", second);
    parts.put("tensors", SavedState.ofTensors(Map.of("x", Tensor.of(7))));
    SavedState joined = SavedState.join(parts);
    assertThat(joined.parts()).containsExactly("first", "second", "tensors");
    assertThat(joined.part("first").values()).isEqualTo(first.values());
    assertThat(joined.part("first").tensor("a/b").toFloats()).containsExactly(1, 2);
    assertThat(joined.part("nothing").isEmpty()).isTrue();
    assertThat(joined.part("second")).isEqualTo(second);
    assertThat(joined.part("tensors").tensor("x").item()).isEqualTo(7);
    assertThatThrownBy(() -> SavedState.join(Map.of("a/b", first)))
        .hasMessageContaining("the part 'a/b' of a state has a slash");
  }

  @Test
  void laterWorkDoesNotChangeIt() {
    List<Object> list = new ArrayList<>(List.of(1L));
    Map<String, Object> inner = new LinkedHashMap<>(Map.of("list", list));
    SavedState saved = SavedState.of(Map.of("inner", inner));
    list.add(2L);
    inner.clear();
    assertThat(SavedState.of(saved.map("inner")).list("list")).containsExactly(1L);
    assertThatThrownBy(() -> saved.map("inner").clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatCannotBeWrittenDownIsRefusedAtOnce() {
    assertThatThrownBy(() -> SavedState.of(Map.of("count", 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the state has 'count' of type Integer: take a String, Boolean, Long, Double, List"
                + " or Map of names");
    assertThatThrownBy(() -> SavedState.of(Map.of("deep", List.of(Map.of(1L, "x")))))
        .hasMessageContaining("'deep'");
  }

  @Test
  void anotherTypeIsRefusedByName() {
    SavedState saved =
        SavedState.of(Map.of("whole", 3L, "number", 0.5, "text", "a", "numbers", Map.of("a", 1.0)));
    assertThat(saved.numbersOf("numbers")).containsExactly(Map.entry("a", 1.0));
    assertThatThrownBy(() -> saved.number("whole"))
        .hasMessageContaining("'whole' = 3 where a number with a fraction is needed");
    assertThatThrownBy(() -> saved.whole("number")).hasMessageContaining("a whole number");
    assertThatThrownBy(() -> saved.truth("text")).hasMessageContaining("yes or no");
    assertThatThrownBy(() -> saved.text("absent")).hasMessageContaining("no 'absent'");
    assertThatThrownBy(() -> saved.list("text")).hasMessageContaining("a list");
    assertThatThrownBy(() -> saved.map("text")).hasMessageContaining("a map");
    assertThatThrownBy(() -> saved.part("text")).hasMessageContaining("a map");
    assertThatThrownBy(() -> saved.tensor("text")).hasMessageContaining("a tensor");
    SavedState tensors = SavedState.ofTensors(Map.of("x", Tensor.ofLongs(1, 2)));
    assertThat(tensors.wholes("x", 2)).containsExactly(1, 2);
    assertThat(tensors.wholes("x", -1)).containsExactly(1, 2);
    assertThatThrownBy(() -> tensors.wholes("x", -1, 2))
        .hasMessageContaining("'x' = INT64[2] where a tensor INT64[*, 2] is needed");
    assertThatThrownBy(() -> tensors.numbers("x", 2)).hasMessageContaining("FLOAT64[2]");
  }

  @Test
  void listsOfOneKind() {
    SavedState saved = SavedState.of(Map.of(
        "texts", List.of("b", "a"),
        "numbers", List.of(0.5, Double.NaN),
        "maps", List.of(Map.of("x", 1L), Map.of()),
        "text", "a",
        "mixed", List.of("a", 3L)));
    assertThat(saved.texts("texts")).containsExactly("b", "a");
    assertThat(saved.numberList("numbers")).containsExactly(0.5, Double.NaN);
    assertThat(saved.states("maps"))
        .containsExactly(SavedState.of(Map.of("x", 1L)), SavedState.nothing());
    assertThatThrownBy(() -> saved.texts("mixed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the saved state has 'mixed' = [a, 3] where a list of texts is needed:"
            + " it was saved by something else");
    assertThatThrownBy(() -> saved.texts("text")).hasMessageContaining("= a where a list is");
    assertThatThrownBy(() -> saved.texts("absent")).hasMessageContaining("no 'absent'");
    assertThatThrownBy(() -> saved.numberList("mixed"))
        .hasMessageContaining("a list of numbers with a fraction");
    assertThatThrownBy(() -> saved.states("mixed")).hasMessageContaining("a list of maps");
    assertThatThrownBy(() -> SavedState.of(Map.of("numbers", Map.of("a", 1L))).numbersOf("numbers"))
        .hasMessageContaining("'a' = 1 where a number with a fraction is needed");
  }
}
