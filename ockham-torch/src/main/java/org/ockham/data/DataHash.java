package org.ockham.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.ockham.file.Sha256;

/**
 * SHA-256 of the samples of a data set as they were read, in their order: which data it was, wherever it lay and whatever it was
 * called. Images in memory are hashed as the bytes that they are (some 0.1 s for MNIST), all else sample by sample.
 */
public final class DataHash {

  private DataHash() {}

  /** The hash in 64 hexadecimal digits, of the shape of the inputs, what is to be predicted, and every input and target. */
  public static String of(Dataset data) {
    MessageDigest digest = Sha256.start();
    String form = data.size() + " " + Arrays.toString(data.inputShape()) + " " + data.targets();
    digest.update(form.getBytes(StandardCharsets.UTF_8));
    if (data instanceof ImageDataset images && images.scale() == PixelScale.UNIT) {
      images.addTo(digest);
    } else {
      boolean isClass = data.targets() instanceof Targets.Classes;
      for (int i = 0; i < data.size(); i++) {
        Sample sample = data.sample(i);
        add(digest, sample.input());
        if (isClass) {
          digest.update(
              ByteBuffer.allocate(Integer.BYTES).putInt(sample.label()).flip());
        } else {
          add(digest, sample.target());
        }
      }
    }
    return Sha256.hex(digest);
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }
}
