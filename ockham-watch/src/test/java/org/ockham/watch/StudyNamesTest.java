package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.storage.StorageException;

final class StudyNamesTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final BlockingQueue<List<String>> answers = new ArrayBlockingQueue<>(9);
  private final StudyNames names = new StudyNames("the server", this::answer);

  private List<String> answer() {
    try {
      List<String> answer = answers.take();
      if (answer.isEmpty()) {
        throw new StorageException("it is damaged");
      }
      return answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("Whoever does not answer in time keeps nobody waiting, and the last answer holds")
  void doesNotWait() {
    assertThatThrownBy(() -> names.get(new Stamp("1"), Duration.ZERO))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("the server has not answered yet");
    answers.add(List.of("first"));
    assertThat(names.get(new Stamp("1"), LONG)).containsExactly("first");
    assertThat(names.get(new Stamp("1"), LONG)).containsExactly("first");
    assertThat(names.get(new Stamp("2"), Duration.ZERO)).containsExactly("first");
    answers.add(List.of("second"));
    assertThat(names.get(new Stamp("3"), LONG)).containsExactly("second");
    answers.add(List.of());
    assertThatThrownBy(() -> names.get(new Stamp("4"), LONG)).hasMessage("it is damaged");
    answers.add(List.of("third"));
    assertThat(names.get(new Stamp("4"), LONG)).containsExactly("third");
  }
}
