package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.augment.AutoAugment;
import org.ockham.augment.AutoAugmentPolicy;
import org.ockham.augment.ColorJitter;
import org.ockham.augment.Compose;
import org.ockham.augment.Normalize;
import org.ockham.augment.Pad;
import org.ockham.augment.PaddingMode;
import org.ockham.augment.RandomApply;
import org.ockham.augment.RandomChoice;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomRotation;
import org.ockham.augment.RandomVerticalFlip;
import org.ockham.augment.Resize;
import org.ockham.augment.Transform;
import org.ockham.lab.catalogue.RecipeException;

final class TransformTextTest {

  private static Transform read(String text) {
    return TransformText.read(text, "--transform");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RandomCrop(32, padding=4) RandomHorizontalFlip()",
        "RandomCrop(32, 4), RandomHorizontalFlip(p=0.5)",
        "transforms.RandomCrop(size=(32, 32), padding = 4,) | v2.RandomHorizontalFlip",
        "random-crop(32, padding=4) random-horizontal-flip",
        "random_crop(height=32, width=32, padding=4); randomHorizontalFlip( .5 )",
        "Compose([RandomCrop(32, 4), RandomHorizontalFlip()])",
        "compose(transforms=[random-crop(32, 4), RandomHorizontalFlip])",
        "[{kind: random-crop, height: 32, width: 32, padding: 4}, random-horizontal-flip]",
        "RandomCrop(\n    [32, 32],\n    pad_if_needed=False,\n    padding=4)\nRandomHorizontalFlip()",
      })
  @DisplayName("The same transforms are understood however they are written")
  void spellings(String text) {
    assertThat(read(text))
        .isEqualTo(Compose.of(RandomCrop.of(32).withPadding(4), RandomHorizontalFlip.of(0.5)));
  }

  @Test
  @DisplayName(
      "Arguments are numbers, lists, truth values, constants with or without quotes and module")
  void values() {
    RandomCrop wanted = new RandomCrop(24, 32, 4, true, 7, PaddingMode.REFLECT);
    assertThat(read("RandomCrop((24, 32), 4, True, 7, 'reflect')")).isEqualTo(wanted);
    assertThat(read("RandomCrop((24,32), 4, pad_if_needed=true, fill=7, padding_mode=reflect)"))
        .isEqualTo(wanted);
    assertThat(read(
            "RandomCrop([24, 32], padding=4, padIfNeeded=True, fill=7, padding_mode=Mode.REFLECT)"))
        .isEqualTo(wanted);
    assertThat(read("Normalize((0.5, 0.4, 0.3), (1e-1, .2, 1))"))
        .isEqualTo(new Normalize(List.of(0.5, 0.4, 0.3), List.of(0.1, 0.2, 1.0)));
    assertThat(read("Pad(4) Resize(256)")).isEqualTo(Compose.of(Pad.of(4), Resize.of(256)));
    assertThat(read("RandomRotation(degrees=90, expand=True)"))
        .isEqualTo(RandomRotation.of(90).withExpand(true));
    assertThat(read("RandomAffine((-5, 10), translate=(0.1, 0.2))"))
        .isEqualTo(read("[{kind: random-affine, degrees: [-5, 10], translate: [0.1, 0.2]}]"));
    assertThat(read("RandomApply([ColorJitter(0.4)], p=0.8)"))
        .isEqualTo(RandomApply.of(0.8, ColorJitter.of(0.4, 0, 0, 0)));
    assertThat(read("RandomChoice([RandomHorizontalFlip(), RandomVerticalFlip(1)])"))
        .isEqualTo(RandomChoice.of(RandomHorizontalFlip.of(0.5), RandomVerticalFlip.of(1)));
    assertThat(read("AutoAugment(AutoAugmentPolicy.CIFAR10)"))
        .isEqualTo(AutoAugment.of(AutoAugmentPolicy.CIFAR10));
    assertThat(read("Normalize(0.5, 0.5)")).isEqualTo(Normalize.of(0.5, 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "RandomCrop(32) RandmHorizontalFlip() | --transform, at 'RandmHorizontalFlip()' (character 16): there is no transform RandmHorizontalFlip (did you mean RandomHorizontalFlip?)",
        "randm-crop(3) | there is no transform randm-crop (did you mean random-crop?)",
        "RandomCrop(32, paddin=4) | --transform, at 'paddin=4)' (character 16): random-crop has no argument paddin (did you mean padding?), only height, width",
        "RandomHorizontalFlip(0.5, 3) | at '3)' (character 27): random-horizontal-flip takes at most 1 arguments",
        "RandomHorizontalFlip(p=2) | --transform: RandomHorizontalFlip.p is 2",
        "RandomCrop(32, padding=four) | --transform: RandomCrop.padding is 'four', but must be a whole number",
        "RandomCrop() | --transform: RandomCrop.height is missing",
        "RandomCrop(32 | at its end (character 14): here a comma or a closing bracket is expected",
        "RandomCrop(32, 4, padding=4) | at 'padding=4)' (character 19): random-crop is given padding twice",
        "RandomCrop(32, pad_if_needed=True, padIfNeeded=False) | at 'padIfNeeded=False)' (character 36): random-crop is given padIfNeeded twice",
        "RandomCrop(32, size=24) | at 'size=24)' (character 16): random-crop is given height twice",
        "RandomCrop(32, padding=4, 4) | at '4)' (character 27): an argument without a name stands before those with one",
        "RandomCrop(32,, 4) | at ', 4)' (character 15): here a value is expected",
        "(RandomCrop(32)) | at '(RandomCrop(32))' (character 1): here the name of a transform is expected",
        "Compose([RandomCrop(32) | at its end (character 24): here a comma or ] is expected",
        "'' | --transform, at",
        "'[{kind: random-crop, height: 32}]' | --transform",
        "[{kind: random-crop, height: 32}] | --transform: transform.width is missing",
        "[3] | --transform",
        "[] | --transform names no transform",
      })
  @DisplayName("What cannot be understood is refused with the place, and the nearest word")
  void refuses(String text, String expected) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  @Test
  @DisplayName("Nothing at all is no transform")
  void nothing() {
    assertThatThrownBy(() -> read(" "))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("--transform names no transform: give some, such as");
  }
}
