package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Ask;
import org.ockham.search.sampler.CmaEs;
import org.ockham.search.sampler.Gp;
import org.ockham.search.sampler.Nsga;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.space.Distribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;

/** What a sampler remembers follows from the study's trials, however the study is worked on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class SamplerMemoryTest {

  @TempDir
  private Path folder;

  private static double objective(Trial trial) {
    double x = trial.suggestDouble("x", -1, 1);
    double y = trial.suggestDouble("y", -1, 1);
    return (x - 0.3) * (x - 0.3) + y * y + trial.suggestInt("n", 0, 5);
  }

  static Stream<Sampler> learners() {
    return Stream.of(Tpe.seeded(1), CmaEs.seeded(1), Nsga.two(1).withPopulation(6), new Gp(1, 5));
  }

  /** As several jobs end their trials: four at a time, the last one first. */
  private static void outOfOrder(Study study, int rounds) {
    for (int round = 0; round < rounds; round++) {
      List<Trial> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(study.ask());
      }
      for (int i = 3; i >= 0; i--) {
        study.tell(asked.get(i), objective(asked.get(i)));
      }
    }
  }

  private static List<Parameters> proposed(Study study, Plan plan) {
    return study.optimize(SamplerMemoryTest::objective, plan).trials().stream()
        .map(FrozenTrial::parameters)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("learners")
  void aStudyThatWentOnWithoutOrderIsOrderedAsOneThatIsReopened(Sampler sampler) {
    Storage storage = Storage.memory();
    Study study = Study.minimize("s", storage, sampler);
    outOfOrder(study, 8);
    Study.copy("s", storage, storage, "t");
    Study reopened = Study.open("t", storage, sampler, Pruner.none());
    Plan plan = Plan.trials(20).ordered(2);
    assertThat(proposed(study, plan)).isEqualTo(proposed(reopened, plan));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void aSearchWithoutOrderBeginsAsInAStudyThatIsReopened(Sampler sampler) {
    Storage storage = Storage.memory();
    Study study = Study.minimize("s", storage, sampler);
    outOfOrder(study, 8);
    Study.copy("s", storage, storage, "t");
    Study reopened = Study.open("t", storage, sampler, Pruner.none());
    assertThat(proposed(study, Plan.trials(20))).isEqualTo(proposed(reopened, Plan.trials(20)));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void aHandleWithAnotherHeartbeatProposesTheSame(Sampler sampler) {
    Study alone = Study.minimize("s", Storage.memory(), sampler);
    Study one = Study.minimize("s", Storage.memory(), sampler);
    Study other = one.heartbeat(Duration.ofSeconds(5));
    for (int i = 0; i < 30; i++) {
      Study turn = i % 2 == 0 ? one : other;
      proposed(turn, Plan.trials(1));
      proposed(alone, Plan.trials(1));
    }
    assertThat(one.result().trials().stream().map(FrozenTrial::parameters).toList())
        .isEqualTo(alone.result().trials().stream().map(FrozenTrial::parameters).toList());
  }

  /** Notes which finished trials it meets, as samplers do that learn trial by trial. */
  private static final class Recorder implements Proposer {
    private final List<Integer> met = new ArrayList<>();

    @Override
    public synchronized Parameters joint(Ask ask) {
      List<FrozenTrial> finished = ask.history().finished();
      for (int i = met.size(); i < finished.size(); i++) {
        met.add(finished.get(i).number());
      }
      return Parameters.NONE;
    }

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      return distribution.quantile(0.5);
    }
  }

  @Test
  void everyFinishedTrialReachesTheSamplerOnceThroughWhicheverHandle() {
    List<Recorder> opened = new ArrayList<>();
    Sampler sampler = directions -> {
      opened.add(new Recorder());
      return opened.get(opened.size() - 1);
    };
    Study one = Study.minimize("s", Storage.memory(), sampler);
    Study other = one.heartbeat(Duration.ofSeconds(5));
    for (int i = 0; i < 50; i++) {
      Trial first = one.ask();
      Trial second = other.ask();
      other.tell(second, 1);
      Trial third = other.ask();
      one.tell(first, 1);
      other.tell(third, 1);
    }
    one.ask();
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).met)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 150).boxed().toList());
  }

  /** The sampler goes on noting until the heartbeat has stored some of it at least five times. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void whatASamplerNotesWhileItThinksReachesTheStorage(String kind) {
    String url = kind.equals("memory") ? "memory://" : "sqlite:///" + folder.resolve("notes.db");
    try (Storage storage = Storage.of(url)) {
      noteWhileBeating(storage);
    }
  }

  private static void noteWhileBeating(Storage storage) {
    int[] notes = {0};
    Sampler sampler = directions -> new Proposer() {
      @Override
      public Parameters joint(Ask ask) {
        long study = storage.find("s").orElseThrow().id();
        long id = ask.trial().id();
        int stored = 0;
        int known = 0;
        for (int i = 0; stored < 5; i++) {
          ask.remember("note" + i, i);
          notes[0] = i + 1;
          int now = storage
              .trials(study, List.of(id), Long.MAX_VALUE)
              .get(0)
              .systemAttributes()
              .size();
          stored += now > known ? 1 : 0;
          known = now;
        }
        return Parameters.NONE;
      }

      @Override
      public double single(Ask ask, String name, Distribution distribution) {
        return distribution.quantile(0.5);
      }
    };
    Study study = Study.minimize("s", storage, sampler).heartbeat(Duration.ofMillis(20));
    FrozenTrial told = study.tell(study.ask(), 1);
    Map<String, Object> kept = storage
        .trials(storage.find("s").orElseThrow().id(), List.of(), -1)
        .get(0)
        .systemAttributes();
    assertThat(kept).isEqualTo(told.systemAttributes());
    for (int i = 0; i < notes[0]; i++) {
      assertThat(kept).containsEntry("note" + i, i);
    }
  }
}
