package org.ockham.distributed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * That a rank does not take part any more: why a group ends.
 *
 * @param rank which
 * @param kind how
 */
record Absence(int rank, Kind kind) {

  /** How it is absent. */
  enum Kind {
    /** Its connection ended without a word. */
    GONE,
    /** It did not answer within the time limit. */
    SILENT,
    /** It closed its group. */
    LEFT,
    /** It has met the others, and then could not connect to them. */
    UNCONNECTED
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(rank);
    out.writeUTF(kind.name());
  }

  static Absence read(DataInputStream in) throws IOException {
    int rank = in.readInt();
    String kind = in.readUTF();
    for (Kind known : Kind.values()) {
      if (known.name().equals(kind)) {
        return new Absence(rank, known);
      }
    }
    throw new IOException("no kind of absence is called " + kind);
  }

  /** One sentence with the remedy. */
  String sentence(Roll roll, Duration limit, Wording wording) {
    return sentence(roll.size() + " (on " + roll.host(rank) + ")", limit, wording);
  }

  /** The same, where this is said of how many there are. */
  String sentence(String total, Duration limit, Wording wording) {
    String who = "rank " + rank + " of " + total;
    return switch (kind) {
      case GONE ->
        who
            + " is gone, its process ended or its connection broke: see what it said last, and start all ranks again";
      case SILENT ->
        who + " did not answer within " + Limit.words(limit)
            + ": it hangs, is cut off from the network, or makes another exchange than the others; end what is left of it and"
            + " start all ranks again, or allow more time with " + wording.timeout()
            + " if it only takes longer";
      case UNCONNECTED ->
        who
            + " has met the others, but could not connect to all of them: see what it said, and start all ranks again";
      case LEFT ->
        who + " has left the group, and the others go on: let all ranks make the same exchanges";
    };
  }
}
