package org.ockham.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.distributed.OrderedSum;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.file.Excerpt;
import org.ockham.tensor.Tensor;

/**
 * The ranks of one fit, as one of them sees them. All go through the same loop and come to the same places, at which each brings
 * something; what is decided follows from all that was brought. One that fails brings its failure to the next place the others come to,
 * so that all end there, and none waits for it. One process alone meets nobody.
 */
final class Ranks {

  /** A place at which all ranks meet. */
  enum Place {
    BEGINNING(1),
    NORM(2),
    STEP(3),
    DECISION(4),
    END(5);

    private final byte code;

    Place(int code) {
      this.code = (byte) code;
    }
  }

  /** In place of a {@link Place}: what this rank brings is its failure. */
  private static final byte FAILED = -1;

  private final @Nullable ProcessGroup group;
  private final @Nullable OrderedSum sums;
  private boolean isInterrupted;
  /** Whether all know that the fit has failed, or can be told nothing any more. */
  private boolean isOver;

  private Ranks(@Nullable ProcessGroup group) {
    this.group = group;
    this.sums = group == null ? null : new OrderedSum(group);
  }

  /** Those of this group; null for one process. */
  static Ranks of(@Nullable ProcessGroup group) {
    return new Ranks(group);
  }

  boolean isAlone() {
    return group == null;
  }

  int rank() {
    return group == null ? 0 : group.rank();
  }

  int size() {
    return group == null ? 1 : group.size();
  }

  /** Whether it is this one that writes. */
  boolean isFirst() {
    return rank() == 0;
  }

  /** What a fit gives, once all ranks have come to its end; or throws, on each of them, what ended it on one. */
  <T> T together(Supplier<T> fit) {
    try {
      T result = fit.get();
      if (group != null) {
        gather(Place.END, new byte[0]);
      }
      return result;
    } catch (RuntimeException | Error failure) {
      Throwable agreed = agreed(failure);
      if (agreed instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) agreed;
    } finally {
      if (sums != null) {
        sums.close();
      }
    }
  }

  /**
   * Refuses to begin unless all are to do the same.
   *
   * @param words what a fit depends on, by what it is
   */
  void begin(Supplier<Map<String, String>> words) {
    if (group == null) {
      return;
    }
    Map<String, String> mine = words.get();
    List<Map<String, String>> all =
        gather(Place.BEGINNING, RankMessage.write(out -> RankMessage.texts(out, mine))).stream()
            .map(told -> RankMessage.read(told, RankMessage::texts))
            .toList();
    for (int rank = 1; rank < all.size(); rank++) {
      for (Map.Entry<String, String> word : all.get(0).entrySet()) {
        String there = all.get(rank).getOrDefault(word.getKey(), "");
        if (!word.getValue().equals(there)) {
          throw new TrainingException("rank " + rank + " begins another fit than rank 0: its "
              + word.getKey() + " is '" + Excerpt.of(there) + "' where rank 0's is '"
              + Excerpt.of(word.getValue()) + "'; give all ranks the same");
        }
      }
    }
  }

  /** What a rank says between two steps. */
  private record Wish(
      boolean isInterrupted, double seconds, @Nullable String stopReason) {

    byte[] message() {
      return RankMessage.write(out -> {
        out.writeBoolean(isInterrupted);
        out.writeDouble(seconds);
        out.writeBoolean(stopReason != null);
        RankMessage.text(out, stopReason == null ? "" : stopReason);
      });
    }

    static Wish of(byte[] message) {
      return RankMessage.read(message, in -> {
        boolean isInterrupted = in.readBoolean();
        double seconds = in.readDouble();
        boolean stops = in.readBoolean();
        String reason = RankMessage.text(in);
        return new Wish(isInterrupted, seconds, stops ? reason : null);
      });
    }
  }

  /**
   * Between two steps: the fit ends if one is interrupted, or is asked to stop; the clock is the first rank's.
   *
   * @param interrupted whether this one is
   */
  void agree(Progress progress, AtomicBoolean interrupted) {
    if (group == null) {
      return;
    }
    Wish mine = new Wish(interrupted.get(), progress.seconds(), progress.stopReason());
    List<Wish> all =
        gather(Place.DECISION, mine.message()).stream().map(Wish::of).toList();
    isInterrupted |= all.stream().anyMatch(Wish::isInterrupted);
    progress.agree(
        all.get(0).seconds(),
        all.stream().map(Wish::stopReason).filter(Objects::nonNull).findFirst().orElse(null));
  }

  /** Whether all know that one is interrupted; of one process whether that is. */
  boolean isInterrupted(AtomicBoolean interrupted) {
    return group == null ? interrupted.get() : isInterrupted;
  }

  /**
   * What each rank brings to this place, by rank.
   *
   * @throws TrainingException if one has failed
   */
  List<byte[]> gather(Place place, byte[] mine) {
    List<byte[]> all = exchange(place.code, mine);
    for (int rank = 0; rank < all.size(); rank++) {
      String failure = failure(all.get(rank));
      if (failure != null) {
        isOver = true;
        throw new TrainingException(sentence(rank, failure));
      }
    }
    if (all.stream().anyMatch(told -> told[0] != place.code)) {
      isOver = true;
      throw new RankException("rank " + rank() + ": the ranks are not at the same place of the fit:"
          + " give all the same module, data and settings");
    }
    return all.stream().map(told -> Arrays.copyOfRange(told, 1, told.length)).toList();
  }

  private List<byte[]> exchange(byte code, byte[] mine) {
    byte[] told = new byte[1 + mine.length];
    told[0] = code;
    System.arraycopy(mine, 0, told, 1, mine.length);
    return Objects.requireNonNull(group).allGather(told);
  }

  /**
   * The sum of vectors of all ranks, in their order, in the memory of this rank's first. While it lasts nothing but the group tells the
   * others of a failure.
   */
  Tensor sum(List<Tensor> mine) {
    boolean before = isOver;
    isOver = true;
    Tensor sum = mine.get(0);
    Objects.requireNonNull(sums).into(sum, mine);
    isOver = before;
    return sum;
  }

  /**
   * Tells the others of a failure here, unless they know; returns what all throw: the first rank's that failed, in a sentence that
   * names it. What fails on all in the same words, as what all compute does, is thrown as it is.
   */
  Throwable agreed(Throwable failure) {
    if (group == null || isOver) {
      return failure;
    }
    isOver = true;
    if (failure instanceof RankException) {
      return failure; // nobody would hear of it
    }
    String message = failure.getMessage();
    String mine = message == null ? failure.getClass().getSimpleName() : message;
    List<byte[]> all;
    try {
      all = exchange(FAILED, RankMessage.write(out -> RankMessage.text(out, mine)));
    } catch (RankException e) {
      failure.addSuppressed(e);
      return failure;
    }
    if (all.stream().allMatch(told -> mine.equals(failure(told)))) {
      return failure;
    }
    int first = 0;
    while (failure(all.get(first)) == null) {
      first++;
    }
    return failure instanceof Error
        ? failure
        : new TrainingException(sentence(first, failure(all.get(first))), failure);
  }

  private static @Nullable String failure(byte[] told) {
    return told[0] == FAILED
        ? RankMessage.read(Arrays.copyOfRange(told, 1, told.length), RankMessage::text)
        : null;
  }

  /** A failure in what one rank has computed, of which all know: named after it. */
  TrainingException named(int rank, TrainingException failure) {
    return group == null
        ? failure
        : new TrainingException(sentence(rank, failure.getMessage()), failure);
  }

  private static String sentence(int rank, @Nullable String failure) {
    return "rank " + rank + ": " + failure;
  }
}
