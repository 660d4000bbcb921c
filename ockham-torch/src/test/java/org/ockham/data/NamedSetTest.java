package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedSetTest {

  @Test
  void anyTwoDataSetsMakeOne() {
    NamedSet set = NamedSet.of("mine", Glyphs.of(1, 40), Glyphs.of(2, 10));
    assertThat(set.name()).isEqualTo("mine");
    assertThat(set).hasToString("mine (40 training and 10 test samples)");
    DataModule data = set.split(0.75, 0.25, 3);
    assertThat(data.train().size()).isEqualTo(30);
    assertThat(data.validation().size()).isEqualTo(10);
    assertThat(data.test()).isSameAs(set.test());
    NamedSet small = set.first(8, 4);
    assertThat(small.name()).isEqualTo("mine");
    assertThat(small.train().size()).isEqualTo(8);
    assertThat(small.test().size()).isEqualTo(4);
    assertThat(small.train().sample(7).input()).isEqualTo(set.train().sample(7).input());
    assertThatThrownBy(() -> set.first(41, 1)).isInstanceOf(DataException.class);
  }

  @Test
  void itsPartsAgree() {
    ImageDataset other = ImageDataset.of(1, 2, 2, new byte[4], new int[] {0}, Targets.classes(10));
    assertThatThrownBy(() -> NamedSet.of("mine", Glyphs.of(1, 40), other))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("test set", "[1, 2, 2]", "[1, 28, 28]");
  }

  @Test
  void anImageSetOfOnesOwnIsReadWhenItIsAskedFor() {
    int[] asked = new int[2];
    ImageSet set = new ImageSet(
        "mine",
        40,
        count -> {
          asked[0]++;
          return Glyphs.of(1, count);
        },
        10,
        count -> {
          asked[1]++;
          return Glyphs.of(2, count);
        });
    assertThat(set.train().size()).isEqualTo(40);
    assertThat(set.train()).isSameAs(set.train());
    assertThat(asked).containsExactly(1, 0);
  }
}
