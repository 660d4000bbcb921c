package org.ockham.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.Mutations;
import org.ockham.data.DataException;

/** Damaged image files end in a sentence of ours that names the file. */
final class ImageFileFuzzTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @DisplayName("Whatever a decoder throws is said in one sentence")
  @ValueSource(strings = {"png", "signed png", "jpg", "gif", "bmp", "tif", "webp"})
  void damaged(String kind) throws IOException {
    String format = kind.replace("signed ", "");
    Path file = folder.resolve("damaged." + format);
    List<byte[]> good = new ArrayList<>(
        List.of(format.equals("webp") ? ImageBytes.lossyWebp() : ImageBytes.noise(format, 24, 20)));
    if (format.equals("webp")) {
      good.add(ImageBytes.webp());
      good.add(ImageBytes.turnedWebp());
    }
    if (!format.equals("gif") && !format.equals("bmp") && !format.equals("webp")) {
      good.add(ImageBytes.withOrientation(ImageBytes.noise(format, 9, 7), format, 6));
    }
    Mutations.each(good, bytes -> {
      write(file, kind.startsWith("signed") ? ImageBytes.resigned(bytes) : bytes);
      Throwable thrown = catchThrowable(() -> {
        DecodedImage image = ImageFile.read(file, 3);
        assertThat(image.pixels()).hasSize(image.shape().size());
      });
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(DataException.class).hasMessageStartingWith(file + ": ");
        assertThat(thrown.getMessage()).hasSizeLessThan(500 + file.toString().length());
      }
    });
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
