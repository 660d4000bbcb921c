package org.ockham.data;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * @param labels the names of the target's values where each is 0 or 1, independently of the others; none otherwise
   */
  public record Listing(
      String name,
      String summary,
      int trainSize,
      int testSize,
      long downloadBytes,
      List<Long> inputShape,
      Targets targets,
      List<String> labels) {

    public Listing {
      inputShape = List.copyOf(inputShape);
      labels = List.copyOf(labels);
    }

    /** Without labels. */
    public Listing(
        String name,
        String summary,
        int trainSize,
        int testSize,
        long downloadBytes,
        List<Long> inputShape,
        Targets targets) {
      this(name, summary, trainSize, testSize, downloadBytes, inputShape, targets, List.of());
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

  /**
   * A data set that is known by name.
   *
   * @param listing what there is to say about it
   * @param open opens it
   * @param present whether it could be opened without fetching anything
   */
  public record Known(Listing listing, Function<Source, NamedSet> open, Predicate<Source> present) {

    private static Known of(IdxSet set, String summary, long downloadBytes) {
      return new Known(
          Listing.likeMnist(set.name(), summary, downloadBytes, set.classes()),
          set::from,
          set::present);
    }

    private static Known of(CifarSet set, String summary) {
      return new Known(Listing.likeCifar(set, summary), set::from, set::present);
    }

    private static Known of(Emnist.Split split, String summary) {
      return new Known(
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

  private static final List<Known> IMAGES = List.of(
      new Known(
          Listing.likeMnist(
              "glyphs",
              "digits 28x28, drawn by Ockham itself: no files, no network",
              0,
              Targets.classes(10)),
          source -> Glyphs.standard(),
          source -> true),
      Known.of(Mnist.SET, "handwritten digits 28x28 (LeCun, Cortes, Burges)", 11_594_722),
      Known.of(FashionMnist.SET, "clothes 28x28 (Xiao, Rasul, Vollgraf)", 30_878_645),
      Known.of(Kmnist.SET, "cursive Japanese characters 28x28 (Clanuwat et al.)", 21_240_888),
      Known.of(
          Emnist.Split.BALANCED, "digits and letters 28x28, 47 classes of one size (Cohen et al.)"),
      Known.of(Emnist.Split.BYCLASS, "digits and letters 28x28, 62 classes (Cohen et al.)"),
      Known.of(Emnist.Split.BYMERGE, "digits and letters 28x28, 47 classes (Cohen et al.)"),
      Known.of(Emnist.Split.DIGITS, "handwritten digits 28x28 (Cohen et al.)"),
      Known.of(Emnist.Split.LETTERS, "letters 28x28, both cases in one class (Cohen et al.)"),
      Known.of(Emnist.Split.MNIST, "handwritten digits 28x28, as many as MNIST (Cohen et al.)"),
      Known.of(Cifar10.SET, "colour photographs 32x32, ten classes (Krizhevsky)"),
      Known.of(
          Cifar100.set(Cifar100.Labels.FINE),
          "colour photographs 32x32, a hundred classes (Krizhevsky)"));

  /** A CSV file of the user's: not known by name, but described where it is used. */
  public static final Listing FILE =
      new Listing("csv", "a CSV file of your own", 0, 0, 0, List.of(1L), Targets.values(1));

  /** Images, points, and what is provided by others. */
  private static final List<Known> ALL = Stream.of(
          IMAGES.stream(),
          Points.known().stream(),
          ServiceLoader.load(KnownSets.class).stream()
              .flatMap(provider -> provider.get().sets().stream()))
      .flatMap(Function.identity())
      .toList();

  private Datasets() {}

  /** All of them, in the order in which to try them. */
  public static List<Listing> list() {
    return ALL.stream().map(Known::listing).toList();
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

  private static Known entry(String name) {
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
