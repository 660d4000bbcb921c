package org.ockham.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.distributed.Door;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.distributed.Rendezvous;

/** The other ranks of a training on one machine, started by rank 0 with its own words. None outlives it. */
final class RankProcesses implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** How long a process that is gone, or has left the group, may take to end. */
  private static final Duration LEAVING = Duration.ofSeconds(10);

  private final List<ChildRank> children = new ArrayList<>();
  private @Nullable ProcessGroup group;

  private RankProcesses() {}

  /**
   * Starts them, and waits until all have met.
   *
   * @param words of rank 0's command
   * @param isSaid whether they say how many ranks there are
   * @param ranks how many there are, rank 0 among them
   * @param limited gives their meeting the time limit that is asked for
   * @throws RankException if one cannot be started, or ends before they have met
   */
  static RankProcesses start(
      List<String> words, boolean isSaid, int ranks, UnaryOperator<Rendezvous> limited) {
    RankProcesses processes = new RankProcesses();
    try (Door door = Door.at(HOST)) {
      for (int rank = 1; rank < ranks; rank++) {
        processes.children.add(ChildRank.start(words, isSaid, door.place(), rank, ranks));
      }
      processes.group =
          processes.meet(limited.apply(Rendezvous.at(door.place()).ranks(ranks)), door);
      return processes;
    } catch (RuntimeException e) {
      processes.kill();
      throw e;
    }
  }

  private ProcessGroup meet(Rendezvous rendezvous, Door door) {
    CompletableFuture<ProcessGroup> meeting = new CompletableFuture<>();
    Thread joining = new Thread(() -> join(rendezvous, door, meeting), "ockham-rendezvous");
    joining.setDaemon(true);
    joining.start();
    for (ChildRank child : children) {
      child.onExit(() -> meeting.completeExceptionally(new RankException(child.end())));
    }
    try {
      return meeting.get();
    } catch (ExecutionException e) {
      joining.interrupt();
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new RankException("the ranks could not meet: " + e.getCause(), e);
    } catch (InterruptedException e) {
      joining.interrupt();
      Thread.currentThread().interrupt();
      throw new RankException("rank 0 was interrupted while the ranks gathered", e);
    }
  }

  private static void join(
      Rendezvous rendezvous, Door door, CompletableFuture<ProcessGroup> meeting) {
    try {
      ProcessGroup group = rendezvous.joinBehind(door);
      if (!meeting.complete(group)) {
        group.close();
      }
    } catch (RuntimeException | Error e) {
      meeting.completeExceptionally(e);
    }
  }

  /** As rank 0 sees them. */
  ProcessGroup group() {
    if (group == null) {
      throw new IllegalStateException("the ranks have not met");
    }
    return group;
  }

  /** A failure, in words that say what became of the process whose end was its cause. */
  RuntimeException explained(RuntimeException failure) {
    if (!(failure instanceof RankException lost) || !lost.isLoss()) {
      return failure; // which says what is the matter
    }
    long end = System.nanoTime() + LEAVING.toNanos();
    for (ChildRank child : children) {
      child.await(end - System.nanoTime());
    }
    String sentence = String.valueOf(failure.getMessage());
    return children.stream()
        .filter(ChildRank::hasFailed)
        .findFirst()
        .or(() -> children.stream().filter(child -> child.contradicts(sentence)).findFirst())
        .<RuntimeException>map(child -> new RankException(child.end(), failure))
        .orElse(failure);
  }

  /** What they have said on standard error. */
  String said() {
    return children.stream().map(ChildRank::said).collect(Collectors.joining());
  }

  /** Leaves the group, and waits until all have ended; ends those that do not. */
  @Override
  public void close() {
    group().close();
    long end = System.nanoTime() + LEAVING.toNanos();
    children.forEach(child -> child.await(end - System.nanoTime()));
    kill();
  }

  private void kill() {
    children.forEach(ChildRank::kill);
  }
}
