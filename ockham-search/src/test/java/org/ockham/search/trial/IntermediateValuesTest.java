package org.ockham.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class IntermediateValuesTest {

  /** Each version is kept and looked at again after all that came later. */
  @Test
  void everyVersionStaysWhatATreeMapWas() {
    SplittableRandom random = new SplittableRandom(1);
    List<IntermediateValues> versions = new ArrayList<>(List.of(IntermediateValues.NONE));
    List<TreeMap<Integer, Double>> expected = new ArrayList<>(List.of(new TreeMap<>()));
    for (int i = 0; i < 500; i++) {
      int base = random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1;
      int step = random.nextInt(3) == 0 ? random.nextInt(100) - 50 : i;
      double value = random.nextDouble();
      versions.add(versions.get(base).with(step, value));
      TreeMap<Integer, Double> map = new TreeMap<>(expected.get(base));
      map.put(step, value);
      expected.add(map);
    }
    for (int i = 0; i < versions.size(); i++) {
      IntermediateValues version = versions.get(i);
      TreeMap<Integer, Double> map = expected.get(i);
      assertThat(new ArrayList<>(version.entrySet())).isEqualTo(new ArrayList<>(map.entrySet()));
      assertThat(version).isEqualTo(map).hasSameHashCodeAs(map);
      assertThat(map).isEqualTo(version);
      int low = random.nextInt(200) - 60;
      int high = low + random.nextInt(200);
      assertThat(version.subMap(low, high)).isEqualTo(map.subMap(low, high));
      assertThat(version.headMap(high)).isEqualTo(map.headMap(high));
      assertThat(version.tailMap(low)).isEqualTo(map.tailMap(low));
      assertThat(version.get(low)).isEqualTo(map.get(low));
      assertThat(version.containsKey(high)).isEqualTo(map.containsKey(high));
      if (!map.isEmpty()) {
        assertThat(version.firstKey()).isEqualTo(map.firstKey());
        assertThat(version.lastKey()).isEqualTo(map.lastKey());
      }
    }
  }

  @Test
  void aPartThatGrowsLeavesTheWholeAsItIs() {
    IntermediateValues whole = IntermediateValues.NONE.with(1, 1).with(2, 2).with(3, 3);
    IntermediateValues part = whole.headMap(3);
    assertThat(part.with(5, 5)).isEqualTo(Map.of(1, 1.0, 2, 2.0, 5, 5.0));
    assertThat(whole.tailMap(2).with(4, Double.NaN))
        .isEqualTo(Map.of(2, 2.0, 3, 3.0, 4, Double.NaN));
    assertThat(whole).isEqualTo(Map.of(1, 1.0, 2, 2.0, 3, 3.0));
    assertThat(IntermediateValues.of(Map.of(9, 9.0, -1, 1.0)).firstKey()).isEqualTo(-1);
  }

  @Test
  void nothingCanBeChangedAndNothingIsFirstOfNone() {
    IntermediateValues one = IntermediateValues.NONE.with(1, 1);
    assertThatThrownBy(() -> one.put(2, 2.0)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> one.entrySet().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(IntermediateValues.NONE::firstKey)
        .isInstanceOf(NoSuchElementException.class);
    assertThat(IntermediateValues.NONE).isEmpty();
  }
}
