package org.ockham.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      if (!ImageIO.write(image, "png", png)) {
        throw new IOException("this Java has no PNG writer");
      }
      AtomicFile.write(path, png.toByteArray());
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          "The picture " + path + " cannot be written (" + FileProblem.reason(e)
              + "): choose another place.",
          e);
    }
  }
}
