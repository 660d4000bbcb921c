package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ockham.file.Sha256;

class GlyphsTest {

  @Test
  void aSampleDependsOnSeedAndIndexOnly() {
    ImageDataset few = Glyphs.of(5, 10);
    ImageDataset many = Glyphs.of(5, 1000);
    for (int i = 0; i < 10; i++) {
      assertThat(few.image(i)).isEqualTo(many.image(i));
      assertThat(few.label(i)).isEqualTo(many.label(i));
    }
    assertThat(Glyphs.of(6, 1).image(0)).isNotEqualTo(few.image(0));
  }

  @Test
  void theBytesAreTheSameOnEveryJavaAndMachine() {
    byte[] all = new byte[20 * 784];
    ImageDataset glyphs = Glyphs.of(1, 20);
    for (int i = 0; i < 20; i++) {
      System.arraycopy(glyphs.image(i), 0, all, i * 784, 784);
    }
    assertThat(java.util.HexFormat.of().formatHex(Sha256.start().digest(all)))
        .isEqualTo("4f141ba5353852ddf7259eea4653cf26911ba108c6edc4d00fa4983286ac65c7");
  }

  @Test
  void allClassesAreAboutEquallyFrequent() {
    ImageDataset glyphs = Glyphs.of(3, 5000);
    int[] seen = new int[10];
    for (int i = 0; i < 5000; i++) {
      seen[glyphs.label(i)]++;
    }
    for (int count : seen) {
      assertThat(count).isBetween(390, 610); // 5 standard deviations about 500
    }
  }

  @Test
  void noTwoAreAlikeAndEachHasInk() {
    ImageDataset glyphs = Glyphs.of(3, 2000);
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      byte[] image = glyphs.image(i);
      distinct.add(java.util.HexFormat.of().formatHex(image));
      int dark = 0;
      for (byte pixel : image) {
        dark += (pixel & 0xFF) > 100 ? 1 : 0;
      }
      assertThat(dark).as("pixels with ink in glyph %s", i).isBetween(10, 400);
    }
    assertThat(distinct).hasSize(2000);
  }

  @Test
  void theStandardSetIsDrawnOnDemandAndItsPartsDiffer() {
    ImageSet small = Glyphs.standard().first(50, 20);
    assertThat(small.train().size()).isEqualTo(50);
    assertThat(small.test().size()).isEqualTo(20);
    assertThat(small.train().image(0)).isNotEqualTo(small.test().image(0));
    assertThat(small.toString()).isEqualTo("glyphs (50 training and 20 test images)");
    DataModule module = small.split(0.8, 0.2, 1);
    assertThat(module.train().size()).isEqualTo(40);
    assertThat(module.validation().size()).isEqualTo(10);
    assertThat(module.test()).isSameAs(small.test());
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> Glyphs.of(1, 0)).hasMessageContaining("0 glyphs");
    assertThatThrownBy(() -> Glyphs.of(1, Integer.MAX_VALUE)).hasMessageContaining("2000000");
    assertThatThrownBy(() -> Glyphs.standard().first(60_001, 1))
        .hasMessageContaining("60001")
        .hasMessageContaining("60000");
  }
}
