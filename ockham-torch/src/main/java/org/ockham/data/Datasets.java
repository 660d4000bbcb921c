package org.ockham.data;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The data sets that Ockham knows by name ({@code --data NAME}). */
public final class Datasets {

  /**
   * What there is to say about one of them.
   *
   * @param name as it is asked for
   * @param summary one line
   * @param trainSize its training images
   * @param testSize its test images
   * @param downloadBytes about how much is fetched at first; 0 if nothing ever is
   * @param inputShape the shape of one input, without the batch
   * @param classes how many classes there are
   */
  public record Listing(
      String name,
      String summary,
      int trainSize,
      int testSize,
      long downloadBytes,
      List<Long> inputShape,
      int classes) {

    /** Ten classes of 28x28 grey pixels, 60,000 to train and 10,000 to test: MNIST, and what stands in for it. */
    private static Listing likeMnist(String name, String summary, long downloadBytes) {
      return new Listing(name, summary, 60_000, 10_000, downloadBytes, List.of(1L, 28L, 28L), 10);
    }
  }

  private record Entry(
      Listing listing, Function<Source, ImageSet> open, Predicate<Source> present) {}

  private static final List<Entry> ALL = List.of(
      new Entry(
          Listing.likeMnist(
              "glyphs", "digits 28x28, drawn by Ockham itself: no files, no network", 0),
          source -> Glyphs.standard(),
          source -> true),
      new Entry(
          Listing.likeMnist(
              "mnist", "handwritten digits 28x28 (LeCun, Cortes, Burges)", 11_594_722),
          Mnist::from,
          Mnist.SET::present),
      new Entry(
          Listing.likeMnist("fashion-mnist", "clothes 28x28 (Xiao, Rasul, Vollgraf)", 30_878_645),
          FashionMnist::from,
          FashionMnist.SET::present));

  private Datasets() {}

  /** All of them, in the order in which to try them. */
  public static List<Listing> list() {
    return ALL.stream().map(Entry::listing).toList();
  }

  /**
   * What there is to say about the set of this name, without opening it.
   *
   * @throws DataException if there is none of this name
   */
  public static Listing listing(String name) {
    return entry(name).listing;
  }

  /**
   * The set of this name.
   *
   * @throws DataException if there is none of this name, or its files are absent and cannot be fetched
   */
  public static ImageSet named(String name, Source source) {
    return entry(name).open.apply(source);
  }

  /**
   * True if the set of this name could be opened now without fetching anything.
   *
   * @throws DataException if there is none of this name
   */
  public static boolean present(String name, Source source) {
    return entry(name).present.test(source);
  }

  private static Entry entry(String name) {
    return ALL.stream()
        .filter(entry -> entry.listing.name.equals(name))
        .findFirst()
        .orElseThrow(() -> {
          String known = list().stream().map(Listing::name).collect(Collectors.joining(", "));
          return new DataException(
              "There is no data set named " + name + ": choose one of " + known + ".");
        });
  }
}
