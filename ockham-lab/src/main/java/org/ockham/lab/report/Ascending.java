package org.ockham.lab.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Numbers in ascending order. */
final class Ascending {

  private final double[] numbers;

  private Ascending(double[] numbers) {
    this.numbers = numbers;
  }

  static Ascending of(DoubleStream numbers) {
    return new Ascending(numbers.sorted().toArray());
  }

  /** All numbers of several. */
  static Ascending of(List<Ascending> several) {
    if (several.size() == 1) {
      return several.get(0);
    }
    double[] all = new double[several.stream().mapToInt(Ascending::size).sum()];
    int count = 0;
    for (Ascending each : several) {
      System.arraycopy(each.numbers, 0, all, count, each.numbers.length);
      count += each.numbers.length;
    }
    Arrays.sort(all); // merges what is in order already
    return new Ascending(all);
  }

  int size() {
    return numbers.length;
  }

  /** The one with so many before it. */
  double at(int place) {
    return numbers[place];
  }

  /** How many are not above this one. */
  int through(double number) {
    int from = 0;
    int to = numbers.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (numbers[middle] <= number) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  double first() {
    return numbers[0];
  }

  double last() {
    return numbers[numbers.length - 1];
  }
}
