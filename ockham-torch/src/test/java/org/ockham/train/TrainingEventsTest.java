package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataModule;

/** What Java's flight recorder sees of a fit. */
final class TrainingEventsTest {

  @Test
  void epochsStepsWaitsAndValidationsAreRecorded(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("training.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      Trainer.builder()
          .maxEpochs(2)
          .batchSize(10)
          .accumulate(2)
          .validateEvery(2)
          .build()
          .fit(new Recorded(), DataModule.of(new Line(60), new Line(10)));
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> ours = RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getCategoryNames().contains("Ockham"))
        .toList();
    Map<String, Long> counts = ours.stream()
        .collect(
            Collectors.groupingBy(event -> event.getEventType().getName(), Collectors.counting()));
    assertThat(counts)
        .containsOnly(
            Map.entry("org.ockham.Epoch", 2L),
            Map.entry("org.ockham.Step", 6L),
            Map.entry("org.ockham.DataWait", 6L),
            Map.entry("org.ockham.Validation", 1L));
    assertThat(ours.stream()
            .filter(event -> event.getEventType().getName().equals("org.ockham.Step"))
            .map(event -> event.getInt("epoch") + "/" + event.getLong("step")))
        .containsExactlyInAnyOrder("1/1", "1/2", "1/3", "2/4", "2/5", "2/6");
    RecordedEvent epoch = ours.stream()
        .filter(event -> event.getEventType().getName().equals("org.ockham.Epoch"))
        .findFirst()
        .orElseThrow();
    assertThat(ours.stream()
            .filter(event -> event.getInt("epoch") == epoch.getInt("epoch"))
            .allMatch(event -> !event.getEndTime().isAfter(epoch.getEndTime())))
        .isTrue();
  }
}
