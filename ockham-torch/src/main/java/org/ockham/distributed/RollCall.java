package org.ockham.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rank 0 calls the roll: it waits for the others, and tells all that they begin, or why they cannot. */
final class RollCall {

  /** What the answer to a presence begins with: the roll follows. */
  static final byte COMPLETE = 1;

  /** A sentence follows. */
  static final byte REFUSED = 2;

  /** How long who has knocked may take to say who it is. */
  private static final int GREETING_MILLIS = 10_000;

  /** A rank that has come. */
  record Guest(Presence presence, Line line) {}

  private final Rendezvous meeting;
  private final Presence first;
  private final SortedMap<Integer, Guest> guests = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();
  private Limit limit;
  private @Nullable String refusal;
  private @Nullable Judge judge;

  RollCall(Rendezvous meeting, Presence first, Limit limit) {
    this.meeting = meeting;
    this.first = first;
    this.limit = limit;
  }

  /** Hears who has come, and from then on what it says, as long as the line holds. */
  void hear(Line line) {
    try (line) {
      if (line.greet(GREETING_MILLIS)) {
        Guest guest = new Guest(Presence.read(line.listen(GREETING_MILLIS)), line);
        arrive(guest);
        hear(guest);
      }
    } catch (IOException e) {
      // it did not say who it is, or came too late
    }
  }

  private void hear(Guest guest) {
    int rank = guest.presence().rank();
    try {
      Absence seen = Absence.read(guest.line().listen(0));
      while (seen.rank() != rank) {
        judge().on(rank, seen);
        seen = Absence.read(guest.line().listen(0));
      }
      judge().decide(seen);
    } catch (IOException e) {
      lose(guest);
    }
  }

  private synchronized void arrive(Guest guest) throws IOException {
    Presence presence = guest.presence();
    int rank = presence.rank();
    if (rank < 1 || refusal != null || judge != null) {
      throw new IOException("it is none of those that are waited for");
    }
    lines.add(guest.line());
    Guest before = guests.get(rank);
    refusal = presence.objection(first).orElse(null);
    if (refusal == null && before != null) {
      refusal = "rank " + rank + " came twice, from " + before.presence().host() + " and from "
          + presence.host() + ": give each process a rank of its own, from 0 to "
          + (meeting.ranks() - 1);
    }
    guests.put(rank, guest);
    limit = limit.or(Limit.in(presence.patience()));
    notifyAll();
  }

  private void lose(Guest guest) {
    Judge begun;
    synchronized (this) {
      begun = judge;
      if (begun == null) {
        guests.remove(guest.presence().rank(), guest); // it may come again
      }
    }
    if (begun != null) {
      begun.decide(new Absence(guest.presence().rank(), Absence.Kind.GONE));
    }
  }

  private synchronized Judge judge() throws IOException {
    if (judge == null) {
      throw new IOException("a rank speaks before all are there");
    }
    return judge;
  }

  /**
   * Waits until all have come; they are told in either case.
   *
   * @throws RankException if some do not come in time, or cannot compute together
   */
  synchronized List<Guest> complete() {
    while (refusal == null && guests.size() < meeting.ranks() - 1) {
      if (limit.isOver()) {
        refusal = missing();
        break;
      }
      try {
        TimeUnit.MILLISECONDS.timedWait(this, limit.millisLeft());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        refusal = "rank 0 was interrupted while the ranks gathered: start all again";
      }
    }
    if (refusal != null) {
      refuse(refusal);
    }
    return List.copyOf(guests.values());
  }

  private String missing() {
    List<Integer> missing = IntStream.range(1, meeting.ranks())
        .filter(rank -> !guests.containsKey(rank))
        .boxed()
        .toList();
    String words = missing.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (missing.size() == 1 ? "rank " : "ranks ") + words + " of " + meeting.ranks()
        + " did not come to " + meeting.place() + " within " + Limit.words(meeting.timeout())
        + ": start all ranks from 0 to " + (meeting.ranks() - 1)
        + " with this address, see what the missing ones said, or allow more time with "
        + meeting.wording().timeout();
  }

  /** Tells all that nothing comes of it. */
  synchronized void refuse(String sentence) {
    refusal = sentence;
    for (Line line : lines) {
      try {
        line.say(out -> {
          out.writeByte(REFUSED);
          out.writeUTF(sentence);
        });
      } catch (IOException e) {
        // who is gone need not know
      }
    }
    throw new RankException(sentence);
  }

  /** Tells all that they begin; what they say from now on is what they have seen of each other. */
  synchronized Judge begin(Roll roll) {
    Judge begun = new Judge(guests.values().stream().map(Guest::line).toList());
    judge = begun;
    for (Guest guest : guests.values()) {
      try {
        guest.line().say(out -> {
          out.writeByte(COMPLETE);
          roll.write(out);
        });
      } catch (IOException e) {
        begun.decide(new Absence(guest.presence().rank(), Absence.Kind.GONE));
      }
    }
    return begun;
  }

  /** Time that is left to all of them. */
  synchronized Duration left() {
    return limit.left();
  }
}
