package org.ockham.distributed;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** Any rank but 0: it tells rank 0 what it has seen, and is told what all say. */
final class Witness implements Consensus {

  /** Longer than the {@link Judge} takes. */
  private static final int PATIENCE_MILLIS = 4000;

  private final Line toFirst;
  private final int rank;

  Witness(Line toFirst, int rank) {
    this.toFirst = toFirst;
    this.rank = rank;
  }

  @Override
  public Absence on(Absence seen) {
    try {
      toFirst.say(seen::write);
    } catch (IOException e) {
      // rank 0 is gone, but may have said what happened before
    }
    try {
      return Absence.read(toFirst.listen(PATIENCE_MILLIS));
    } catch (SocketTimeoutException e) {
      return new Absence(0, Absence.Kind.SILENT);
    } catch (IOException e) {
      return new Absence(0, Absence.Kind.GONE);
    }
  }

  @Override
  public void leave(Absence.Kind kind) {
    try {
      toFirst.say(new Absence(rank, kind)::write);
    } catch (IOException e) {
      // then rank 0 is gone
    }
    toFirst.close();
  }
}
