package org.ockham.lab.evidence;

import java.util.List;
import java.util.stream.IntStream;
import org.ockham.data.Dataset;

/**
 * A training image, and what augmentation makes of it.
 *
 * @param label its class
 * @param before as it is, as a PNG data URI
 * @param after as the network may meet it
 */
public record AugmentedImage(String label, String before, String after) {

  private static final int COUNT = 8;

  /** The first of the training data; none if they are no images. */
  static List<AugmentedImage> of(Dataset train) {
    Dataset plain = train.untransformed();
    if (!ImageUri.isDrawn(plain) || !ImageUri.isDrawn(train)) {
      return List.of();
    }
    List<String> before = ImageUri.ofFirst(plain, COUNT);
    List<String> after = ImageUri.ofFirst(train, COUNT);
    return IntStream.range(0, before.size())
        .mapToObj(i ->
            new AugmentedImage(TestLook.name(plain, List.of(), i), before.get(i), after.get(i)))
        .toList();
  }
}
