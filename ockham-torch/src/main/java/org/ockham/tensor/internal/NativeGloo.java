package org.ockham.tensor.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;

/**
 * Connections of a process to others, through which tensors go: libtorch's Gloo. Of it only messages between two are used, which may
 * all differ in size.
 */
public final class NativeGloo implements AutoCloseable {

  static {
    Natives.load();
  }

  /** A message to or from another process was not made good. */
  public static final class Lost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int rank;
    private final boolean timedOut;

    Lost(int rank, boolean timedOut, RuntimeException cause) {
      super(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), cause);
      this.rank = rank;
      this.timedOut = timedOut;
    }

    /** Whose. */
    public int rank() {
      return rank;
    }

    /** Whether time ran out; if not the connection ended. */
    public boolean timedOut() {
      return timedOut;
    }
  }

  private final NativeStore store;
  private final ProcessGroupGloo group;
  private final int rank;
  private final int size;
  private long exchanges;
  private boolean closed;

  /**
   * Connects this process to all the others, which do the same at the same time.
   *
   * @param store is this object's from here on: libtorch's group uses it to its end without owning it
   */
  public NativeGloo(NativeStore store, int rank, int size, String address, long timeoutMillis) {
    this.store = store;
    this.rank = rank;
    this.size = size;
    try (PointerScope temporary = new PointerScope()) {
      ProcessGroupGloo.Options options =
          ProcessGroupGloo.Options.create(new Milliseconds(timeoutMillis));
      options.threads(1); // they run collectives, and messages are none
      options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname(address)));
      group = Constants.kept(new ProcessGroupGloo(store.store, rank, size, options));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Sends each of the others its tensor, and receives one of each. Where that fails the connections are closed.
   *
   * @throws Lost if another does not answer in time, or is gone
   */
  public void exchange(List<Handle> toEach, List<Handle> fromEach, long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    exchanges++;
    try (PointerScope temporary = new PointerScope()) {
      exchange(toEach, fromEach, new ArrayList<>(), end);
    } catch (Lost e) {
      close(); // after the messages, which refer to it
      throw e;
    }
  }

  private void exchange(
      List<Handle> toEach, List<Handle> fromEach, List<Message> messages, long end) {
    int other = rank;
    try {
      for (int i = 1; i < size; i++) {
        other = (rank + size - i) % size; // who sends to this rank first, first
        receive(fromEach.get(other), other, messages);
      }
      for (int i = 1; i < size; i++) {
        other = (rank + i) % size;
        send(toEach.get(other), other, messages);
      }
      for (Message message : messages) {
        other = message.other;
        message.await(end);
      }
    } catch (RuntimeException e) {
      boolean timedOut = System.nanoTime() >= end;
      messages.forEach(Message::abandon);
      throw new Lost(other, timedOut, e);
    }
  }

  private void receive(Handle tensor, int from, List<Message> messages) {
    if (tensor.bytes() > 0) {
      TensorVector one = new TensorVector(tensor.tensor);
      messages.add(new Message(from, group.recv(one, from, tag(tensor))));
    }
  }

  private void send(Handle tensor, int to, List<Message> messages) {
    if (tensor.bytes() > 0) {
      TensorVector one = new TensorVector(tensor.tensor);
      messages.add(new Message(to, group.send(one, to, tag(tensor))));
    }
  }

  /**
   * Made of the size: Gloo ends the process when a message is larger than the memory for it. So what does not fit never meets, and
   * the time limit ends the waiting.
   */
  private int tag(Handle tensor) {
    long mixed = (exchanges * 0x9E3779B97F4A7C15L + tensor.bytes()) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33);
  }

  private record Message(int other, Work work) {

    /** Beyond the end and never short of it: what fails earlier is taken for a connection that ended. */
    void await(long end) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      work._wait(new Milliseconds(Math.max(0, left) + 1));
    }

    /** Gloo forgets messages when one times out; a group that is closed before corrupts its memory. */
    void abandon() {
      try {
        work._wait(new Milliseconds(1));
      } catch (RuntimeException e) {
        // that was the purpose
      }
    }
  }

  /** Closes the connections. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      group.close();
      store.close();
    }
  }
}
