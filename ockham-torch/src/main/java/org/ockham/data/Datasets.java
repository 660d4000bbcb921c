package org.ockham.data;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The data sets that Ockham knows by name ({@code --data NAME}). */
public final class Datasets {

  /**
   * What there is to say about one of them.
   *
   * @param name as it is asked for
   * @param summary one line
   * @param trainSize its training samples
   * @param testSize its test samples
   * @param downloadBytes about how much is fetched at first; 0 if nothing ever is
   * @param inputShape the shape of one input, without the batch
   * @param targets what is to be predicted
   */
  public record Listing(
      String name,
      String summary,
      int trainSize,
      int testSize,
      long downloadBytes,
      List<Long> inputShape,
      Targets targets) {

    public Listing {
      inputShape = List.copyOf(inputShape);
    }

    /** The directory of its files in a cache: the splits of EMNIST, which come in one archive, share one. */
    public String folder() {
      return name.startsWith("emnist-") ? "emnist" : name;
    }

    /** How many classes there are; 0 where values are predicted. */
    public int classes() {
      return targets instanceof Targets.Classes known ? known.count() : 0;
    }

    /** 28x28 grey pixels, 60,000 to train and 10,000 to test: MNIST, and what stands in for it. */
    private static Listing likeMnist(
        String name, String summary, long downloadBytes, Targets targets) {
      return new Listing(
          name, summary, 60_000, 10_000, downloadBytes, List.of(1L, 28L, 28L), targets);
    }

    private static Listing likeCifar(CifarSet set, String summary) {
      return new Listing(
          set.name(),
          summary,
          50_000,
          10_000,
          set.archiveBytes(),
          List.of(3L, 32L, 32L),
          set.format().classes());
    }
  }

  private record Entry(
      Listing listing, Function<Source, NamedSet> open, Predicate<Source> present) {

    private static Entry of(IdxSet set, String summary, long downloadBytes) {
      return new Entry(
          Listing.likeMnist(set.name(), summary, downloadBytes, set.classes()),
          set::from,
          set::present);
    }

    /** Points that are drawn: the first so many to train, the next to test. */
    private static Entry ofPoints(String name, String summary, IntFunction<Dataset> points) {
      Listing listing =
          new Listing(name, summary, POINTS, POINTS, 0, List.of(2L), Targets.classes(2));
      return new Entry(
          listing,
          source -> {
            Dataset all = points.apply(2 * POINTS);
            int[] rest = IntStream.range(POINTS, 2 * POINTS).toArray();
            return NamedSet.of(name, all.take(POINTS), new Subset(all, rest));
          },
          source -> true);
    }

    private static Entry of(CifarSet set, String summary) {
      return new Entry(Listing.likeCifar(set, summary), set::from, set::present);
    }

    private static Entry of(Emnist.Split split, String summary) {
      return new Entry(
          new Listing(
              "emnist-" + split.word(),
              summary,
              split.trainSize(),
              split.testSize(),
              Emnist.ARCHIVE_BYTES,
              List.of(1L, 28L, 28L),
              split.classes()),
          source -> Emnist.from(source, split),
          source -> Emnist.present(source, split));
    }
  }

  /** How many points a set of them has to train, and to test. */
  private static final int POINTS = 1000;

  private static final List<Entry> ALL = List.of(
      new Entry(
          Listing.likeMnist(
              "glyphs",
              "digits 28x28, drawn by Ockham itself: no files, no network",
              0,
              Targets.classes(10)),
          source -> Glyphs.standard(),
          source -> true),
      Entry.of(Mnist.SET, "handwritten digits 28x28 (LeCun, Cortes, Burges)", 11_594_722),
      Entry.of(FashionMnist.SET, "clothes 28x28 (Xiao, Rasul, Vollgraf)", 30_878_645),
      Entry.of(Kmnist.SET, "cursive Japanese characters 28x28 (Clanuwat et al.)", 21_240_888),
      Entry.of(
          Emnist.Split.BALANCED, "digits and letters 28x28, 47 classes of one size (Cohen et al.)"),
      Entry.of(Emnist.Split.BYCLASS, "digits and letters 28x28, 62 classes (Cohen et al.)"),
      Entry.of(Emnist.Split.BYMERGE, "digits and letters 28x28, 47 classes (Cohen et al.)"),
      Entry.of(Emnist.Split.DIGITS, "handwritten digits 28x28 (Cohen et al.)"),
      Entry.of(Emnist.Split.LETTERS, "letters 28x28, both cases in one class (Cohen et al.)"),
      Entry.of(Emnist.Split.MNIST, "handwritten digits 28x28, as many as MNIST (Cohen et al.)"),
      Entry.of(Cifar10.SET, "colour photographs 32x32, ten classes (Krizhevsky)"),
      Entry.of(
          Cifar100.set(Cifar100.Labels.FINE),
          "colour photographs 32x32, a hundred classes (Krizhevsky)"),
      Entry.ofPoints(
          "points-separable",
          "points of the plane on both sides of a line",
          n -> Generated.separable(n, 0.1, 1)),
      Entry.ofPoints(
          "points-xor",
          "points around the corners of a square, opposite corners of one class",
          n -> Generated.xor(n, 0.1, 1)),
      Entry.ofPoints(
          "points-cubic",
          "points of a square on both sides of a cubic curve",
          n -> Generated.cubicBoundary(n, 1)));

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
  public static NamedSet named(String name, Source source) {
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
