package org.ockham.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes the content of image files. Neither it nor the decoders are trusted: what a header announces is bounded before it is unpacked. */
final class ImageContent {

  static final long MOST_PIXELS = 20_000_000;

  private ImageContent() {}

  static BufferedImage decoded(byte[] content) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new PredictException("the " + content.length
            + " bytes are no image that can be read: give the content of a PNG or JPEG file");
      }
      return decoded(readers.next(), in);
    } catch (PredictException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Decoders meet damage with whatever their arithmetic comes to.
      throw damaged(e);
    }
  }

  private static BufferedImage decoded(ImageReader reader, ImageInputStream in) throws IOException {
    AtomicBoolean endsEarly = new AtomicBoolean();
    try {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> {
        if (warning.toLowerCase(Locale.ROOT).contains("premature")) {
          endsEarly.set(true);
        }
      });
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new PredictException("the image has " + pixels + " pixels, but at most " + MOST_PIXELS
            + " are read: make it smaller");
      }
      BufferedImage image = reader.read(0);
      if (endsEarly.get()) {
        throw damaged(null);
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  private static PredictException damaged(@Nullable Throwable cause) {
    return new PredictException("the image is damaged or ends too early: give a whole one", cause);
  }
}
