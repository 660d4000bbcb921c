package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

/** A study whose trials take time to be read, and more to be analysed. */
final class LargeStudyTest {

  private static final int TRIALS = 2 * KnownTrials.PIECE + 500;

  /** A storage whose second piece waits. */
  private static Storage slow(Storage storage, CountDownLatch second) {
    return (Storage) Proxy.newProxyInstance(
        Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, given) -> {
          if (method.getName().equals("next") && (Long) given[1] >= 0) {
            second.await();
          }
          try {
            return method.invoke(storage, given);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static void fill(Storage storage) {
    Study study = Study.minimize("large", storage, Random.seeded(1));
    study.optimize(trial -> trial.suggestDouble("x", 0, 1) + trial.suggestDouble("y", 0, 1), 1);
    FrozenTrial first = study.result().best();
    storage.addAll(storage.studies().get(0).id(), Collections.nCopies(TRIALS - 1, first));
  }

  @Test
  @DisplayName(
      "What is read is shown before the rest is, and the analyses follow; a kept report has all")
  void comesInPieces() throws InterruptedException {
    try (Storage storage = Storage.memory()) {
      fill(storage);
      CountDownLatch second = new CountDownLatch(1);
      Watched watched = Watch.of("memory://", slow(storage, second)).all().get(0);

      String part = watched.page().body();
      assertThat(part)
          .contains("2,000: 2,000 complete", "<h2>Optimisation history", "Being computed …");
      Stamp before = watched.stamp();
      second.countDown();
      assertThat(watched.report().body())
          .contains("4,500: 4,500 complete", "From 4,000 of the 4,500 complete trials")
          .doesNotContain("Being computed …");
      assertThat(watched.stamp()).isNotEqualTo(before);
      while (watched.page().body().contains("Being computed …")) {
        Thread.sleep(20);
      }
      assertThat(watched.page().body())
          .contains("4,500: 4,500 complete", "From 4,000 of the 4,500 complete trials");
    }
  }
}
