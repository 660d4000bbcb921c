package org.ockham.lab.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ockham.lab.picture.Figure;
import org.ockham.schedule.CosineAnnealingLR;
import org.ockham.schedule.CosineAnnealingWarmRestarts;
import org.ockham.schedule.CyclicLR;
import org.ockham.schedule.ExponentialLR;
import org.ockham.schedule.LinearLR;
import org.ockham.schedule.MultiStepLR;
import org.ockham.schedule.OneCycleLR;
import org.ockham.schedule.PolynomialLR;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.SequentialLR;
import org.ockham.schedule.StepLR;

/** Every schedule's curve in one picture, each held against the rates that PyTorch sets. */
public final class ScheduleGallery implements Exercise {

  /** The steps of an example. */
  public static final int STEPS = 60;

  /** The optimiser's own rate in the examples. */
  public static final double RATE = 0.1;

  /** Where rates are held against PyTorch's. */
  private static final int[] AT = {0, 15, 30, STEPS - 1};

  /**
   * One of the schedules.
   *
   * @param curve its curve
   * @param expected PyTorch 1.13's rates at {@link #AT}; those of plateau are counted: from step 14 on the loss falls no more, so every
   *     fourth step after it halves the rate
   */
  private record Example(RateCurve curve, List<Double> expected) {

    static Example of(String word, Schedule schedule, Double... expected) {
      return new Example(new RateCurve(word, schedule, RATE, STEPS), List.of(expected));
    }

    double[] measured() {
      double[] rates = curve.rates();
      return Arrays.stream(AT).mapToDouble(step -> rates[step]).toArray();
    }

    boolean isMet() {
      double[] measured = measured();
      for (int i = 0; i < AT.length; i++) {
        if (Math.abs(measured[i] - expected.get(i)) > 1e-9 * RATE) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Example> EXAMPLES = List.of(
      Example.of("step", StepLR.every(10), 0.1, 0.01, 1e-4, 1e-6),
      Example.of("multi-step", MultiStepLR.at(5, 20, 21, 40).gamma(0.3), 0.1, 0.03, 0.0027, 8.1e-4),
      Example.of(
          "exponential", ExponentialLR.of(0.95), 0.1, 0.0463291230, 0.0214638764, 0.00484945252),
      Example.of(
          "cosine", CosineAnnealingLR.over(50), 0.1, 0.0793892626, 0.0345491503, 0.00778360372),
      Example.of(
          "cosine-restarts",
          CosineAnnealingWarmRestarts.every(8).multiplier(2).minRate(0.002),
          0.1,
          0.0605594258,
          0.0917420110,
          0.0994696490),
      Example.of("linear", LinearLR.between(1, 0.1, 30), 0.1, 0.055, 0.01, 0.01),
      Example.of("polynomial", PolynomialLR.over(25).power(2), 0.1, 0.016, 0.0, 0.0),
      Example.of(
          "cyclic",
          CyclicLR.between(0.01, 0.1).steps(7, 5).cycleMomentum(false),
          0.01,
          0.0485714286,
          0.0871428571,
          0.028),
      Example.of("one-cycle", OneCycleLR.upTo(0.5, STEPS), 0.02, 0.4837933351, 0.3908304512, 2e-6),
      Example.of(
          "plateau",
          ReduceLROnPlateau.minimizing().factor(0.5).patience(3),
          0.1,
          0.1,
          0.0125,
          0.0000488281),
      Example.of(
          "sequential",
          SequentialLR.of(LinearLR.between(0.1, 1, 5)).then(5, CosineAnnealingLR.over(55)),
          0.01,
          0.0920626767,
          0.0571157419,
          0.0000815448));

  /** The curves of the gallery. */
  public static List<RateCurve> curves() {
    return EXAMPLES.stream().map(Example::curve).toList();
  }

  /** The curve of the schedule of this word, if the gallery has it. */
  public static Optional<RateCurve> curve(String word) {
    return curves().stream().filter(curve -> curve.word().equals(word)).findFirst();
  }

  /** All curves in one picture. */
  public static Figure figure() {
    Figure figure = Figure.of("Schedules of the learning rate").columns(4).size(300, 240);
    for (RateCurve curve : curves()) {
      figure = figure.panel(curve.panel());
    }
    return figure;
  }

  @Override
  public String name() {
    return "schedule-gallery";
  }

  @Override
  public String about() {
    return "every schedule's curve in one picture, against PyTorch's rates";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this, setting, "schedule", "rate at step 0", "at step 15", "at step 30", "at step 59");
    for (Example example : EXAMPLES) {
      List<String> rates = words(example.measured());
      notes.row(example.curve().word(), rates.get(0), rates.get(1), rates.get(2), rates.get(3));
      notes.check(
          "rates of " + example.curve().word() + " at steps 0, 15, 30 and 59",
          String.join(
              ", ", words(example.expected().stream().mapToDouble(x -> x).toArray())),
          String.join(", ", rates),
          example.isMet());
    }
    notes.picture(name(), figure());
    return notes.finding();
  }

  private static List<String> words(double[] rates) {
    return Arrays.stream(rates).mapToObj(Notebook::number).toList();
  }
}
