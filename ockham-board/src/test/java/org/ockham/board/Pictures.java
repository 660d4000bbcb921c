package org.ockham.board;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Small images. */
final class Pictures {

  private Pictures() {}

  static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(width - 1, height - 1, 0xFF8800);
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
