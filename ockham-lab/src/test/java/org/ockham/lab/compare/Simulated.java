package org.ockham.lab.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;

/** Makes up runs: what a task comes to is a number, in validation and in the test. */
final class Simulated implements Runner {

  private final ToDoubleFunction<Task> numbers;
  private final int most;
  private volatile boolean interrupted;

  /** The tasks that were run, in order. */
  final List<Task> tasks = Collections.synchronizedList(new ArrayList<>());

  private Simulated(ToDoubleFunction<Task> numbers, int most) {
    this.numbers = numbers;
    this.most = most;
  }

  static Simulated of(ToDoubleFunction<Task> numbers) {
    return new Simulated(numbers, Integer.MAX_VALUE);
  }

  /** The same, killed after so many runs. */
  Simulated upTo(int runs) {
    return new Simulated(numbers, runs);
  }

  @Override
  public List<String> open(List<Variant> variants, boolean isFolded) {
    return List.of();
  }

  @Override
  public synchronized @Nullable RunResult run(
      Task task, @Nullable Path part, DoubleConsumer progress) {
    if (interrupted || tasks.size() == most) {
      return null;
    }
    tasks.add(task);
    double number = numbers.applyAsDouble(task);
    if (Double.isNaN(number)) {
      throw new IllegalStateException("it diverged");
    }
    return new RunResult(
        task.variant().name(),
        task.seed(),
        100,
        List.of(new EpochResult(
            1, 10, Map.of("train/accuracy", number + 0.05, "val/accuracy", number + 0.01), 1)),
        1,
        new Metrics(
            Map.of("val/accuracy", number + 0.01, "val/loss", 1 - number, "val/rmse", number)),
        task.isTested()
            ? new Metrics(
                Map.of("test/accuracy", number, "test/loss", 1 - number, "test/rmse", number))
            : null,
        false,
        null,
        2,
        task.fold(),
        0.25);
  }

  /** The names of what was run. */
  List<String> names() {
    return tasks.stream().map(Task::name).toList();
  }

  @Override
  public void interrupt() {
    interrupted = true;
  }
}
