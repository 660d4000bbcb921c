package org.ockham.lab.evidence;

import java.util.Base64;
import java.util.List;
import org.ockham.augment.Image;
import org.ockham.data.ContactSheet;
import org.ockham.data.Dataset;
import org.ockham.data.PngFile;

/** Small pictures of samples, as PNG in a data URI that a page shows without a file. */
final class ImageUri {

  /** What is longer is shrunk to that. */
  private static final int LONGEST = 64;

  private ImageUri() {}

  /** Whether its samples are images that can be drawn. */
  static boolean isDrawn(Dataset data) {
    long[] shape = data.inputShape();
    return shape.length == 3 && (shape[0] == 1 || shape[0] == 3);
  }

  /** Those of the data's first samples. */
  static List<String> ofFirst(Dataset data, int count) {
    return ContactSheet.cells(data, count).stream()
        .map(cell -> of(cell.image()))
        .toList();
  }

  private static String of(Image image) {
    byte[] png = PngFile.bytes(ContactSheet.picture(image, LONGEST));
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
