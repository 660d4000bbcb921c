package org.ockham.lab.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.ImageSet;
import org.ockham.data.Source;
import org.ockham.data.Split;
import org.ockham.data.Subset;

/**
 * Which data, and which part of it for what.
 *
 * @param set the data set's name
 * @param train the share of its training images that the network is fitted to
 * @param validation the share of them that selection goes by
 * @param limit how many of its training images are used at all; 0 for all
 * @param testLimit how many of its test images are used; 0 for all
 */
public record DataPlan(String set, double train, double validation, int limit, int testLimit) {

  private static final Range SHARE = new Range(0, 1, true, "a number above 0 and at most 1");

  /** What adding decimals costs, and no more. */
  private static final double ROUNDING = 1e-9;

  static DataPlan read(Section section) {
    DataPlan plan = new DataPlan(
        section.choice(
            "set", null, Datasets.list().stream().map(Datasets.Listing::name).toList()),
        section.number("train", 0.8, SHARE),
        section.number("validation", 0.2, SHARE),
        section.count("limit", 0, 0, Integer.MAX_VALUE),
        section.count("testLimit", 0, 0, Integer.MAX_VALUE));
    section.done();
    double sum = plan.train + plan.validation;
    if (sum > 1 + ROUNDING) {
      throw section.refused(
          "validation",
          "is " + plan.validation + " and train " + plan.train
              + ", but together they must be at most 1: they are shares of the same images.");
    }
    Datasets.Listing listing = plan.listing();
    if (plan.limit > listing.trainSize() || plan.testLimit > listing.testSize()) {
      boolean training = plan.limit > listing.trainSize();
      throw section.refused(
          training ? "limit" : "testLimit",
          "is " + (training ? plan.limit : plan.testLimit) + ", but " + plan.set + " has only "
              + (training ? listing.trainSize() : listing.testSize()) + " images there.");
    }
    return plan;
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("set", set);
    settings.put("train", train);
    settings.put("validation", validation);
    if (limit > 0) {
      settings.put("limit", limit);
    }
    if (testLimit > 0) {
      settings.put("testLimit", testLimit);
    }
    return settings;
  }

  /**
   * The data set, cut to the limits.
   *
   * @throws org.ockham.data.DataException if it is absent and cannot be fetched
   */
  public ImageSet open(Source source) {
    ImageSet whole = Datasets.named(set, source);
    return limit == 0 && testLimit == 0 ? whole : whole.first(trainImages(), testImages());
  }

  /** Its parts: training and validation drawn with this seed, the test images as they are, read when asked for. */
  public DataModule split(ImageSet images, long seed) {
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
    return listing().inputShape().stream().mapToLong(Long::longValue).toArray();
  }

  /** How many classes there are, known without opening the data. */
  public int classes() {
    return listing().classes();
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
    int[] sizes = Split.sizes(trainImages(), false, shares());
    return String.format(
        Locale.ROOT,
        "%s: %,d images to train (%s), %,d for validation (%s), %,d for the test",
        set,
        sizes[0],
        percent(train),
        sizes[1],
        percent(validation),
        testImages());
  }

  /** Those of training and validation, and of what is left out if there is any. */
  private double[] shares() {
    double sum = train + validation;
    return sum > 1 - ROUNDING
        ? new double[] {train, validation}
        : new double[] {train, validation, 1 - sum};
  }

  private int trainImages() {
    return limit == 0 ? listing().trainSize() : limit;
  }

  private int testImages() {
    return testLimit == 0 ? listing().testSize() : testLimit;
  }

  private Datasets.Listing listing() {
    return Datasets.listing(set);
  }

  private static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.2f", 100 * share);
    return text.replaceFirst("\\.?0+$", "") + " %";
  }
}
