package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.data.DataModule;
import org.ockham.data.NamedSet;
import org.ockham.data.fetch.Cache;

final class DataPlanTest {

  @Test
  @DisplayName("The split has the sizes that are said, also where the shares leave some images out")
  void split() {
    DataPlan all = new DataPlan("glyphs", 0.3, 0.7, 100, 20);
    NamedSet images = all.open(Cache.in(Path.of("nowhere")));
    DataModule data = all.split(images, 1);
    assertThat(data.train().size()).isEqualTo(30);
    assertThat(data.validation().size()).isEqualTo(70);
    assertThat(data.test().size()).isEqualTo(20);
    assertThat(all.inWords())
        .isEqualTo(
            "glyphs: 30 images to train (30 %), 70 for validation (70 %), 20 for the test, looked at once at the end");

    DataModule some = new DataPlan("glyphs", 0.05, 0.25, 100, 20).split(images, 1);
    assertThat(some.train().size()).isEqualTo(5);
    assertThat(some.validation().size()).isEqualTo(25);
    assertThat(some.test().size()).isEqualTo(20);
  }

  @Test
  @DisplayName("The sizes that are said are those of the split, however the shares are rounded")
  void rounding() {
    for (double[] shares : new double[][] {{0.5, 0.5}, {0.333, 0.667}, {0.1, 0.2}, {0.8, 0.2}}) {
      for (int limit = 95; limit < 106; limit++) {
        DataPlan plan = new DataPlan("glyphs", shares[0], shares[1], limit, 20);
        DataModule data = plan.split(plan.open(Cache.in(Path.of("nowhere"))), 1);
        assertThat(plan.inWords())
            .contains(
                data.train().size() + " images to train",
                data.validation().size() + " for validation");
      }
    }
    assertThat(new DataPlan("glyphs", 0.5, 0.5, 101, 20).inWordsOfSearch())
        .isEqualTo("glyphs: 51 images to train (50 %), 50 for validation (50 %), 20 for the test,"
            + " which a search never looks at");
  }
}
