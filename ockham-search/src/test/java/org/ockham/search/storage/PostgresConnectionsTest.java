package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.TrialPruned;
import org.ockham.search.sampler.Random;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** How many connections a process takes from a server that allows {@value PostgresServer#MAX_CONNECTIONS}. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class PostgresConnectionsTest {

  private final String url = PostgresServer.database();

  private static Study study(String name, Storage storage) {
    return Study.minimize(name, storage, Random.seeded(1));
  }

  /** With one connection each trial could not even begin if another held it while it trains. */
  @Test
  void thirtyTrialsAtATimeTrainOnOneConnection() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(30);
    AtomicLong most = new AtomicLong();
    try (Storage storage = Storage.of(url + "?pool=1")) {
      StudyResult result = study("s", storage)
          .optimize(
              trial -> {
                double x = trial.suggestDouble("x", 0, 1);
                together.countDown();
                assertThat(together.await(200, TimeUnit.SECONDS)).isTrue();
                if (trial.number() == 0) {
                  most.set(PostgresServer.connections(url));
                }
                trial.report(1, x);
                if (trial.number() % 3 == 2) {
                  throw new TrialPruned();
                }
                return x;
              },
              Plan.trials(30).jobs(30));
      assertThat(result.trials()).hasSize(30);
      assertThat(result.complete()).hasSize(20);
    }
    assertThat(most.get()).isEqualTo(1);
    PostgresServer.awaitNobody(url);
  }

  @Test
  void fourConnectionsAreTheMostThatThirtyTrialsTake() throws InterruptedException {
    AtomicLong most = new AtomicLong();
    try (Storage storage = Storage.of(url)) {
      StudyResult result = study("s", storage)
          .optimize(
              trial -> {
                trial.report(1, 1);
                if (trial.number() % 10 == 9) {
                  most.accumulateAndGet(PostgresServer.connections(url), Math::max);
                }
                return trial.suggestDouble("x", 0, 1);
              },
              Plan.trials(90).jobs(30));
      assertThat(result.complete()).hasSize(90);
    }
    assertThat(most.get()).isBetween(1L, 4L);
    PostgresServer.awaitNobody(url);
  }

  /** As in a loop over tasks whose author never thought of closing. */
  @Test
  void fiftyStudiesInARowHaveTheConnectionsOfOne() throws InterruptedException {
    List<Storage> opened = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Storage storage = Storage.of(url);
      opened.add(storage);
      assertThat(study("s" + i, storage)
              .optimize(t -> t.suggestDouble("x", 0, 1), 1)
              .complete())
          .hasSize(1);
    }
    assertThat(PostgresServer.connections(url)).isBetween(1L, 4L);
    opened.remove(0).close();
    opened.get(0).close();
    opened.get(0).close(); // twice is once
    assertThatThrownBy(() -> opened.get(0).studies()).hasMessageContaining("was closed here");
    assertThat(opened.get(1).studies()).hasSize(50);
    opened.forEach(Storage::close);
    PostgresServer.awaitNobody(url);
  }

  /** Somebody holds a lock: two threads wait at it, the others for the two connections. */
  @Test
  void whoWaitsTooLongIsToldForWhat() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Storage storage = Storage.of(url + "?pool=2&busy_timeout=1000");
        Connection other = PostgresServer.connect(url)) {
      long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("select * from studies for update");
      }
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Thread thread = new Thread(() -> {
          try {
            storage.start(study, Map.of());
          } catch (StorageException e) {
            failures.add(e);
          }
        });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      other.rollback();
      assertThat(storage.start(study, Map.of()).number()).isZero(); // and goes on
    }
    assertThat(failures).hasSize(12);
    assertThat(failures)
        .anySatisfy(e -> assertThat(e)
            .hasMessageContaining(
                "all connections of this process, pool=2, are in use for more than 1000 ms"))
        .anySatisfy(e -> assertThat(e)
            .hasMessageContaining("locked by another connection for more than 1000 ms"))
        .anySatisfy(e ->
            assertThat(((StorageException) e).kind()).isEqualTo(StorageException.Kind.UNWRITABLE));
  }

  @Test
  void aServerWithoutRoomIsWaitedForAndThenNamed() throws Exception {
    List<Connection> others = new ArrayList<>();
    try (Storage storage = Storage.of(url)) {
      study("s", storage);
    }
    try {
      while (others.size() < PostgresServer.MAX_CONNECTIONS) {
        try {
          others.add(PostgresServer.connect(url));
        } catch (SQLException e) {
          Thread.sleep(20); // somebody is about to leave, and would make room too early
        }
      }
      assertThatThrownBy(() -> Storage.of(url + "?pool=3&busy_timeout=500"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no connection left")
          .hasMessageContaining("pool=3")
          .hasMessageContaining("max_connections");
      Thread leaving = new Thread(() -> {
        try {
          Thread.sleep(300);
          others.remove(0).close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      leaving.start();
      try (Storage storage = Storage.of(url)) {
        assertThat(storage.studies()).hasSize(1);
      }
      leaving.join();
    } finally {
      for (Connection other : others) {
        other.close();
      }
    }
  }

  /** As a firewall or an administrator does while a trial trains for an hour. */
  @Test
  void aConnectionThatIsCutWhileATrialTrainsCostsNothing() {
    try (Storage storage = Storage.of(url)) {
      StudyResult result = study("s", storage)
          .optimize(
              trial -> {
                double x = trial.suggestDouble("x", 0, 1);
                trial.report(1, x);
                PostgresServer.cut(url);
                return x;
              },
              3);
      assertThat(result.complete()).hasSize(3);
      assertThat(storage.trials(1, List.of(), -1))
          .extracting(FrozenTrial::values)
          .isEqualTo(result.trials().stream().map(FrozenTrial::values).toList());
    }
    assertThat(PostgresServer.number(url, "select count(*) from trial_values")).isEqualTo(3);
  }

  /** The worst moment: the change is on its way. */
  @Test
  void aConnectionThatIsCutInTheMiddleOfTheResultStoresItOnce() throws Exception {
    try (Storage storage = Storage.of(url);
        Connection other = PostgresServer.connect(url)) {
      long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
      FrozenTrial trial = storage.start(study, Map.of());
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("select * from trials for update");
      }
      AtomicLong taken = new AtomicLong(-1);
      Thread teller = new Thread(() -> taken.set(
          storage.write(trial.id(), TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(0.5)))
              ? 1
              : 0));
      teller.start();
      String waiting =
          "select count(*) from pg_stat_activity where wait_event_type='Lock' and datname='"
              + PostgresServer.name(url) + "'";
      while (PostgresServer.number("/postgres", waiting) == 0) {
        Thread.sleep(5);
      }
      PostgresServer.execute("select pg_terminate_backend(pid) from pg_stat_activity"
          + " where wait_event_type='Lock' and datname='" + PostgresServer.name(url) + "'");
      other.rollback();
      teller.join();
      assertThat(taken.get()).isEqualTo(1);
      assertThat(storage.trials(study, List.of(), -1).get(0).values()).containsExactly(0.5);
    }
  }
}
