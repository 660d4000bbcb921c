package org.ockham.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which parameters of a network something applies to: a group's settings, a penalty. Built from the four kinds ({@link
 * #all}, {@link #weights}, {@link #biases}, {@link #norms}) and from names, and combined:
 *
 * <pre>{@code
 * Selection.weights().and(Selection.named("fc*").not())
 * }</pre>
 *
 * @param description how it is called in summaries: {@code weights and not named fc*}
 * @param test whether a parameter of this full name is meant
 */
public record Selection(String description, BiPredicate<String, Parameter> test) {

  /** Every parameter. */
  public static Selection all() {
    return new Selection("all", (name, parameter) -> true);
  }

  /** What is neither a {@linkplain #biases bias} nor a {@linkplain #norms norm's}: the matrices and kernels. */
  public static Selection weights() {
    return new Selection(
        "weights", (name, parameter) -> !isBias(name, parameter) && !isNorm(parameter));
  }

  /** What is called a bias ({@code bias}, {@code bias_ih_l0}), and what else has fewer than two dimensions; no norm's. */
  public static Selection biases() {
    return new Selection(
        "biases", (name, parameter) -> isBias(name, parameter) && !isNorm(parameter));
  }

  /** Scales and shifts of normalisations: the parameters of layers whose class is called {@code …Norm…}. */
  public static Selection norms() {
    return new Selection("norms", (name, parameter) -> isNorm(parameter));
  }

  /** Full names, where {@code *} stands for any letters: {@code fc1.weight}, {@code head.*}. */
  public static Selection named(String... patterns) {
    List<Pattern> compiled = Arrays.stream(patterns)
        .map(pattern -> Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")))
        .map(Pattern::compile)
        .toList();
    return new Selection(
        "named " + String.join(", ", patterns),
        (name, parameter) ->
            compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches()));
  }

  /** What both select. */
  public Selection and(Selection other) {
    return new Selection(
        description + " and " + other.description,
        (name, parameter) -> accepts(name, parameter) && other.accepts(name, parameter));
  }

  /** What one of them selects. */
  public Selection or(Selection other) {
    return new Selection(
        description + " or " + other.description,
        (name, parameter) -> accepts(name, parameter) || other.accepts(name, parameter));
  }

  /** What it does not select. */
  public Selection not() {
    return new Selection("not " + description, (name, parameter) -> !accepts(name, parameter));
  }

  /** Whether it selects this parameter. */
  public boolean accepts(String name, Parameter parameter) {
    return test.test(name, parameter);
  }

  /** Those of the parameters that it selects, in their order. */
  public Map<String, Parameter> of(Map<String, Parameter> parameters) {
    Map<String, Parameter> selected = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> {
      if (accepts(name, parameter)) {
        selected.put(name, parameter);
      }
    });
    return selected;
  }

  @Override
  public String toString() {
    return description;
  }

  private static boolean isBias(String name, Parameter parameter) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.startsWith("bias") || last.endsWith("bias") || parameter.dimensions() < 2;
  }

  private static boolean isNorm(Parameter parameter) {
    return parameter.owner().contains("Norm");
  }
}
