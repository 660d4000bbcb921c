package org.ockham.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is in a data set: how many samples each class has, and the mean and deviation of each channel, as {@code
 * Normalize} wants them.
 *
 * <pre>{@code
 * DataStats stats = DataStats.of(Mnist.from(Cache.standard()).train());
 * System.out.println(stats.channels().get(0).mean()); // 0.1307
 * System.out.println(stats.classes().get(0)); // 5923 samples of class 0
 * }</pre>
 *
 * @param size how many samples there are
 * @param inputShape the shape of one input, without the batch
 * @param classes how often each class occurs, in their order; empty if the targets are values
 * @param channels what is in the inputs along their first dimension: an image's channels, a table's columns. Images are taken as
 *     their bytes / 255, whatever normalisation they are trained with
 * @param targets what is in the target values; empty if the targets are classes
 */
public record DataStats(
    int size,
    List<Long> inputShape,
    List<ClassCount> classes,
    List<Column> channels,
    List<Column> targets) {

  public DataStats {
    inputShape = List.copyOf(inputShape);
    classes = List.copyOf(classes);
    channels = List.copyOf(channels);
    targets = List.copyOf(targets);
  }

  /**
   * How often a class occurs.
   *
   * @param name of the class
   * @param count its samples
   */
  public record ClassCount(String name, int count) {}

  /**
   * The numbers of one channel or column.
   *
   * @param count how many are finite; the others are left out of all that follows
   * @param missing how many are not finite
   * @param mean their mean; NaN if there are none, as all below
   * @param std their standard deviation √(Σ(x − mean)² / count)
   * @param min the least
   * @param max the greatest
   */
  public record Column(long count, long missing, double mean, double std, double min, double max) {}

  /**
   * Reads the whole data set once. The same bits on every machine: the sums of bytes are whole numbers, those of other numbers
   * are added in one order. (Numbers that are denormal, below 1e-38, may count as 0.)
   *
   * @throws DataException if a sample cannot be read
   */
  public static DataStats of(Dataset dataset) {
    long[] shape = dataset.inputShape();
    Block sum = new Block(
        shape.length == 0 ? 1 : Math.toIntExact(shape[0]),
        dataset.targets() instanceof Targets.Classes c ? c.count() : 0,
        dataset.targets() instanceof Targets.Values v ? v.width() : 0);
    SampleReader.all(dataset, sum::empty).forEach(sum::merge);
    return new DataStats(
        dataset.size(),
        Arrays.stream(shape).boxed().toList(),
        classCounts(dataset.targets(), sum.labels),
        IntStream.range(0, sum.inputs.length).mapToObj(sum::channel).toList(),
        Arrays.stream(sum.targets).map(Moments::column).toList());
  }

  /** The counts with their classes' names. */
  static List<ClassCount> classCounts(Targets targets, int[] counts) {
    return targets instanceof Targets.Classes classes
        ? IntStream.range(0, counts.length)
            .mapToObj(i -> new ClassCount(classes.names().get(i), counts[i]))
            .toList()
        : List.of();
  }

  /** The counts and sums of some samples. */
  private static final class Block implements SampleReader.Visitor {
    private final long[][] bytes;
    private final Moments[] inputs;
    private final int[] labels;
    private final Moments[] targets;

    Block(int channels, int classes, int width) {
      bytes = new long[channels][256];
      inputs = Stream.generate(Moments::new).limit(channels).toArray(Moments[]::new);
      labels = new int[classes];
      targets = Stream.generate(Moments::new).limit(width).toArray(Moments[]::new);
    }

    Block empty() {
      return new Block(bytes.length, labels.length, targets.length);
    }

    @Override
    public void visit(int index, SampleReader sample) {
      float[] input = sample.input();
      int plane = input.length / bytes.length;
      for (int c = 0; c < bytes.length; c++) {
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          if (sample.isPixels()) {
            bytes[c][(int) input[i]]++;
          } else {
            inputs[c].add(input[i]);
          }
        }
      }
      if (labels.length > 0) {
        labels[sample.label()]++;
      }
      for (int i = 0; i < targets.length; i++) {
        targets[i].add(sample.target()[i]);
      }
    }

    void merge(Block other) {
      for (int c = 0; c < bytes.length; c++) {
        for (int value = 0; value < 256; value++) {
          bytes[c][value] += other.bytes[c][value];
        }
        inputs[c].merge(other.inputs[c]);
      }
      for (int i = 0; i < labels.length; i++) {
        labels[i] += other.labels[i];
      }
      for (int i = 0; i < targets.length; i++) {
        targets[i].merge(other.targets[i]);
      }
    }

    Column channel(int c) {
      Moments moments = Moments.ofBytes(bytes[c]);
      moments.merge(inputs[c]);
      return moments.column();
    }
  }
}
