package org.ockham.distributed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.ockham.file.JarVersion;
import org.ockham.tensor.Engine;

/**
 * What a rank says of itself when the roll is called.
 *
 * @param rank which it is
 * @param ranks how many it was told that there are
 * @param version of Ockham
 * @param engine libtorch's version and the platform
 * @param kernels what the last bits of results depend on
 * @param host the machine's name
 * @param address by which others are to reach it
 * @param addressIsChosen whether its user named the address
 * @param patience how long it will still wait
 */
record Presence(
    int rank,
    int ranks,
    String version,
    String engine,
    String kernels,
    String host,
    String address,
    boolean addressIsChosen,
    Duration patience) {

  /** This process. */
  static Presence of(Rendezvous meeting, String address, boolean addressIsChosen, Limit limit) {
    return new Presence(
        meeting.rank(),
        meeting.ranks(),
        JarVersion.of(Presence.class).orElse("unpackaged"),
        Engine.version() + " for " + Engine.platform(),
        Engine.kernels() + ", " + Engine.blas(),
        LocalAddress.hostName(),
        address,
        addressIsChosen,
        limit.left());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(rank);
    out.writeInt(ranks);
    out.writeUTF(version);
    out.writeUTF(engine);
    out.writeUTF(kernels);
    out.writeUTF(host);
    out.writeUTF(address);
    out.writeBoolean(addressIsChosen);
    out.writeLong(patience.toMillis());
  }

  static Presence read(DataInputStream in) throws IOException {
    return new Presence(
        in.readInt(),
        in.readInt(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        Duration.ofMillis(in.readLong()));
  }

  String who() {
    return "rank " + rank + " (on " + host + ")";
  }

  /** Why this rank cannot compute together with rank 0, in one sentence. */
  Optional<String> objection(Presence first) {
    if (ranks != first.ranks) {
      return Optional.of(who() + " was started as one of " + ranks + " ranks, " + first.who()
          + " as one of " + first.ranks + ": start all with the same number");
    } else if (rank >= ranks) {
      return Optional.of(who() + " came where there are ranks 0 to " + (ranks - 1)
          + ": give each process one of these");
    } else if (!version.equals(first.version)) {
      return Optional.of(who() + " is Ockham " + version + ", " + first.who() + " is Ockham "
          + first.version + ": install the same version on all hosts");
    } else if (!engine.equals(first.engine)) {
      return Optional.of(who() + " computes with libtorch " + engine + ", " + first.who() + " with "
          + first.engine + ": they round otherwise; use the same on all hosts");
    } else if (!kernels.equals(first.kernels)) {
      return Optional.of(
          who() + " computes with the kernels " + kernels + ", " + first.who()
              + " with " + first.kernels
              + ": they round otherwise; set ATEN_CPU_CAPABILITY, ONEDNN_MAX_CPU_ISA and OPENBLAS_CORETYPE alike on all hosts");
    }
    return Optional.empty();
  }
}
