package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.EngineException;

/** Where the shards of one batch that are computed by several ranks meet: those of one rank come together, as its {@link Meeting}. */
final class RankMeeting {

  private final Ranks ranks;
  private final int parties;

  /** For a batch in so many parts, of all ranks. */
  RankMeeting(Ranks ranks, int parties) {
    this.ranks = ranks;
    this.parties = parties;
  }

  /** What a rank brings; nothing if all its shards have left. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Brought(int place, double[] @Nullable [] numbers) {

    byte[] message() {
      return RankMessage.write(out -> {
        out.writeInt(numbers.length);
        out.writeInt(place);
        for (double[] each : numbers) {
          out.writeInt(each == null ? -1 : each.length);
          for (double number : each == null ? new double[0] : each) {
            out.writeDouble(number);
          }
        }
      });
    }

    static Brought of(byte[] message) {
      return RankMessage.read(message, in -> {
        double[] @Nullable [] numbers = new double[in.readInt()][];
        int place = in.readInt();
        for (int shard = 0; shard < numbers.length; shard++) {
          int length = in.readInt();
          if (length >= 0) {
            double[] each = new double[length];
            for (int i = 0; i < length; i++) {
              each[i] = in.readDouble();
            }
            numbers[shard] = each;
          }
        }
        return new Brought(place, numbers);
      });
    }

    boolean hasLeft() {
      return numbers.length == 0;
    }
  }

  /**
   * What the shards of all ranks bring, in their order.
   *
   * @param place which exchange it is
   * @param mine by this rank's shards
   */
  double[] @Nullable [] exchange(int place, double[] @Nullable [] mine) {
    List<Brought> all = gather(new Brought(place, mine));
    List<double @Nullable []> numbers = new ArrayList<>();
    for (Brought each : all) {
      if (!each.hasLeft() && each.place() != place) {
        throw new EngineException(Meeting.OTHER_ORDER);
      }
      for (int shard = 0; shard < mine.length; shard++) {
        numbers.add(each.hasLeft() ? null : each.numbers()[shard]);
      }
    }
    return numbers.subList(0, parties).toArray(double[][]::new);
  }

  /** Brings nothing more, until no rank does. */
  void leave() {
    boolean isEmpty = false;
    while (!isEmpty) {
      isEmpty = gather(new Brought(0, new double[0][])).stream().allMatch(Brought::hasLeft);
    }
  }

  private List<Brought> gather(Brought mine) {
    return ranks.gather(Ranks.Place.NORM, mine.message()).stream()
        .map(Brought::of)
        .toList();
  }
}
