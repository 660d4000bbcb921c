package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class ContainersTest {
  private static final int COUNT = 20_000;
  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
  private final Draws draws = Draws.of(RandomKey.of(5));

  /** Writes its digit behind those before it: the first pixel becomes 10 times itself and the digit. */
  private record Digit(int digit) implements Transform {
    @Override
    public void apply(Image image, Draws draws) {
      image.bytes()[0] = (byte) (10 * image.bytes()[0] + digit);
    }
  }

  private Map<Integer, Double> shares(Transform transform) {
    Map<Integer, Double> shares = new HashMap<>();
    for (int i = 0; i < COUNT; i++) {
      Image image = Image.of(SHAPE, new byte[16]);
      transform.apply(image, draws);
      shares.merge((int) image.bytes()[0], 1.0 / COUNT, Double::sum);
    }
    return shares;
  }

  @Test
  void randomApplyDoesAllOrNone() {
    Map<Integer, Double> shares = shares(RandomApply.of(0.3, new Digit(1), new Digit(2)));
    assertThat(shares).containsOnlyKeys(0, 12);
    assertThat(shares.get(12)).isCloseTo(0.3, within(0.02));
  }

  @Test
  void randomChoiceDoesOneByItsWeight() {
    Map<Integer, Double> shares = shares(new RandomChoice(
        List.of(new Digit(1), new Digit(2), new Digit(3)), List.of(3.0, 0.0, 1.0)));
    assertThat(shares).containsOnlyKeys(1, 3);
    assertThat(shares.get(1)).isCloseTo(0.75, within(0.02));
    assertThat(shares(RandomChoice.of(new Digit(1), new Digit(2))).get(2))
        .isCloseTo(0.5, within(0.02));
  }

  @Test
  void randomOrderDoesAllInEachOrder() {
    Map<Integer, Double> shares = shares(RandomOrder.of(new Digit(1), new Digit(0), new Digit(2)));
    assertThat(shares).containsOnlyKeys(102, 120, 12, 21, (int) (byte) 201, (int) (byte) 210);
    assertThat(shares.values())
        .allSatisfy(share -> assertThat(share).isCloseTo(1.0 / 6, within(0.015)));
  }

  @Test
  void refuseShapesThatDependOnChance() {
    Transform crop = RandomCrop.of(2);
    assertThatThrownBy(() -> RandomApply.of(0.5, crop).output(SHAPE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RandomApply would make images of [1, 4, 4] to images of [1, 2, 2] or leave them: put what changes the shape outside");
    assertThatThrownBy(() -> RandomChoice.of(crop, new Digit(1)).output(SHAPE))
        .hasMessage(
            "RandomChoice would make images of [1, 4, 4] to images of [1, 2, 2] or of [1, 4, 4]: take transforms that give the same shape");
    assertThatThrownBy(() -> RandomOrder.of(crop, RandomCrop.of(3)).output(SHAPE))
        .hasMessageStartingWith("RandomOrder has several transforms that change the shape");
    assertThat(RandomChoice.of(crop, RandomCrop.of(2)).output(SHAPE))
        .isEqualTo(SHAPE.resized(2, 2));
    assertThat(RandomOrder.of(new Digit(1), crop).output(SHAPE)).isEqualTo(SHAPE.resized(2, 2));
    assertThat(RandomApply.of(0.5, RandomCrop.of(4).withPadding(2)).output(SHAPE))
        .isEqualTo(SHAPE);
  }

  @Test
  void refuseWhatCannotBe() {
    assertThatThrownBy(() -> RandomApply.of(0.5)).hasMessageContaining("give at least one");
    assertThatThrownBy(() -> RandomChoice.of()).hasMessageContaining("give at least one");
    assertThatThrownBy(() -> RandomOrder.of()).hasMessageContaining("give at least one");
    assertThatThrownBy(() -> new RandomChoice(List.of(new Digit(1)), List.of(0.0)))
        .hasMessage("p is [0.0]: a weight must be above 0");
    assertThatThrownBy(() -> new RandomChoice(List.of(new Digit(1)), List.of(1.0, 2.0)))
        .hasMessage(
            "RandomChoice has 1 transforms, but p has 2 weights: give one for each, or none");
  }
}
