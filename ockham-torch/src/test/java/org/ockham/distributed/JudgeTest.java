package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.distributed.Absence.Kind;

final class JudgeTest {

  private static final Absence ZERO = new Absence(0, Kind.SILENT);
  private static final Absence TWO = new Absence(2, Kind.SILENT);

  private final Judge judge = new Judge(List.of());

  @Test
  @DisplayName("Who is missed but itself misses another is not named, whoever speaks first")
  void namesWhoIsMissedAndMissesNobody() {
    List<CompletableFuture<Absence>> all = Stream.of(
            said(1, ZERO), said(3, new Absence(1, Kind.GONE)), said(0, TWO))
        .toList();
    assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(TWO));
    assertThat(judge.on(new Absence(3, Kind.GONE))).isEqualTo(TWO);
  }

  @Test
  @DisplayName("Two that miss each other: one of them is named, by both")
  void twoThatMissEachOther() {
    Judge hasty = new Judge(List.of(), Duration.ofMillis(100));
    CompletableFuture<Absence> zero = said(hasty, 0, new Absence(1, Kind.GONE));
    CompletableFuture<Absence> one = said(hasty, 1, new Absence(0, Kind.GONE));
    assertThat(zero.join()).isEqualTo(one.join());
  }

  @Test
  void aBrokenLineIsCertain() {
    CompletableFuture<Absence> zero = said(0, TWO);
    Absence gone = new Absence(2, Kind.GONE);
    judge.decide(gone);
    assertThat(zero.join()).isIn(gone, TWO);
    assertThat(judge.on(1, ZERO)).isEqualTo(zero.join());
  }

  private CompletableFuture<Absence> said(int witness, Absence seen) {
    return said(judge, witness, seen);
  }

  private static CompletableFuture<Absence> said(Judge judge, int witness, Absence seen) {
    return CompletableFuture.supplyAsync(
        () -> judge.on(witness, seen), task -> new Thread(task).start());
  }
}
