package org.ockham.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.file.Sha256;

/** What one pass over a part finds out about each of its samples. */
final class Survey {
  private final String name;
  private final Dataset samples;
  private final ByteBuffer[] digests;
  private final int[] labels;
  private final int classes;
  private final float[] reference;
  private final boolean[] varies;
  private final float[][] thumbnails;

  /** @param pictures whether to keep a thumbnail of each image */
  Survey(String name, Dataset samples, boolean pictures) {
    this.name = name;
    this.samples = samples;
    digests = new ByteBuffer[samples.size()];
    labels = new int[samples.size()];
    classes = samples.targets() instanceof Targets.Classes c ? c.count() : 0;
    reference = new SampleReader(samples).read(0).input();
    varies = new boolean[reference.length];
    long[] shape = samples.inputShape();
    thumbnails = pictures && shape.length == 3 && shape[1] > 1 && shape[2] > 1
        ? new float[samples.size()][]
        : new float[0][];
    SampleReader.all(samples, Block::new);
  }

  private final class Block implements SampleReader.Visitor {
    private final MessageDigest digest = Sha256.start();
    private final ByteBuffer bytes = ByteBuffer.allocate(4 * reference.length);

    @Override
    public void visit(int index, SampleReader sample) {
      float[] input = sample.input();
      bytes.clear();
      for (int i = 0; i < input.length; i++) {
        if (sample.isPixels()) {
          bytes.put((byte) (int) input[i]);
        } else {
          bytes.putInt(bits(input[i]));
        }
        // Only ever set to true, by whichever thread: it does not matter which was first.
        if (bits(input[i]) != bits(reference[i])) {
          varies[i] = true;
        }
      }
      digest.update(bytes.array(), 0, bytes.position());
      digests[index] = ByteBuffer.wrap(digest.digest());
      labels[index] = classes > 0 ? sample.label() : 0;
      if (thumbnails.length > 0) {
        thumbnails[index] = Thumbnail.of(input, samples.inputShape());
      }
    }
  }

  /** Equal for equal values: by their bits, because threads of the engine take denormals for 0. */
  private static int bits(float value) {
    int bits = Float.floatToIntBits(value);
    return bits == 0x80000000 ? 0 : bits; // -0 is 0
  }

  String name() {
    return name;
  }

  Dataset samples() {
    return samples;
  }

  int size() {
    return digests.length;
  }

  /** Equal for samples with equal inputs only. */
  ByteBuffer digest(int index) {
    return digests[index];
  }

  int label(int index) {
    return labels[index];
  }

  /** Of each image; none if these are no images. */
  float[][] thumbnails() {
    return thumbnails;
  }

  /** For each sample the first that has the same input. */
  int[] firsts() {
    Map<ByteBuffer, Integer> seen = new HashMap<>();
    int[] firsts = new int[digests.length];
    for (int i = 0; i < firsts.length; i++) {
      Integer known = seen.putIfAbsent(digests[i], i);
      firsts[i] = known == null ? i : known;
    }
    return firsts;
  }

  DataReport.Part report() {
    int[] counts = new int[classes];
    for (int i = 0; classes > 0 && i < labels.length; i++) {
      counts[labels[i]]++;
    }
    List<Integer> constant =
        IntStream.range(0, varies.length).filter(i -> !varies[i]).boxed().toList();
    return new DataReport.Part(
        name, labels.length, DataStats.classCounts(samples.targets(), counts), constant);
  }
}
