package org.ockham.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;

/** Writes pictures. */
public final class PngFile {

  private PngFile() {}

  /**
   * As a PNG file, whole or not at all. Makes the folder if there is none.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(BufferedImage image, Path path) {
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      AtomicFile.write(path, bytes(image));
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          "The picture " + path + " cannot be written (" + FileProblem.reason(e)
              + "): choose another place.",
          e);
    }
  }

  /** The content of such a file. */
  public static byte[] bytes(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        throw new IllegalStateException("this Java has no PNG writer: take one with java.desktop");
      }
    } catch (IOException e) { // memory does not fail
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
