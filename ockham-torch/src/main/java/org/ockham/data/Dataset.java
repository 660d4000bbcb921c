package org.ockham.data;

import java.util.List;
import org.ockham.augment.Compose;
import org.ockham.augment.Transform;

/**
 * A fixed number of samples, each an input of one shape and a target. Open: implement the first four methods for data of
 * your own.
 *
 * <pre>{@code
 * record Xor() implements Dataset {
 *   public int size() { return 4; }
 *   public long[] inputShape() { return new long[] {2}; }
 *   public Targets targets() { return Targets.classes(2); }
 *   public void read(int index, SampleWriter out) {
 *     int a = index & 1, b = index >> 1;
 *     out.values(a, b).label(a ^ b);
 *   }
 * }
 * }</pre>
 */
public interface Dataset {

  /** How many samples there are. */
  int size();

  /** The shape of one input, without the batch: {@code {1, 28, 28}}. The product is what {@link #read} writes. */
  long[] inputShape();

  /** What is to be predicted. */
  Targets targets();

  /**
   * Writes one sample. Called from several threads at once, so it must not change the data set; all randomness comes from
   * {@link SampleWriter#key()}, so that the result depends on the sample and the epoch, never on the thread.
   *
   * @param index from 0 to {@code size() - 1}
   * @param out takes all values of the input, and the target
   */
  void read(int index, SampleWriter out);

  /**
   * One sample on its own, as it is without augmentation's randomness changing (epoch 0).
   *
   * @throws DataException if there is no such sample, or it is not written whole
   */
  default Sample sample(int index) {
    return Sample.read(this, index);
  }

  /**
   * One sample's class: what stratified splits and balanced sampling look at. Reads the whole sample; override it where the class
   * is known without.
   *
   * @throws DataException if there is no such sample, or the targets are not classes
   */
  default int label(int index) {
    return sample(index).label();
  }

  /**
   * These samples, in this order.
   *
   * @throws DataException if an index is not a sample's
   */
  default Subset subset(int... indices) {
    return new Subset(this, indices);
  }

  /**
   * The same images, changed by these transforms, in this order, each time they are read: see {@link org.ockham.augment}. What is drawn for a
   * sample depends on the loader's seed, the epoch and the sample's index.
   *
   * @throws DataException if the samples are no images, or a transform cannot take them
   */
  default Transformed transformed(Transform... transforms) {
    return new Transformed(this, transforms.length == 1 ? transforms[0] : Compose.of(transforms));
  }

  /**
   * The same samples as they are before the transforms that change them each time they are read; this itself if there are none. Images
   * that differ in size until then stay transformed.
   */
  default Dataset untransformed() {
    return this;
  }

  /**
   * The first {@code count} samples.
   *
   * @throws DataException unless {@code 1 <= count <= size()}
   */
  default Subset take(int count) {
    return Split.first(this, count);
  }

  /**
   * A random part without repetition: {@code fraction(seed, 0.05)} is the first part of {@code split(seed, 0.05, 0.95)},
   * and is contained in {@code fraction(seed, 0.1)}.
   *
   * @param fraction over 0, at most 1
   * @throws DataException if the fraction is out of bounds or leaves no sample
   */
  default Subset fraction(long seed, double fraction) {
    return Split.fraction(this, seed, fraction);
  }

  /**
   * Random parts that share no sample and together are the whole. Sizes are rounded as PyTorch's {@code random_split}
   * does: {@code floor(size * fraction)}, then one more for each part from the first on until none is left. {@link Split} has other
   * ways: stratified, grouped, by counts, into folds.
   *
   * @param fractions each over 0, together 1
   * @throws DataException if the fractions are out of bounds or a part would be empty
   * @see <a href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split">random_split</a>
   */
  default List<Subset> split(long seed, double... fractions) {
    return Split.random(seed).fractions(this, fractions);
  }
}
