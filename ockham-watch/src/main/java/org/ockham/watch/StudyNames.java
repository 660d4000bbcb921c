package org.ockham.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.StorageException;

/** The names of a storage's studies, asked for on a thread of their own: who looks at many storages does not wait for one that does not answer. */
final class StudyNames {

  private final String place;
  private final Supplier<List<String>> asking;
  private @Nullable Question pending;
  private @Nullable Stamp stamp;
  private @Nullable List<String> known;

  /**
   * Those that somebody gives.
   *
   * @param place where they are asked for, in words
   */
  StudyNames(String place, Supplier<List<String>> asking) {
    this.place = place;
    this.asking = asking;
  }

  private record Question(Stamp stamp, long time, CompletableFuture<List<String>> answer) {}

  /**
   * The names for this look of the storage, or those of the last answer, if there is none in time.
   *
   * @param patience how long after a question its answer is waited for
   * @throws RuntimeException if they cannot be had
   */
  List<String> get(Stamp now, Duration patience) {
    Question question = question(now);
    if (question == null) {
      return last();
    }
    try {
      long left = patience.toNanos() - (System.nanoTime() - question.time);
      List<String> names = question.answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
      answered(question, names);
      return names;
    } catch (TimeoutException e) {
      return last();
    } catch (ExecutionException e) {
      failed(question);
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(place + " cannot be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last();
    }
  }

  /** What has been asked and not been answered; null if the answer for this look is known. */
  private synchronized @Nullable Question question(Stamp now) {
    if (pending == null && now.equals(stamp)) {
      return null;
    }
    Question question = pending;
    if (question == null) {
      question = new Question(now, System.nanoTime(), new CompletableFuture<>());
      pending = question;
      CompletableFuture<List<String>> answer = question.answer;
      Thread thread = new Thread(() -> ask(answer), "ockham-watch-names");
      thread.setDaemon(true);
      thread.start();
    }
    return question;
  }

  private void ask(CompletableFuture<List<String>> answer) {
    try {
      answer.complete(asking.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private synchronized void answered(Question question, List<String> names) {
    if (question.equals(pending)) {
      pending = null;
      stamp = question.stamp;
      known = names;
    }
  }

  private synchronized void failed(Question question) {
    if (question.equals(pending)) {
      pending = null;
    }
  }

  private synchronized List<String> last() {
    List<String> names = known;
    if (names == null) {
      throw new StorageException(
          StorageException.Kind.UNREACHABLE,
          place + " has not answered yet: look whether its disk or server is busy, or gone",
          null);
    }
    return names;
  }
}
