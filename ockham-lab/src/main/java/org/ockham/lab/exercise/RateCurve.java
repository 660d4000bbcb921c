package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Section;
import org.ockham.lab.catalogue.Spelling;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.lab.recipe.Change;
import org.ockham.nn.Linear;
import org.ockham.optim.Optimizer;
import org.ockham.optim.Sgd;
import org.ockham.schedule.Curve;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.Scheduler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rates that a schedule sets, to be drawn. One that follows a metric is shown a loss that falls for a quarter of the steps and then
 * no more.
 *
 * @param word what recipes call the schedule
 * @param schedule the schedule
 * @param initial the optimiser's own rate
 * @param steps how many rates
 */
public record RateCurve(String word, Schedule schedule, double initial, int steps) {

  private static final double MOMENTUM = 0.9;
  private static final String TOTAL = "totalSteps";

  /**
   * The curve of the schedule of this word. What is not given is as in the {@link ScheduleGallery}, where it has one, and the number of
   * all steps, where the schedule asks for it, is that of the steps that are drawn.
   *
   * @param changes settings of the schedule
   * @throws RecipeException if there is no such schedule, or its settings are incomplete or refused
   */
  public static RateCurve of(String word, List<Change> changes, double initial, int steps) {
    Catalogue catalogue = Catalogue.standard();
    List<String> words = catalogue.words(Kind.SCHEDULE);
    if (!words.contains(word)) {
      throw new RecipeException("There is no schedule '" + Excerpt.of(word) + "'"
          + Spelling.hint(word, words) + ": there are " + String.join(", ", words) + ".");
    }
    Component<Schedule> component = catalogue.named(Kind.SCHEDULE, word);
    ObjectNode settings = JsonMapper.shared().createObjectNode().put("kind", word);
    ScheduleGallery.curve(word)
        .ifPresent(example -> settings.setAll(
            (ObjectNode) JsonMapper.shared().valueToTree(component.write(example.schedule))));
    if (component.settings().stream().anyMatch(each -> each.word().equals(TOTAL))) {
      settings.put(TOTAL, steps);
    }
    Map<String, String> sources = new HashMap<>();
    for (Change change : changes) {
      settings.set(change.key(), change.value());
      sources.put(word + "." + change.key(), change.source());
    }
    Section section = new Section(
        JsonMapper.shared().createObjectNode().set(word, settings),
        "",
        path -> sources.getOrDefault(path, "schedule"));
    Schedule schedule = catalogue.chosen(Kind.SCHEDULE, section, word).make(Map.of());
    return new RateCurve(word, schedule, initial, steps);
  }

  /** The rate in force during each step. */
  public double[] rates() {
    if (schedule instanceof Curve curve) {
      return curve.rates(initial, steps);
    }
    Optimizer optimizer = Sgd.rate(initial).momentum(MOMENTUM).over(new Linear(1, 1).initialize(0));
    Scheduler scheduler = schedule.over(optimizer);
    double[] rates = new double[steps];
    for (int step = 0; step < steps; step++) {
      rates[step] = optimizer.rate();
      scheduler.advance(loss(step));
    }
    return rates;
  }

  private double loss(int step) {
    return Math.max(0.4, 1 - 0.6 * step / Math.max(1, steps / 4 - 1));
  }

  /** The momentum in force during each step; empty if the schedule leaves it alone. */
  public double[] momenta() {
    return schedule instanceof Curve curve && curve.cyclesMomentum()
        ? curve.momenta(MOMENTUM, steps)
        : new double[0];
  }

  /** The rates as a panel. */
  LinePanel panel() {
    return LinePanel.of(word, "step", "rate").line(Trace.of("rate", 0, rates()));
  }

  /** The rates, the momenta if they change, and for one that follows a loss that loss. */
  public Figure figure() {
    List<LinePanel> panels = new ArrayList<>(List.of(panel()));
    if (momenta().length > 0) {
      panels.add(
          LinePanel.of("momentum", "step", "momentum").line(Trace.of("momentum", 0, momenta())));
    }
    if (schedule.followsMetric()) {
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        losses[step] = loss(step);
      }
      panels.add(LinePanel.of("the loss that it follows", "step", "loss")
          .line(Trace.of("loss", 0, losses)));
    }
    Figure figure = Figure.of("").size(560, 380);
    for (LinePanel panel : panels) {
      figure = figure.panel(panel);
    }
    return figure;
  }
}
