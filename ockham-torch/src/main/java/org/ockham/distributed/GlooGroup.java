package org.ockham.distributed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.DType;
import org.ockham.tensor.Gloo;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.PeerException;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Ranks that are processes, on one machine or several, connected by Gloo. */
final class GlooGroup implements ProcessGroup {

  /** Beyond this what is too large for an envelope follows it: more would cost small messages more than it spares large ones. */
  private static final int LARGEST_ENVELOPE = 1 << 16;

  private final Rendezvous meeting;
  private final Roll roll;
  private final Gloo gloo;
  private final Consensus consensus;
  private @Nullable String end;
  /**
   * How many bytes go at once where bytes are gathered: their number, and these if they are not more. It grows with what was gathered,
   * which all ranks know.
   */
  private int envelopeSize = 1 << 10;

  private boolean exchanging;
  private boolean closed;

  GlooGroup(Rendezvous meeting, Roll roll, Gloo gloo, Consensus consensus) {
    this.meeting = meeting;
    this.roll = roll;
    this.gloo = gloo;
    this.consensus = consensus;
  }

  @Override
  public int rank() {
    return meeting.rank();
  }

  @Override
  public int size() {
    return roll.size();
  }

  @Override
  public List<byte[]> allGather(byte[] mine) {
    try (Scope scope = Scope.open()) {
      Tensor envelope = Tensor.empty(DType.UINT8, envelopeSize);
      int begins = Math.min(mine.length, envelopeSize - Integer.BYTES);
      envelope.byteBuffer().putInt(mine.length).put(mine, 0, begins);
      List<Tensor> envelopes = exchanged(envelope, Collections.nCopies(size(), envelopeSize));
      List<Integer> rests = envelopes.stream()
          .map(each -> Math.max(0, each.byteBuffer().getInt() + Integer.BYTES - envelopeSize))
          .toList();
      Tensor rest = Tensor.empty(DType.UINT8, mine.length - begins);
      rest.byteBuffer().put(mine, begins, mine.length - begins);
      List<Tensor> ends = exchanged(rest, rests);
      int largest = Collections.max(rests);
      while (largest > 0 && envelopeSize < LARGEST_ENVELOPE) {
        largest -= envelopeSize;
        envelopeSize *= 2;
      }
      return IntStream.range(0, size())
          .mapToObj(
              each -> joined(envelopes.get(each).byteBuffer(), ends.get(each).byteBuffer()))
          .toList();
    }
  }

  /** Sends one tensor of bytes to all, and receives so many from each. */
  private List<Tensor> exchanged(Tensor mine, List<Integer> lengths) {
    List<Tensor> received = new ArrayList<>();
    for (int each = 0; each < size(); each++) {
      received.add(each == rank() ? mine : Tensor.empty(DType.UINT8, lengths.get(each)));
    }
    exchange(Collections.nCopies(size(), mine), received);
    return received;
  }

  private static byte[] joined(ByteBuffer envelope, ByteBuffer rest) {
    byte[] whole = new byte[envelope.getInt()];
    int begins = Math.min(whole.length, envelope.remaining());
    envelope.get(whole, 0, begins);
    rest.get(whole, begins, whole.length - begins);
    return whole;
  }

  @Override
  public void exchange(List<Tensor> toEach, List<Tensor> fromEach) {
    Parcels.check(size(), toEach, fromEach);
    begin();
    try {
      if (toEach.get(rank()) != fromEach.get(rank())) {
        try (NoGrad off = NoGrad.on()) {
          fromEach.get(rank()).copy_(toEach.get(rank()));
        }
      }
      gloo.exchange(toEach, fromEach, meeting.timeout());
    } catch (PeerException e) {
      throw lost(e);
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (closed) {
      throw new RankException("rank " + rank() + " has closed its group: join another one");
    } else if (end != null) {
      throw RankException.loss(end, null);
    }
    exchanging = true;
  }

  private synchronized void end() {
    exchanging = false;
    if (closed) {
      gloo.close();
    }
  }

  private RankException lost(PeerException peer) {
    Absence.Kind kind = peer.timedOut() ? Absence.Kind.SILENT : Absence.Kind.GONE;
    String sentence = consensus
        .on(new Absence(peer.rank(), kind))
        .sentence(roll, meeting.timeout(), meeting.wording());
    synchronized (this) {
      end = sentence;
    }
    return RankException.loss(sentence, peer);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    consensus.leave(Absence.Kind.LEFT);
    synchronized (this) {
      if (!exchanging) { // else the exchange's end does it
        gloo.close();
      }
    }
  }
}
