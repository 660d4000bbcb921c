package org.ockham.lab.recipe;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ockham.augment.Compose;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Transform;
import org.ockham.check.Check;
import org.ockham.data.DataFold;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Split;
import org.ockham.data.Subset;
import org.ockham.data.Targets;
import org.ockham.lab.Fold;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;

/**
 * Which data, and which part of it for what.
 *
 * @param set the data set
 * @param train the share of its training images that the network is fitted to
 * @param validation the share of them that selection goes by
 * @param limit how many of its training images are used at all; 0 for all
 * @param testLimit how many of its test images are used; 0 for all
 * @param augment what is done to the images of training only, drawn anew each time that one is read; default nothing
 * @param transforms what is done to all images, those of training after augment: normalisation, sizes; default nothing. A model
 *     keeps it, and meets no image without
 */
public record DataPlan(
    Datasets.Listing set,
    double train,
    double validation,
    int limit,
    int testLimit,
    List<Transform> augment,
    List<Transform> transforms) {

  /** What adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  static final Component<DataPlan> COMPONENT = Catalogue.standard()
      .part(new DataPlan("glyphs", 0.8, 0.2, 0, 0))
      .requires("set")
      .idle("limit", plan -> plan.limit == 0)
      .idle("testLimit", plan -> plan.testLimit == 0)
      .idle("augment", plan -> plan.augment.isEmpty())
      .idle("transforms", plan -> plan.transforms.isEmpty());

  public DataPlan {
    share("train", train);
    share("validation", validation);
    if (train + validation > 1 + ROUNDING) {
      throw new IllegalArgumentException("validation is " + validation + " and train " + train
          + ", but together they must be at most 1: they are shares of the same images");
    }
    images("limit", limit, set, set.trainSize());
    images("testLimit", testLimit, set, set.testSize());
    augment = List.copyOf(augment);
    transforms = List.copyOf(transforms);
    List<Long> trained =
        shape("transforms", transforms, set, shape("augment", augment, set, set.inputShape()));
    List<Long> evaluated = shape("transforms", transforms, set, set.inputShape());
    if (!trained.equals(evaluated)) {
      throw new IllegalArgumentException("augment makes inputs of shape " + inWords(trained)
          + " to train on, but all others have " + inWords(evaluated)
          + ": bring both to one size in transforms, with resize or center-crop");
    }
    if (evaluated.stream().anyMatch(side -> side < 0)) {
      throw new IllegalArgumentException(
          "transforms leaves images of different sizes, but a network needs one: end with resize or center-crop");
    }
  }

  /** Of the data set of this name, whose images stay as they are. */
  public DataPlan(String set, double train, double validation, int limit, int testLimit) {
    this(Datasets.listing(set), train, validation, limit, testLimit, List.of(), List.of());
  }

  private static void share(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          name + " is " + share + ": it must be above 0 and at most 1");
    }
  }

  private static void images(String name, int limit, Datasets.Listing set, int size) {
    Check.atLeast(name, limit, 0);
    if (limit > size) {
      throw new IllegalArgumentException(
          name + " is " + limit + ", but " + set.name() + " has only " + size + " images there");
    }
  }

  /** What the transforms make of an input of this shape; the name is the setting's. */
  private static List<Long> shape(
      String name, List<Transform> transforms, Datasets.Listing set, List<Long> input) {
    if (transforms.isEmpty()) {
      return input;
    }
    if (input.size() != 3) {
      throw new IllegalArgumentException(name + " is for images, but an input of " + set.name()
          + " has the shape " + input + ": leave it out");
    }
    try {
      ImageShape shape = new Compose(transforms)
          .output(new ImageShape(
              input.get(0).intValue(), input.get(1).intValue(), input.get(2).intValue()));
      return List.of((long) shape.channels(), (long) shape.height(), (long) shape.width());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " does not fit " + set.name() + ": " + e.getMessage(), e);
    }
  }

  private static String inWords(List<Long> shape) {
    return shape.stream()
        .map(side -> side < 0 ? "any" : Long.toString(side))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * The data set, cut to the limits.
   *
   * @throws org.ockham.data.DataException if it is absent and cannot be fetched
   */
  public NamedSet open(Source source) {
    NamedSet whole = Datasets.named(set.name(), source);
    return limit == 0 && testLimit == 0 ? whole : whole.first(trainImages(), testImages());
  }

  /**
   * Its parts: training and validation drawn with this seed, the test images as they are, read when asked for. All are transformed, and
   * the images of training are augmented.
   */
  public DataModule split(NamedSet images, long seed) {
    List<Subset> parts = images.train().split(seed, shares());
    return module(parts.get(0), parts.get(1), images::test);
  }

  /**
   * The same without the test set: what training and validation have together is cut into parts, each with its share of every class, one
   * of them is tested on, and the others are trained on and validate in the same proportion. Over all parts, each image is tested on
   * once.
   */
  public DataModule fold(NamedSet images, long seed, Fold fold) {
    List<Subset> parts = images.train().split(seed, shares());
    Subset all = new Subset(
        images.train(),
        Stream.of(parts.get(0), parts.get(1))
            .flatMapToInt(part -> IntStream.of(part.indices()))
            .toArray());
    Split cut =
        all.targets() instanceof Targets.Classes ? Split.stratified(seed) : Split.random(seed);
    DataFold chosen = cut.folds(all, fold.count()).get(fold.index());
    List<Subset> rest =
        chosen.train().split(seed, train / (train + validation), validation / (train + validation));
    return module(rest.get(0), rest.get(1), chosen::validation);
  }

  private DataModule module(Dataset trained, Dataset validated, Supplier<Dataset> tested) {
    Dataset train = augmented(trained);
    Dataset validation = evaluated(validated);
    return new DataModule() {
      @Override
      public Dataset train() {
        return train;
      }

      @Override
      public Dataset validation() {
        return validation;
      }

      @Override
      public Dataset test() {
        return evaluated(tested.get());
      }
    };
  }

  private Dataset augmented(Dataset images) {
    List<Transform> all = Stream.concat(augment.stream(), transforms.stream()).toList();
    return all.isEmpty() ? images : images.transformed(new Compose(all));
  }

  /** Images as the network meets them outside of training. */
  public Dataset evaluated(Dataset images) {
    return transforms.isEmpty() ? images : images.transformed(new Compose(transforms));
  }

  /** The shape of one input, transformed, known without opening the data. */
  public long[] inputShape() {
    return shape("transforms", transforms, set, set.inputShape()).stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** How many classes there are, known without opening the data. */
  public int classes() {
    return set.classes();
  }

  /** The split in words, for a run: it is tested. */
  public String inWords() {
    return parts() + ", looked at once at the end";
  }

  /** The split in words, for runs over folds. */
  public String inWords(int folds) {
    int[] sizes = sizes();
    return String.format(
        Locale.ROOT,
        "%s: %,d images in %d folds, each of which is tested on in turn; of the others %s train and %s validate;"
            + " the test set is not looked at",
        set.name(),
        sizes[0] + sizes[1],
        folds,
        percent(train / (train + validation)),
        percent(validation / (train + validation)));
  }

  /** The split in words, for a search: nothing is tested. */
  public String inWordsOfSearch() {
    return parts() + ", which a search never looks at";
  }

  private String parts() {
    int[] sizes = sizes();
    return String.format(
        Locale.ROOT,
        "%s: %,d images to train (%s), %,d for validation (%s), %,d for the test",
        set.name(),
        sizes[0],
        percent(train),
        sizes[1],
        percent(validation),
        testImages());
  }

  /** How many images a network is fitted to. */
  int fitted() {
    return sizes()[0];
  }

  private int[] sizes() {
    return Split.sizes(trainImages(), false, shares());
  }

  /** Those of training and validation, and of what is left out if there is any. */
  private double[] shares() {
    double sum = train + validation;
    return sum > 1 - ROUNDING
        ? new double[] {train, validation}
        : new double[] {train, validation, 1 - sum};
  }

  private int trainImages() {
    return limit == 0 ? set.trainSize() : limit;
  }

  private int testImages() {
    return testLimit == 0 ? set.testSize() : testLimit;
  }

  private static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.2f", 100 * share);
    return text.replaceFirst("\\.?0+$", "") + " %";
  }
}
