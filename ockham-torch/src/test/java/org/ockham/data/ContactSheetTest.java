package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.data.glyph.PixelFont;

class ContactSheetTest {
  @TempDir
  Path directory;

  @Test
  void samplesStandInRowsWithTheirLabels() throws IOException {
    Path png = directory.resolve("new/sheet.png");
    ContactSheet.png(Glyphs.of(1, 20), png, 12, 5);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(4 + 5 * (56 + 4));
    assertThat(image.getHeight()).isEqualTo(4 + 3 * (56 + 13));
  }

  @Test
  void pixelsHaveTheirColours() {
    byte[] red = {(byte) 255, 0, 0};
    ImageDataset one = ImageDataset.of(3, 1, 1, red, new int[] {0}, Targets.classes("x"));
    BufferedImage image = ContactSheet.of(9, 9).withZoom(3).draw(one);
    assertThat(image.getRGB(4, 4)).isEqualTo(0xFFFF0000);
    assertThat(image.getRGB(6, 6)).isEqualTo(0xFFFF0000);
    assertThat(image.getRGB(3, 4)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void normalisedImagesAreStretchedBack() {
    byte[] grey = {0, (byte) 255};
    ImageDataset one = ImageDataset.of(1, 1, 2, grey, new int[] {0}, Targets.classes("x"))
        .normalized(new float[] {0.5f}, new float[] {0.25f});
    BufferedImage image = ContactSheet.of(1, 1).withZoom(1).draw(one);
    assertThat(image.getRGB(4, 4)).isEqualTo(0xFF000000);
    assertThat(image.getRGB(5, 4)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void imagesOfDifferentSizesStandInCellsOfTheLargest() throws IOException {
    Image small = Image.of(new ImageShape(1, 1, 2), (byte) 0, (byte) 255);
    byte[] grey = new byte[3 * 300 * 600];
    java.util.Arrays.fill(grey, (byte) 128);
    Image large = Image.of(new ImageShape(3, 300, 600), grey);
    Path png = directory.resolve("cells.png");
    ContactSheet.of(9, 9)
        .withZoom(1)
        .write(List.of(new ContactSheet.Cell(small, "s"), new ContactSheet.Cell(large, "l")), png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(4 + 2 * (256 + 4));
    assertThat(image.getHeight()).isEqualTo(4 + 128 + 7 + 2 + 4);
    assertThat(image.getRGB(4, 4)).isEqualTo(0xFF000000);
    assertThat(image.getRGB(5, 4)).isEqualTo(0xFFFFFFFF);
    assertThat(image.getRGB(4 + 260 + 255, 4 + 127)).isEqualTo(0xFF808080);
    assertThat(image.getRGB(4 + 260 + 255, 4 + 128)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void dataSetsMayVaryInSize() {
    Dataset wide = new Dataset() {
      @Override
      public int size() {
        return 2;
      }

      @Override
      public long[] inputShape() {
        return new long[] {1, -1, -1};
      }

      @Override
      public Targets targets() {
        return Targets.classes("a");
      }

      @Override
      public void read(int index, SampleWriter out) {
        ImageShape shape = new ImageShape(1, 1 + index, 3);
        out.image(shape, new byte[shape.size()]).label(0);
      }
    };
    BufferedImage image = ContactSheet.of(9, 9).withZoom(1).draw(wide);
    assertThat(image.getHeight()).isEqualTo(4 + 2 + 7 + 2 + 4);
    assertThat(image.getRGB(4, 5)).as("below the first").isEqualTo(0xFFFFFFFF);
    assertThat(image.getRGB(4 + 7, 5)).as("in the second").isEqualTo(0xFF000000);
  }

  @Test
  void everyLetterOfTheFontHasSevenRows() {
    BufferedImage image = new BufferedImage(300, 10, BufferedImage.TYPE_INT_RGB);
    String all = "0123456789abcdefghijklmnopqrstuvwxyz-/._+?";
    PixelFont.write(image, 0, 0, 300, all, 0xFFFFFF);
    for (int i = 0; i < all.length(); i++) {
      int dots = 0;
      for (int p = 0; p < 42; p++) {
        dots += image.getRGB(i * PixelFont.ADVANCE + p % 6, p / 6) & 1;
      }
      assertThat(dots).as("dots of %s", all.charAt(i)).isPositive();
    }
    assertThat(PixelFont.width("ab")).isEqualTo(11);
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertThatThrownBy(
            () -> ContactSheet.png(new Samples.Numbered(2), directory.resolve("x.png"), 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> ContactSheet.of(0, 1)).hasMessageContaining("0 samples");
    assertThatThrownBy(() -> new ContactSheet(40_000_000, 1, 32).draw(Glyphs.of(1, 60_000)))
        .hasMessageContaining("pixels");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> ContactSheet.png(Glyphs.of(1, 1), file.resolve("x.png"), 1, 1))
        .hasMessageContaining("x.png cannot be written");
  }
}
