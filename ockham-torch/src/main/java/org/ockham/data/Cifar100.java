package org.ockham.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-100: 60,000 colour photographs, 32x32, 50,000 for training and 10,000 for the test, a hundred fine classes in twenty coarse
 * ones. Of its three forms the binary one is read, straight from {@code cifar-100-binary.tar.gz}, or from {@code cifar-100-binary}
 * where somebody unpacked it.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">Krizhevsky: Learning multiple layers of features from tiny images
 *     (2009)</a>
 */
public final class Cifar100 {

  /** Which of an image's two classes is to be predicted. */
  public enum Labels {
    /** One of a hundred: apple, aquarium_fish, … */
    FINE,
    /** One of twenty: aquatic_mammals, fish, … */
    COARSE
  }

  /** A record has the coarse label first. */
  private static final List<Targets.Classes> CLASSES =
      List.of(Targets.classes("""
          aquatic_mammals fish flowers food_containers fruit_and_vegetables
          household_electrical_devices household_furniture insects large_carnivores
          large_man-made_outdoor_things large_natural_outdoor_scenes
          large_omnivores_and_herbivores medium_mammals non-insect_invertebrates people reptiles
          small_mammals trees vehicles_1 vehicles_2
          """.split("\\s+")), Targets.classes("""
          apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus
          butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach
          couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house
          kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle
          mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck
          pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea seal
          shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper
          table tank telephone television tiger tractor train trout tulip turtle wardrobe whale
          willow_tree wolf woman worm
          """.split("\\s+")));

  private Cifar100() {}

  static CifarSet set(Labels labels) {
    return new CifarSet(
        "cifar100",
        "cifar-100",
        "cifar-100-binary.tar.gz",
        168_513_733,
        "cifar-100-binary",
        List.of(
            URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
            URI.create(
                "https://mirror.tensorflow.org/www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz")),
        format(labels),
        List.of(new CifarSet.Batch(
            "train.bin",
            50_000,
            "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29")),
        List.of(new CifarSet.Batch(
            "test.bin",
            10_000,
            "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")));
  }

  private static CifarFormat format(Labels labels) {
    return new CifarFormat(CLASSES, labels == Labels.COARSE ? 0 : 1);
  }

  /**
   * The whole set with its fine labels, fetched if the source is a cache that does not have it, and checked against its published
   * checksums.
   *
   * @throws DataException if it is absent and cannot be fetched, or is not CIFAR-100
   */
  public static ImageSet from(Source source) {
    return from(source, Labels.FINE);
  }

  /** The whole set with these labels. */
  public static ImageSet from(Source source, Labels labels) {
    return set(labels).from(source);
  }

  /**
   * One binary file of CIFAR-100's form with any number of records of 3,074 bytes: the coarse label, the fine one, the pixels.
   *
   * @throws DataException if the file is absent, ends inside a record or has a label that is none
   */
  public static ImageDataset read(Path file, Labels labels) {
    return format(labels).read(file);
  }
}
