package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTest {
  private static final Targets CLASSES = Targets.classes("cat", "dog");

  private static Sample read(Targets targets, Samples.Written.Body body) {
    return new Samples.Written(2, targets, body).sample(1);
  }

  @Test
  void valuesPixelsAndLabelsArrive() {
    Sample sample = read(
        CLASSES,
        (i, out) ->
            out.values(1.5f, -2).pixels(new byte[] {0, (byte) 255, 51}, 1, 2).label(1));
    assertThat(sample.input()).containsExactly(1.5f, -2, 1, 0.2f);
    assertThat(sample.label()).isEqualTo(1);
    assertThatThrownBy(sample::target).hasMessageContaining("the class 1");
  }

  @Test
  void targetValuesArrive() {
    Sample sample = read(Targets.values(2), (i, out) -> out.values(1, 2, 3, 4).target(5, 6));
    assertThat(sample.target()).containsExactly(5, 6);
    assertThatThrownBy(sample::label).hasMessageContaining("2 values");
  }

  @Test
  void pixelsAreScaledChannelByChannel() {
    PixelScale scale = PixelScale.normalized(new float[] {0.5f, 0}, new float[] {0.5f, 2});
    Sample sample = read(
        CLASSES,
        (i, out) ->
            out.pixels(new byte[] {0, (byte) 255, 0, (byte) 255}, 0, 4, scale).label(0));
    assertThat(sample.input()).containsExactly(-1, 1, 0, 0.5f);
  }

  @Test
  void everyPixelBecomesItsShareOf255() {
    byte[] pixels = new byte[256];
    for (int pixel = 0; pixel < 256; pixel++) {
      pixels[pixel] = (byte) pixel;
    }
    float[] scaled = new float[256];
    PixelScale.UNIT.scale(pixels, 0, 256, scaled, 0);
    for (int pixel = 0; pixel < 256; pixel++) {
      assertThat(scaled[pixel]).isEqualTo(pixel / 255f);
    }
  }

  @Test
  void mistakesNameTheSample() {
    assertThatThrownBy(() -> read(CLASSES, (i, out) -> out.values(1, 2, 3).label(0)))
        .isInstanceOf(DataException.class)
        .hasMessage("Sample 1: 3 values were written, but the shape [1, 2, 2] has 4.");
    assertThatThrownBy(
            () -> read(CLASSES, (i, out) -> out.values(1, 2, 3, 4).values(5).label(0)))
        .hasMessage("Sample 1: 5 values were written, but the shape [1, 2, 2] has 4.");
    assertThatThrownBy(() -> read(CLASSES, (i, out) -> out.values(1, 2, 3, 4)))
        .hasMessage("Sample 1: no target was written: call label or target.");
    assertThatThrownBy(() -> read(CLASSES, (i, out) -> out.values(1, 2, 3, 4).label(2)))
        .hasMessage("Sample 1: the class is 2, but the classes are 0 to 1.");
    assertThatThrownBy(() -> read(CLASSES, (i, out) -> out.target(2)))
        .hasMessageContaining("call label");
    assertThatThrownBy(() -> read(Targets.values(2), (i, out) -> out.label(0)))
        .hasMessageContaining("call target");
    assertThatThrownBy(() -> read(Targets.values(2), (i, out) -> out.target(1)))
        .hasMessageContaining("width is 2");
    assertThatThrownBy(() -> read(CLASSES, (i, out) -> {
          throw new IllegalStateException("disk gone");
        }))
        .hasMessageContaining("Sample 1 could not be read")
        .hasMessageContaining("disk gone")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Samples.Numbered(2).sample(2))
        .hasMessageContaining("sample 2")
        .hasMessageContaining("0 to 1");
  }

  @Test
  void badScalesAndTargetsAreRefused() {
    assertThatThrownBy(() -> PixelScale.normalized(new float[] {0}, new float[] {0}))
        .hasMessageContaining("over 0");
    assertThatThrownBy(() -> PixelScale.normalized(new float[] {0}, new float[0]))
        .hasMessageContaining("1 means and 0");
    assertThatThrownBy(() -> Targets.classes(0)).hasMessageContaining("0 classes");
    assertThatThrownBy(() -> Targets.values(0)).hasMessageContaining("0 values");
  }
}
