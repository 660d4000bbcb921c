package org.ockham.lab;

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

/** Damaged image files end in a sentence of ours that names the file. */
final class PictureFuzzTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @DisplayName("Whatever a decoder throws is said in one sentence")
  @ValueSource(strings = {"png", "signed png", "jpg", "gif", "bmp", "tif"})
  void damaged(String kind) throws IOException {
    String format = kind.replace("signed ", "");
    Path file = folder.resolve("damaged." + format);
    List<byte[]> good = new ArrayList<>(List.of(ImageBytes.noise(format, 24, 20)));
    if (!format.equals("gif") && !format.equals("bmp")) {
      good.add(ImageBytes.withOrientation(ImageBytes.noise(format, 9, 7), format, 6));
    }
    Mutations.each(good, bytes -> {
      write(file, kind.startsWith("signed") ? ImageBytes.resigned(bytes) : bytes);
      Throwable thrown =
          catchThrowable(() -> assertThat(Picture.read(file, 28, 28).values()).hasSize(28 * 28));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(LabException.class).hasMessageStartingWith(file + ": ");
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
