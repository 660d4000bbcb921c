package org.ockham.spark;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.cluster.RankedRun;
import org.ockham.lab.cluster.RemoteOutcome;
import scala.reflect.ClassTag$;

/**
 * A job of one barrier stage: its tasks are the ranks of a run, and begin together or not at all. Spark ends all of them when one is lost, and
 * does not begin such a stage again by itself where it is the job's last.
 */
final class RankJob {

  /** A rank was lost, so that its job is over; another may be begun. */
  static final class LostRank extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRank(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  private static final Pattern TOLD = Pattern.compile("RankException: (.+)");
  private static final Pattern EXECUTOR =
      Pattern.compile("ExecutorLostFailure \\(executor (\\S+) .*?\\) Reason: (.+)");

  private RankJob() {}

  /** Begins it. */
  static JavaFutureAction<List<RemoteOutcome>> submit(
      JavaSparkContext context, RankedRun run, RankTask task) {
    return context
        .parallelize(Collections.nCopies(run.ranks(), run), run.ranks())
        .rdd()
        .barrier()
        .mapPartitions(task, false, ClassTag$.MODULE$.<RemoteOutcome>apply(RemoteOutcome.class))
        .toJavaRDD()
        .collectAsync();
  }

  /** Whether its tasks wait for room: none has begun. */
  static boolean isWaiting(JavaSparkContext context, JavaFutureAction<?> job) {
    JavaSparkStatusTracker tracker = context.statusTracker();
    for (int id : job.jobIds()) {
      SparkJobInfo info = tracker.getJobInfo(id);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = tracker.getStageInfo(stage);
        if (tasks != null
            && tasks.numActiveTasks() + tasks.numCompletedTasks() + tasks.numFailedTasks() > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** That a rank was lost, if that is why a job failed. */
  static @Nullable LostRank loss(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher told = TOLD.matcher(message);
    if (told.find()) {
      return new LostRank(told.group(1), failure);
    }
    Matcher executor = EXECUTOR.matcher(message);
    return executor.find()
        ? new LostRank(
            "executor " + executor.group(1) + " is gone (" + executor.group(2) + ")", failure)
        : null;
  }
}
