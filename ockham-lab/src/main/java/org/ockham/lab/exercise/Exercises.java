package org.ockham.lab.exercise;

import java.util.List;

/** All exercises, in the order of the course: a line each. */
public final class Exercises {

  private static final List<Exercise> ALL = List.of(
      new Perceptron(),
      new TwoLinearNeurons(),
      new Housing(),
      new VanishingGradient(),
      new Multilabel(),
      new OneCycle(),
      new Clipping(),
      new SgdBias(),
      new ScheduleGallery(),
      new Momentum(),
      new Normalizers(),
      new SearchStrategies(),
      RecipeExercise.of("mnist-mlp"),
      RecipeExercise.of("mnist-5pct"),
      RecipeExercise.of("cifar-cnn"),
      RecipeExercise.of("l1-sparsity"),
      RecipeExercise.of("early-stopping"),
      new AugmentationGallery(),
      RecipeExercise.of("cifar-augment"),
      RecipeExercise.of("cifar-autoaugment"),
      RecipeExercise.of("cifar-dropout"),
      RecipeExercise.of("cifar-batchnorm"),
      RecipeExercise.of("cifar-gaussian-noise"));

  private Exercises() {}

  /** All of them. */
  public static List<Exercise> all() {
    return ALL;
  }
}
