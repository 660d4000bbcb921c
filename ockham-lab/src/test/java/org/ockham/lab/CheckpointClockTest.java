package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.nn.Flatten;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.Trainer;

final class CheckpointClockTest {

  @TempDir
  private Path folder;

  private long now;

  /**
   * The steps after which a checkpoint was written, of 12 steps of 10 seconds each.
   *
   * @param cost seconds that writing one takes
   */
  private List<Long> steps(CheckpointInterval interval, double cost) {
    Path place = folder.resolve("checkpoint");
    List<Long> steps = new ArrayList<>();
    Callback time = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        now += 10_000_000_000L;
      }

      @Override
      public void onStepStart(Fit fit) {
        look();
      }

      @Override
      public void onFitEnd(Fit fit) {
        look();
      }

      private void look() {
        if (CheckpointDirectory.exists(place)) {
          steps.add(CheckpointDirectory.read(place).step());
          CheckpointDirectory.delete(place);
          now += (long) (cost * 1e9);
        }
      }
    };
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(5)
        .callbacks(time, new CheckpointClock(place, interval, () -> now))
        .build()
        .fit(
            Classifier.of(new Sequential(new Flatten(), new Linear(784, 10))),
            DataModule.of(Glyphs.of(1, 60), Glyphs.of(2, 5)));
    return steps;
  }

  @Test
  @DisplayName("There is a checkpoint after the first step that ends so long after the last")
  void interval() {
    assertThat(steps(CheckpointInterval.standard(), 0)).containsExactly(3L, 6L, 9L, 12L);
    assertThat(steps(CheckpointInterval.every(50), 0)).containsExactly(5L, 10L);
    assertThat(steps(CheckpointInterval.every(0), 0)).startsWith(1L, 2L, 3L).contains(12L);
  }

  @Test
  @DisplayName(
      "Where one takes long there are fewer: at most one percent of the time goes into them")
  void share() {
    assertThat(steps(new CheckpointInterval(30, 0.2), 10)).containsExactly(3L, 7L, 11L);
    assertThat(CheckpointInterval.standard().nanosAfter(0)).isEqualTo(30_000_000_000L);
    assertThat(CheckpointInterval.standard().nanosAfter(1_000_000_000)).isEqualTo(99_000_000_000L);
  }

  @Test
  @DisplayName("What is no interval is refused")
  void refused() {
    assertThatThrownBy(() -> CheckpointInterval.every(-1)).hasMessageContaining("seconds is -1");
    assertThatThrownBy(() -> new CheckpointInterval(30, 0)).hasMessageContaining("share is 0");
  }
}
