package org.ockham.lab.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.lab.layer.KnownShapes;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.nn.Layer;

/**
 * A network of a class of the user's: a public {@link Layer} with one of three public constructors, of which the first that it has is
 * called: {@code (long[] inputShape, int outputs)}, the shape being a sample's, without the batch; {@code (int outputs)}; or {@code ()}.
 *
 * <pre>{@code
 * model: {class: org.example.MyNet}
 * }</pre>
 *
 * It is looked for where the user said ({@link UserClasses}), and nowhere else.
 *
 * @param className the class's full name
 */
public record UserNetwork(String className) implements Architecture {

  private static final Class<?>[][] SIGNATURES = {
    {long[].class, int.class}, {int.class}, {},
  };

  /** What makes one; two of one constructor are equal, so that its shape is tried once. */
  private record Plan(Constructor<?> constructor) implements LayerPlan {
    @Override
    public Layer build(long[] input, int outputs) {
      Object[] arguments = switch (constructor.getParameterCount()) {
        case 2 -> new Object[] {input.clone(), outputs};
        case 1 -> new Object[] {outputs};
        default -> new Object[0];
      };
      try {
        return (Layer) constructor.newInstance(arguments);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException("its constructor failed: " + e.getCause(), e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("it cannot be made: " + e.getMessage(), e);
      }
    }
  }

  public UserNetwork {
    if (!className.matches("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]{0,254}")) {
      throw new IllegalArgumentException("className is '" + Excerpt.of(className)
          + "', but must be a class with its package, such as org.example.MyNet");
    }
  }

  @Override
  public Layer build(long[] inputShape, int outputs) {
    try {
      return plan().build(inputShape, outputs);
    } catch (IllegalArgumentException e) {
      throw refused("is " + className + ", but " + e.getMessage(), e);
    }
  }

  /** {@code 1x28x28-MyNet-10}. */
  @Override
  public String sizes(long[] inputShape, int outputs) {
    Plan plan = plan();
    long[] given;
    try {
      given = KnownShapes.of(plan, inputShape, outputs);
    } catch (RuntimeException e) { // of the user's code, whatever it is
      throw refused(
          "is " + className + ", which takes no samples of shape " + Arrays.toString(inputShape)
              + ": " + Excerpt.ofMessage(String.valueOf(e.getMessage())),
          e);
    }
    if (!Arrays.equals(given, new long[] {outputs})) {
      throw refused(
          "is " + className + ", which gives samples of shape " + Arrays.toString(given)
              + ", but must give [" + outputs + "], one number for each output",
          null);
    }
    return LongStream.of(inputShape).mapToObj(Long::toString).collect(Collectors.joining("x")) + "-"
        + className.substring(className.lastIndexOf('.') + 1) + "-" + outputs;
  }

  private Plan plan() {
    Class<?> type;
    try {
      type = UserClasses.named(className);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
    if (!Layer.class.isAssignableFrom(type)
        || !Modifier.isPublic(type.getModifiers())
        || Modifier.isAbstract(type.getModifiers())) {
      throw refused(
          "is " + className + ", but must be a public class that extends " + Layer.class.getName(),
          null);
    }
    for (Class<?>[] signature : SIGNATURES) {
      try {
        return new Plan(type.getConstructor(signature));
      } catch (NoSuchMethodException e) {
        // It may have another of them.
      } catch (LinkageError e) {
        throw refused(
            "is " + className + ", which needs a class that is not there: " + e.getMessage(), e);
      }
    }
    throw refused(
        "is " + className + ", but has no public constructor (long[] inputShape, int outputs),"
            + " (int outputs) or ()",
        null);
  }

  private static IllegalArgumentException refused(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException("model.class " + why, cause);
  }
}
