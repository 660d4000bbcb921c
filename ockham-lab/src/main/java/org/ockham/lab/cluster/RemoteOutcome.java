package org.ockham.lab.cluster;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.evidence.Evidence;

/**
 * What came of a run on another machine: a result, a failure of its own, or that it lacks its data; none of them if it was cut short, or
 * the trial that it was for is not under way any more.
 *
 * @param result {@link RunResult#json}
 * @param evidence {@link Evidence#json}, if there is any
 * @param failure what was thrown
 * @param lacking that the data is not there, in a sentence: once it is {@linkplain Cluster#ship shipped} the run can be made
 * @param isPruned whether the trial that it was for gave it up
 * @param begunAnew why the run could not go on from its checkpoint, a sentence each
 * @param files what the run of several ranks has written; null of others
 */
public record RemoteOutcome(
    @Nullable String result,
    @Nullable String evidence,
    @Nullable Throwable failure,
    @Nullable String lacking,
    boolean isPruned,
    List<String> begunAnew,
    @Nullable Shipment files)
    implements Serializable {

  public RemoteOutcome {
    begunAnew = new ArrayList<>(begunAnew);
  }

  static RemoteOutcome cut() {
    return new RemoteOutcome(null, null, null, null, false, List.of(), null);
  }

  static RemoteOutcome lacking(String sentence) {
    return new RemoteOutcome(null, null, null, sentence, false, List.of(), null);
  }

  static RemoteOutcome failed(Throwable failure, List<String> begunAnew) {
    return new RemoteOutcome(null, null, sendable(failure), null, false, begunAnew, null);
  }

  /** Of ranks: what they came to, with all that was written. */
  static RemoteOutcome kept(RunResult result, Shipment files, List<String> begunAnew) {
    return new RemoteOutcome(result.json(), null, null, null, false, begunAnew, files);
  }

  /** Throws here what was thrown there, if anything was. */
  public void rethrow() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** What the other side can read: not what a class of the user's is, which has its loader here alone. */
  private static Throwable sendable(Throwable failure) {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      for (Throwable each = failure; each != null; each = each.getCause()) {
        String name = each.getClass().getName();
        if (Class.forName(name, false, RemoteOutcome.class.getClassLoader()) != each.getClass()) {
          throw new ClassNotFoundException(name);
        }
      }
      out.writeObject(failure);
      return failure;
    } catch (IOException | ClassNotFoundException e) {
      String message = failure.getMessage();
      return new IllegalStateException(
          message == null ? failure.getClass().getSimpleName() : message);
    }
  }
}
