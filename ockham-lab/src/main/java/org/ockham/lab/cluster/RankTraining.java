package org.ockham.lab.cluster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.ockham.distributed.Door;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.distributed.Rendezvous;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rank of a run, as a task of a cluster. All tell each other whether they can begin, and rank 0 where it is found; then they meet there
 * and compute. What ends on one for a reason of its own comes back as its outcome; that one is gone is thrown, for others can be begun.
 */
final class RankTraining {

  private static final Logger LOG = LoggerFactory.getLogger(RankTraining.class);

  /** Where nothing can go on from a checkpoint, none is written. */
  private static final CheckpointInterval NEVER = CheckpointInterval.every(1e9);

  private static final String READY = "ready";
  private static final String UNFIT = "unfit";
  private static final String FINISHED = "finished";

  private final RankedRun asked;
  private final Gathering gathering;
  private final DoubleConsumer progress;
  private final Path scratch;
  private final List<String> begunAnew = new ArrayList<>();
  private final AtomicReference<@Nullable Run> run = new AtomicReference<>();
  private volatile boolean interrupted;

  RankTraining(RankedRun asked, Gathering gathering, DoubleConsumer progress, Path scratch) {
    this.asked = asked;
    this.gathering = gathering;
    this.progress = progress;
    this.scratch = scratch;
  }

  /** What a rank computes, or why it cannot. */
  @FunctionalInterface
  interface Opening {
    Experiment open() throws RemoteTraining.Lacking;
  }

  /** A rank that can begin; what is null is rank 0's. */
  private record Ready(
      Experiment experiment,
      @Nullable RunPlace place,
      @Nullable RunResult finished,
      @Nullable RunDirectory directory,
      @Nullable Door door)
      implements AutoCloseable {

    /** What the others hear of it. */
    String word() {
      return finished != null ? FINISHED : door == null ? READY : door.place();
    }

    @Override
    public void close() {
      if (door != null) {
        door.close();
      }
      if (place != null) {
        place.close();
      }
    }
  }

  /**
   * From the first word to the others to the end.
   *
   * @throws RankException if another is gone
   */
  RemoteOutcome run(Opening opening) {
    Ready prepared = null;
    RemoteOutcome unfit = RemoteOutcome.cut();
    try {
      prepared = prepared(opening);
    } catch (RemoteTraining.Lacking e) {
      unfit = RemoteOutcome.lacking(requireNonNull(e.getMessage()));
    } catch (RuntimeException | Error e) {
      unfit = RemoteOutcome.failed(e, begunAnew);
    }
    try (Ready ready = prepared) {
      List<String> words = gathering.gather(ready == null ? UNFIT : ready.word());
      if (ready == null || words.contains(UNFIT)) {
        return unfit;
      }
      return words.get(0).equals(FINISHED) ? kept(ready) : uninterrupted(ready, words.get(0));
    } catch (RankException e) {
      if (e.isLoss()) {
        throw e;
      }
      return RemoteOutcome.failed(e, begunAnew);
    } catch (RuntimeException | Error e) { // whose run it is judges it
      return RemoteOutcome.failed(e, begunAnew);
    }
  }

  private Ready prepared(Opening opening) throws RemoteTraining.Lacking {
    Experiment experiment = opening.open();
    if (gathering.rank() > 0) {
      return new Ready(experiment, null, null, null, null);
    }
    RunPlace place = RunPlace.take(asked.run().shared(), scratch, begunAnew::add);
    try {
      RunResult finished = place.finished();
      return finished != null
          ? new Ready(experiment, place, finished, null, null)
          : new Ready(experiment, place, null, place.directory(), Door.at(gathering.host()));
    } catch (RuntimeException | Error e) {
      place.close();
      throw e;
    }
  }

  /** What an earlier process came to; the command that asked for it was gone by then. */
  private RemoteOutcome kept(Ready ready) {
    return ready.place() == null || ready.finished() == null
        ? RemoteOutcome.cut()
        : RemoteOutcome.kept(ready.finished(), ready.place().files(), begunAnew);
  }

  /** On a thread that nobody interrupts, for that closes the files that are written: an interrupt of this one ends the run after its step. */
  private RemoteOutcome uninterrupted(Ready ready, String place) {
    FutureTask<RemoteOutcome> work = new FutureTask<>(() -> computed(ready, place));
    Thread thread = new Thread(work, "ockham-rank-" + gathering.rank());
    thread.setDaemon(true);
    thread.start();
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          interrupt(thread);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) requireNonNull(e.getCause());
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void interrupt(Thread thread) {
    interrupted = true;
    Run begun = run.get();
    if (begun == null) {
      thread.interrupt(); // it waits for the others
    } else {
      begun.interrupt();
    }
  }

  private RemoteOutcome computed(Ready ready, String place) {
    Rendezvous meeting = Rendezvous.at(place)
        .rank(gathering.rank())
        .ranks(asked.ranks())
        .timeout(asked.timeout())
        .wording(asked.wording());
    try (ProcessGroup group =
        ready.door() == null ? meeting.join() : meeting.joinBehind(ready.door())) {
      SharedDirectory shared = asked.run().shared();
      Run begun = Run.sideBySide(ready.experiment(), asked.run().isTested(), progress)
          .checkpoints(shared == null ? NEVER : shared.interval())
          .ranks(group);
      run.set(begun);
      if (interrupted) { // between the meeting and here
        begun.interrupt();
      }
      if (ready.directory() == null || ready.place() == null) {
        begun.follow(RunPlace.followed(shared, scratch));
        return RemoteOutcome.cut();
      }
      if (ready.directory().canGoOn()) {
        LOG.info("{} goes on from {}", asked.run().name(), ready.directory().checkpoint());
      }
      RunResult result = begun.execute(ready.directory(), asked.command(), judged -> {});
      if (result.interrupted()) {
        return RemoteOutcome.cut();
      }
      ready.place().finish(result);
      return RemoteOutcome.kept(result, ready.place().files(), begunAnew);
    }
  }
}
