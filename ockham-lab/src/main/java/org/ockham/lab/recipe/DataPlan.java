package org.ockham.lab.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Compose;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Transform;
import org.ockham.check.Check;
import org.ockham.data.DataException;
import org.ockham.data.DataFold;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Split;
import org.ockham.data.Subset;
import org.ockham.data.Targets;
import org.ockham.data.table.TableSet;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;

/**
 * Which data, and which part of it for what.
 *
 * @param set the data set; {@code csv} for a file of the user's, which {@code table} describes
 * @param train the share of its training images that the network is fitted to
 * @param validation the share of them that selection goes by
 * @param limit how many of its training images are used at all; 0 for all
 * @param testLimit how many of its test images are used; 0 for all
 * @param augment what is done to the images of training only, drawn anew each time that one is read; default nothing
 * @param transforms what is done to all images, those of training after augment: normalisation, sizes; default nothing. A model
 *     keeps it, and meets no image without
 * @param table the file, and what is predicted from it, if the set is {@code csv}
 * @param fileTask what the file's target is taken for; no setting of its own: the recipe's task says it
 */
public record DataPlan(
    Datasets.Listing set,
    double train,
    double validation,
    int limit,
    int testLimit,
    List<Transform> augment,
    List<Transform> transforms,
    TableFile table,
    @Nullable Task fileTask) {

  /** The word for a file of the user's. */
  static final String CSV = "csv";

  /** What adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  static final Component<DataPlan> COMPONENT = Catalogue.standard()
      .part(new DataPlan("glyphs", 0.8, 0.2, 0, 0))
      .requires("set")
      .idle("limit", plan -> plan.limit == 0)
      .idle("testLimit", plan -> plan.testLimit == 0)
      .idle("augment", plan -> plan.augment.isEmpty())
      .idle("transforms", plan -> plan.transforms.isEmpty())
      .part("table", Catalogue.standard().part(TableFile.STANDARD))
      .idle("table", plan -> !plan.isFile())
      .hides("fileTask");

  public DataPlan {
    share("train", train);
    share("validation", validation);
    if (train + validation > 1 + ROUNDING) {
      throw new IllegalArgumentException("validation is " + validation + " and train " + train
          + ", but together they must be at most 1: they are shares of the same images");
    }
    augment = List.copyOf(augment);
    transforms = List.copyOf(transforms);
    if (set.name().equals(CSV)) {
      file(table, augment, transforms);
    } else {
      images("limit", limit, set, set.trainSize());
      images("testLimit", testLimit, set, set.testSize());
      if (!table.equals(TableFile.STANDARD)) {
        throw new IllegalArgumentException(
            "table is of a file, but set is " + set.name() + ": leave it out, or take csv");
      }
    }
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

  private static void file(TableFile table, List<Transform> augment, List<Transform> transforms) {
    if (table.file().isEmpty() || (table.target().isEmpty() && table.labels().isEmpty())) {
      throw new IllegalArgumentException(
          "table must name the file and its target or labels, such as {file: houses.csv, target: price}");
    }
    if (!augment.isEmpty() || !transforms.isEmpty()) {
      throw new IllegalArgumentException((augment.isEmpty() ? "transforms" : "augment")
          + " is for images, but the data is " + table.name() + ": leave it out");
    }
  }

  /** Of images, or of a set that is known by name. */
  public DataPlan(
      Datasets.Listing set,
      double train,
      double validation,
      int limit,
      int testLimit,
      List<Transform> augment,
      List<Transform> transforms) {
    this(set, train, validation, limit, testLimit, augment, transforms, TableFile.STANDARD, null);
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
      throw new IllegalArgumentException(name + " is " + limit + ", but " + set.name()
          + " has only " + size + " " + things(set) + " there");
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
   * @throws DataException if it is absent and cannot be fetched, or a file is none of these
   */
  public NamedSet open(Source source) {
    NamedSet whole = isFile() ? file(source) : Datasets.named(set.name(), source);
    return limit == 0 && testLimit == 0 ? whole : whole.first(trainImages(), testImages());
  }

  private TableSet file() {
    return file(null);
  }

  private TableSet file(@Nullable Source source) {
    return table.open(
        Objects.requireNonNull(fileTask, "of a plan that no variant has taken in"), source);
  }

  /** Whether it is a file of the user's, of which nothing is known before it is read. */
  public boolean isFile() {
    return set.name().equals(CSV);
  }

  /** The data set's name; of a file, its own. */
  public String name() {
    return isFile() ? table.name() : set.name();
  }

  /** The same with the target of a file taken for this. */
  DataPlan as(Task task) {
    return isFile()
        ? new DataPlan(set, train, validation, limit, testLimit, augment, transforms, table, task)
        : this;
  }

  /** What the data asks for; null for a file's target, which may be a number or a class. */
  public @Nullable Task asks() {
    if (!labels().isEmpty()) {
      return Task.MULTILABEL;
    }
    return isFile()
        ? null
        : set.targets() instanceof Targets.Classes ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  /** The names of the labels, if labels are predicted. */
  public List<String> labels() {
    return isFile() ? table.labels() : set.labels();
  }

  /**
   * Its parts: training and validation drawn with this seed, the test images as they are, read when asked for. All are transformed, and
   * the images of training are augmented.
   */
  public DataModule split(NamedSet images, long seed) {
    if (images instanceof TableSet rows) {
      return rows.split(seed, shares()); // encoded by what the training part shows
    }
    List<Subset> parts = images.train().split(seed, shares());
    return module(parts.get(0), parts.get(1), images::test);
  }

  /**
   * The same without the test set: what training and validation have together is cut into parts, each with its share of every class, one
   * of them is tested on, and the others are trained on and validate in the same proportion. Over all parts, each image is tested on
   * once.
   *
   * @param fold which part, from 0
   * @param folds how many there are
   */
  public DataModule fold(NamedSet images, long seed, int fold, int folds) {
    List<Subset> parts = images.train().split(seed, shares());
    Subset all = new Subset(
        images.train(),
        Stream.of(parts.get(0), parts.get(1))
            .flatMapToInt(part -> IntStream.of(part.indices()))
            .toArray());
    Split cut =
        all.targets() instanceof Targets.Classes ? Split.stratified(seed) : Split.random(seed);
    DataFold chosen = cut.folds(all, folds).get(fold);
    List<Subset> rest =
        chosen.train().split(seed, train / (train + validation), validation / (train + validation));
    if (images instanceof TableSet rows) {
      return rows.parts(rest.get(0), rest.get(1), chosen.validation());
    }
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
    if (isFile()) {
      return file().train().inputShape();
    }
    return shape("transforms", transforms, set, set.inputShape()).stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** How many outputs a network has, known without opening the data; for classes of a file it is read. */
  public int outputs() {
    if (isFile() && fileTask == Task.CLASSIFICATION) {
      return outputs(file().train().targets());
    }
    return isFile() ? Math.max(1, labels().size()) : outputs(set.targets());
  }

  /** How many outputs a network for such targets has. */
  public static int outputs(Targets targets) {
    return targets instanceof Targets.Classes classes
        ? classes.count()
        : ((Targets.Values) targets).width();
  }

  /** The split in words, for a run: it is tested. */
  public String inWords() {
    return parts() + ", looked at once at the end";
  }

  /** The split in words, for runs over folds. */
  public String inWords(int folds) {
    int[] sizes = sizes(trainImages());
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
    int[] sizes = sizes(trainImages());
    return String.format(
        Locale.ROOT,
        "%s: %,d %s to train (%s), %,d for validation (%s), %,d for the test",
        name(),
        sizes[0],
        isFile() ? "rows" : things(set),
        percent(train),
        sizes[1],
        percent(validation),
        testImages());
  }

  /** How many images a network is fitted to. */
  int fitted() {
    return sizes(trainImages())[0];
  }

  /** How many of these a network is fitted to where they are split once. */
  int fitted(NamedSet images) {
    return sizes(images.train().size())[0];
  }

  private int[] sizes(int images) {
    return Split.sizes(images, false, shares());
  }

  /** Those of training and validation, and of what is left out if there is any. */
  public double[] shares() {
    double sum = train + validation;
    return sum > 1 - ROUNDING
        ? new double[] {train, validation}
        : new double[] {train, validation, 1 - sum};
  }

  private int trainImages() {
    return limit > 0 ? limit : isFile() ? file().trainRows().size() : set.trainSize();
  }

  private int testImages() {
    return testLimit > 0 ? testLimit : isFile() ? file().testRows().size() : set.testSize();
  }

  /** What its samples are called. */
  private static String things(Datasets.Listing set) {
    if (set.inputShape().size() == 3) {
      return "images";
    }
    return set.name().startsWith("points-") ? "points" : "rows";
  }

  private static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.2f", 100 * share);
    return text.replaceFirst("\\.?0+$", "") + " %";
  }
}
