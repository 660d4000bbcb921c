package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.PostgresServer;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Four processes, each as if on a machine of its own, make one study of 40 trials in one PostgreSQL database. */
@Tag("cluster")
@Timeout(value = 500, unit = TimeUnit.SECONDS)
final class MachinesTest {

  @TempDir
  private Path folder;

  private final String url = PostgresServer.database();
  private final List<Process> machines = new ArrayList<>();

  private Process start(String name, Path... stay) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(url + "?pool=1", "s", "40", "machine", name));
    for (Path file : stay) {
      arguments.add(file.toString());
    }
    Process process = SearchProcess.start(arguments.toArray(String[]::new));
    machines.add(process);
    return process;
  }

  /** The trial in which a machine stays. */
  private static FrozenTrial stays(Study study, String machine) throws InterruptedException {
    while (true) {
      Optional<FrozenTrial> found = study.result().trials().stream()
          .filter(trial -> trial.userAttributes().containsKey("stays")
              && machine.equals(trial.userAttributes().get("machine")))
          .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
  }

  private static FrozenTrial now(Study study, FrozenTrial trial) {
    return study.result().trials().get(trial.number());
  }

  private static void signal(String signal, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor())
        .isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // no signal stops a process there and lets it go on
  void noTrialIsLostOrDoubledThoughOneMachineDiesAndOneIsAwayForAWhile() throws Exception {
    try (Storage storage = Storage.of(url)) {
      Study study = Study.minimize("s", storage, Random.seeded(0));
      Path never = folder.resolve("never");
      Path back = folder.resolve("back");
      Process victim = start("victim", never);
      Process away = start("away", back);
      FrozenTrial lost = stays(study, "victim");
      FrozenTrial late = stays(study, "away");
      start("third"); // not before: they might leave the others no trial
      start("fourth");
      victim.destroyForcibly().waitFor(); // SIGKILL
      signal("STOP", away);
      while (now(study, late).state() == TrialState.RUNNING
          || now(study, lost).state() == TrialState.RUNNING) {
        Thread.sleep(50);
      }
      signal("CONT", away);
      Files.createFile(back);
      for (Process machine : machines) {
        assertThat(machine.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(machine.exitValue()).isEqualTo(machine == victim ? 137 : 0);
      }

      StudyResult result = study.result();
      List<FrozenTrial> trials = result.trials();
      assertThat(result.settled()).isEqualTo(40);
      assertThat(trials)
          .allMatch(trial -> trial.state().finished())
          .extracting(FrozenTrial::number)
          .isEqualTo(IntStream.range(0, trials.size()).boxed().toList());
      List<FrozenTrial> died = trials.stream()
          .filter(trial -> trial.systemAttributes().containsKey(Tally.DIED))
          .toList();
      assertThat(died)
          .allMatch(trial -> trial.state() == TrialState.FAIL && trial.values().isEmpty())
          .extracting(FrozenTrial::number)
          .contains(lost.number(), late.number());
      assertThat(trials).hasSize(40 + died.size());
      for (FrozenTrial dead : died) {
        assertThat(trials)
            .filteredOn(trial ->
                trial.systemAttributes().get(FrozenTrial.RETRY_HISTORY) instanceof List<?> past
                    && past.get(past.size() - 1).equals(dead.number()))
            .hasSize(1)
            .allMatch(
                retry -> retry.parameters().internal("x") == dead.parameters().internal("x"));
      }
      assertThat(trials).filteredOn(t -> t.state() == TrialState.PRUNED).isNotEmpty();
      assertThat(result.complete())
          .isNotEmpty()
          .allMatch(trial -> trial.value() == trial.parameters().internal("x"));
    } finally {
      machines.forEach(Process::destroyForcibly);
    }
  }
}
