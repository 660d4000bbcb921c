package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ockham.data.DataModule;
import org.ockham.distributed.LocalGroups;
import org.ockham.distributed.ProcessGroup;
import org.ockham.tensor.Tensor;

/** Fits of one process and of several ranks, which are threads here, and what they leave. */
final class RankedFits {

  /** Far more than any of these fits takes: what waits so long waits for ever. */
  private static final long HANGS_AFTER_SECONDS = 120;

  private RankedFits() {}

  /** What is trained: everything is made anew for each rank. */
  interface Kind {
    TrainingModule module();

    DataModule data();

    /** Settings beside ranks and shards. */
    Trainer.Builder settings();
  }

  /** What one rank does; it may fail. */
  interface Work<T> {
    T on(ProcessGroup group) throws Exception;
  }

  /** Everything that a fit leaves, as bits. */
  record Left(
      Map<String, List<Long>> weights,
      Map<String, List<Long>> optimizer,
      List<Map<String, Double>> epochs,
      List<Double> losses,
      List<Map<String, List<Long>>> gradients,
      String end) {

    void isEqualTo(Left other, String as) {
      assertThat(losses).as(as + ": losses of the steps").isEqualTo(other.losses);
      for (int step = 0; step < gradients.size(); step++) {
        same(gradients.get(step), other.gradients.get(step), as + ": gradients of " + step);
      }
      endsAs(other, as);
    }

    /** The same, of a fit that saw less of its steps. */
    void endsAs(Left other, String as) {
      same(weights, other.weights, as + ": weights");
      same(optimizer, other.optimizer, as + ": optimiser");
      assertThat(epochs).as(as + ": metrics").isEqualTo(other.epochs);
      assertThat(end).as(as + ": end").isEqualTo(other.end);
    }

    private static void same(
        Map<String, List<Long>> ours, Map<String, List<Long>> theirs, String as) {
      assertThat(ours.keySet()).as(as).isEqualTo(theirs.keySet());
      ours.forEach(
          (name, bits) -> assertThat(bits).as(as + ", " + name).isEqualTo(theirs.get(name)));
    }
  }

  /** Looks on, and keeps what it sees. */
  static final class Witness implements Callback {
    private final List<Double> losses = new ArrayList<>();
    private final List<Map<String, List<Long>>> gradients = new ArrayList<>();
    private Map<String, List<Long>> optimizer = Map.of();

    @Override
    public void onGradients(Fit fit) {
      Map<String, List<Long>> seen = new LinkedHashMap<>();
      fit.module().network().parameters().forEach((name, parameter) -> {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          seen.put(name, bits(gradient));
        }
      });
      gradients.add(seen);
    }

    @Override
    public void onStepEnd(Fit fit, double loss) {
      losses.add(loss);
    }

    @Override
    public void onFitEnd(Fit fit) {
      optimizer = RankedFits.bits(fit.optimizer().state());
    }

    Left left(FitResult result) {
      return new Left(
          bits(result.last().stateDict()),
          optimizer,
          result.epochs().stream().map(EpochResult::metrics).toList(),
          losses,
          gradients,
          result.stopReason() + (result.isInterrupted() ? ", interrupted" : ""));
    }
  }

  private static Map<String, List<Long>> bits(Map<String, Tensor> tensors) {
    Map<String, List<Long>> bits = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> bits.put(name, bits(tensor)));
    return bits;
  }

  private static List<Long> bits(Tensor tensor) {
    List<Long> bits = new ArrayList<>();
    for (double number : tensor.detach().toDoubles()) {
      bits.add(Double.doubleToRawLongBits(number));
    }
    return bits;
  }

  /** A fit in one process. */
  static Left alone(Kind kind, int shards) {
    return fit(kind, kind.settings().shards(shards));
  }

  /** The same fit on so many ranks, as each of them leaves it. */
  static List<Left> ranked(Kind kind, int ranks, int shards) {
    return on(ranks, group -> fit(kind, kind.settings().ranks(group).shards(shards)));
  }

  /** A kind of fit leaves the same on ranks as in one process. */
  static void isSame(Kind kind, int ranks, int shards) {
    Left alone = alone(kind, ranks * shards);
    List<Left> each = ranked(kind, ranks, shards);
    for (int rank = 0; rank < ranks; rank++) {
      each.get(rank).isEqualTo(alone, "rank " + rank + " of " + ranks + " x " + shards);
    }
  }

  private static Left fit(Kind kind, Trainer.Builder settings) {
    Witness witness = new Witness();
    Trainer trainer = settings.threads(1).callbacks(witness).build();
    return witness.left(trainer.fit(kind.module(), kind.data()));
  }

  /** What so many ranks give, each on a thread of its own. */
  static <T> List<T> on(int ranks, Work<T> work) {
    List<T> results = new ArrayList<>();
    for (Object each : endings(ranks, work)) {
      if (each instanceof Ended ended) {
        throw new CompletionException(ended.failure());
      }
      @SuppressWarnings("unchecked")
      T result = (T) each;
      results.add(result);
    }
    return results;
  }

  /** What so many ranks end with, where each fails. */
  static List<Throwable> failures(int ranks, Work<?> work) {
    return endings(ranks, work).stream()
        .map(each -> each instanceof Ended ended
            ? ended.failure()
            : new AssertionError("a rank has not failed, but given " + each))
        .toList();
  }

  private record Ended(Throwable failure) {}

  private static List<Object> endings(int ranks, Work<?> work) {
    List<ProcessGroup> groups = LocalGroups.of(ranks);
    ExecutorService threads = Executors.newFixedThreadPool(ranks);
    try {
      List<Future<?>> running = new ArrayList<>();
      groups.forEach(group -> running.add(threads.submit(() -> work.on(group))));
      List<Object> endings = new ArrayList<>();
      for (Future<?> each : running) {
        try {
          Object result = each.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
          endings.add(result == null ? "nothing" : result);
        } catch (ExecutionException e) {
          endings.add(new Ended(e.getCause()));
        } catch (TimeoutException e) {
          endings.add(new Ended(new AssertionError("a rank hangs", e)));
          groups.forEach(ProcessGroup::close);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return endings;
    } finally {
      threads.shutdown();
    }
  }
}
