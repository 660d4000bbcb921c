package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.tensor.Scope;

class LoaderStateTest {
  private final Dataset set = new Samples.Numbered(101);
  private final Loader loader = Loader.over(set).batch(10).shuffle(true).seed(9);

  private static List<List<Float>> all(Epoch epoch) {
    List<List<Float>> batches = new ArrayList<>();
    try (epoch) {
      while (epoch.hasNext()) {
        batches.add(next(epoch));
      }
    }
    return batches;
  }

  private static List<Float> next(Epoch epoch) {
    try (Scope scope = Scope.open()) {
      List<Float> values = new ArrayList<>();
      for (float value : epoch.next().input().toFloats()) {
        values.add(value);
      }
      return values;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void goesOnAtAnyBatchToTheSameBitsWhateverTheWorkers(int workers) {
    List<DataSampler> samplers = List.of(
        DataSampler.shuffled(),
        DataSampler.balanced(set),
        DataSampler.weighted(IntStream.range(0, 101).asDoubleStream().toArray())
            .count(60)
            .replacement(false));
    for (DataSampler sampler : samplers) {
      Loader one = loader.sampler(sampler).prefetch(0);
      Loader many = one.prefetch(2 * workers).workers(workers);
      List<List<Float>> whole = all(one.epoch(3));
      for (int stop = 0; stop <= whole.size(); stop++) {
        LoaderState state;
        List<List<Float>> seen = new ArrayList<>();
        try (Epoch epoch = many.epoch(3)) {
          for (int i = 0; i < stop; i++) {
            seen.add(next(epoch));
          }
          state = LoaderState.fromJson(epoch.state().toJson());
        }
        if (stop < whole.size()) {
          seen.addAll(all(many.epoch(state)));
          assertThat(seen).isEqualTo(whole);
        } else {
          // At the end of an epoch the next one begins.
          assertThat(all(many.epoch(state))).isEqualTo(all(one.epoch(4)));
        }
      }
    }
  }

  private static LoaderState state(Loader loader) {
    try (Epoch epoch = loader.epoch(0)) {
      return epoch.state();
    }
  }

  @Test
  void isSmallAndReadable() {
    try (Epoch epoch = loader.epoch(2, 4)) {
      assertThat(epoch.state().toJson())
          .isEqualTo(
              "{\"epoch\":2,\"batch\":4,\"loader\":\"101 samples of shape [3], shuffled, in batches of 10,"
                  + " last batch keep, seed 9\"}");
    }
  }

  @Test
  void aStateOfAnotherLoaderIsRefused() {
    LoaderState state = state(loader);
    List<Loader> others = List.of(
        loader.seed(8),
        loader.batch(11),
        loader.shuffle(false),
        loader.dropLast(true),
        loader.sampler(DataSampler.balanced(set)),
        Loader.over(new Samples.Numbered(102)).batch(10).shuffle(true).seed(9));
    for (Loader other : others) {
      assertThatThrownBy(() -> other.epoch(state))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("101 samples of shape [3], shuffled, in batches of 10")
          .hasMessageContaining("but this one is of");
    }
    double[] weights = IntStream.range(0, 101).asDoubleStream().toArray();
    Loader weighted = loader.sampler(DataSampler.weighted(weights));
    LoaderState drawn = state(weighted);
    weights[50] = 49;
    assertThatThrownBy(() -> loader.sampler(DataSampler.weighted(weights)).epoch(drawn))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> loader.epoch(new LoaderState(0, 12, state.loader())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("batch 12");
    loader.prefetch(0).workers(3).epoch(state).close(); // which change only the speed
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"epoch\":1,\"batch\":2}",
        "{\"epoch\":1,\"batch\":2,\"loader\":null}",
        "{\"epoch\":1.5,\"batch\":2,\"loader\":\"a\"}",
        "{\"epoch\":1,\"batch\":99999999999,\"loader\":\"a\"}",
        "{\"epoch\":1,\"batch\":2,\"loader\":\"a\",\"more\":1}",
        "{\"epoch\":1,\"batch\":2,\"loader\":\"a\"} x",
        "{\"epoch\":-1,\"batch\":2,\"loader\":\"a\"}",
      })
  void whatIsNoStateIsRefused(String json) {
    assertThatThrownBy(() -> LoaderState.fromJson(json))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "(?s)This is not the state of a loader.*|A loader's state is at epoch -1.*");
  }

  @ParameterizedTest
  @EnumSource(LastBatch.class)
  void theLastBatchIsTreatedAsAsked(LastBatch last) {
    for (int size = 1; size <= 12; size++) {
      for (int batch = 1; batch <= 6; batch++) {
        int rest = size % batch;
        int full = size - rest;
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < full; i += batch) {
          expected.add(batch);
        }
        if (last == LastBatch.JOIN_SINGLE && rest == 1 && full > 0) {
          expected.set(expected.size() - 1, batch + 1);
        } else if (rest > 0
            && last != LastBatch.DROP
            && !(last == LastBatch.DROP_SINGLE && rest == 1)) {
          expected.add(rest);
        }
        Loader any = Loader.over(new Samples.Numbered(size)).batch(batch).prefetch(0);
        if (expected.isEmpty()) {
          assertThatThrownBy(() -> any.lastBatch(last))
              .isInstanceOf(DataException.class)
              .hasMessageContaining("do not fill one of " + batch);
          continue;
        }
        List<List<Float>> batches = all(any.lastBatch(last).epoch(0));
        assertThat(batches.stream().map(values -> values.size() / 3)).isEqualTo(expected);
        assertThat(any.lastBatch(last).batches()).isEqualTo(expected.size());
        float next = 0;
        for (List<Float> values : batches) {
          for (int i = 0; i < values.size(); i += 3) {
            assertThat(values.get(i)).isEqualTo(next++);
          }
        }
      }
    }
  }
}
