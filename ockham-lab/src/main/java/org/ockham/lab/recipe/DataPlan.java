package org.ockham.lab.recipe;

import java.util.List;
import java.util.Locale;
import org.ockham.check.Check;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.Split;
import org.ockham.data.Subset;
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
 */
public record DataPlan(
    Datasets.Listing set, double train, double validation, int limit, int testLimit) {

  /** What adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  static final Component<DataPlan> COMPONENT = Catalogue.standard()
      .part(new DataPlan("glyphs", 0.8, 0.2, 0, 0))
      .requires("set")
      .idle("limit", plan -> plan.limit == 0)
      .idle("testLimit", plan -> plan.testLimit == 0);

  public DataPlan {
    share("train", train);
    share("validation", validation);
    if (train + validation > 1 + ROUNDING) {
      throw new IllegalArgumentException("validation is " + validation + " and train " + train
          + ", but together they must be at most 1: they are shares of the same images");
    }
    images("limit", limit, set, set.trainSize());
    images("testLimit", testLimit, set, set.testSize());
  }

  /** Of the data set of this name. */
  public DataPlan(String set, double train, double validation, int limit, int testLimit) {
    this(Datasets.listing(set), train, validation, limit, testLimit);
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

  /**
   * The data set, cut to the limits.
   *
   * @throws org.ockham.data.DataException if it is absent and cannot be fetched
   */
  public NamedSet open(Source source) {
    NamedSet whole = Datasets.named(set.name(), source);
    return limit == 0 && testLimit == 0 ? whole : whole.first(trainImages(), testImages());
  }

  /** Its parts: training and validation drawn with this seed, the test images as they are, read when asked for. */
  public DataModule split(NamedSet images, long seed) {
    List<Subset> parts = images.train().split(seed, shares());
    return new DataModule() {
      @Override
      public Dataset train() {
        return parts.get(0);
      }

      @Override
      public Dataset validation() {
        return parts.get(1);
      }

      @Override
      public Dataset test() {
        return images.test();
      }
    };
  }

  /** The shape of one input, known without opening the data. */
  public long[] inputShape() {
    return set.inputShape().stream().mapToLong(Long::longValue).toArray();
  }

  /** How many classes there are, known without opening the data. */
  public int classes() {
    return set.classes();
  }

  /** The split in words, for a run: it is tested. */
  public String inWords() {
    return parts() + ", looked at once at the end";
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
