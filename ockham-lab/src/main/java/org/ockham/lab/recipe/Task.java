package org.ockham.lab.recipe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.nn.Layer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.train.Classifier;
import org.ockham.train.MultiLabel;
import org.ockham.train.Regressor;
import org.ockham.train.TrainingModule;

/** What is asked of a network: how it is trained, what is measured, and what it is judged by. */
public enum Task {
  /** One of several classes: cross-entropy, judged by accuracy. */
  CLASSIFICATION(new CrossEntropyLoss(), Headline.share("accuracy"), "accuracy"),

  /** Numbers: mean squared error, judged by its root in the target's own units. */
  REGRESSION(new MseLoss(), Headline.error("rmse"), "rmse", "mae", "r2"),

  /** Which of several labels hold: binary cross-entropy of each, judged by F1 over all. */
  MULTILABEL(
      new BceWithLogitsLoss(), Headline.share("f1_micro"), "f1_micro", "f1_macro", "exact_match");

  @SuppressWarnings("ImmutableEnumChecker") // a loss is a record of its settings
  private final Loss loss;

  @SuppressWarnings("ImmutableEnumChecker") // a record
  private final Headline headline;

  @SuppressWarnings("ImmutableEnumChecker") // lists that List.of made do not change
  private final List<String> measures;

  Task(Loss loss, Headline headline, String... measures) {
    this.loss = loss;
    this.headline = headline;
    this.measures = List.of(measures);
  }

  /** As recipes write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is minimised where a recipe says nothing else. */
  public Loss loss() {
    return loss;
  }

  /** What it is judged by first. */
  public Headline headline() {
    return headline;
  }

  /** What selects epochs where a recipe says nothing else: the headline of validation. */
  public String select() {
    return headline.tag("val");
  }

  /**
   * What is measured of a stage, the headline first and the loss last: {@code val/accuracy}, {@code val/loss}.
   *
   * @param labels the names of the labels, if it has labels
   */
  public List<String> tags(String stage, List<String> labels) {
    Stream<String> each = labels.stream().map(label -> "f1/" + label);
    return Stream.of(measures.stream(), each, Stream.of("loss"))
        .flatMap(names -> names)
        .map(name -> stage + "/" + name)
        .toList();
  }

  /** How a measure is written, given its tag: a share in percent, or a number. */
  public Headline written(String tag) {
    String measure = tag.substring(tag.indexOf('/') + 1);
    if (measure.equals(headline.measure())) {
      return headline;
    }
    return Headline.isInPercent(measure)
        ? Headline.share(measure)
        : new Headline(measure, measure.equals("r2"), false, "");
  }

  /**
   * A network with what trains it.
   *
   * @param unit what a target of 1 is in the target's own units, for a regression
   * @param labels the names of the labels, if it has labels
   */
  public TrainingModule module(
      Layer network, OptimizerConfig optimizer, Loss loss, double unit, List<String> labels) {
    return switch (this) {
      case CLASSIFICATION -> new Classifier(network, optimizer, loss);
      case REGRESSION -> new Regressor(network, optimizer, loss, unit);
      case MULTILABEL -> new MultiLabel(network, optimizer, loss, labels);
    };
  }
}
