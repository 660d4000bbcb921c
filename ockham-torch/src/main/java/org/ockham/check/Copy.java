package org.ockham.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same settings but for some: how records of settings spell their copies, however many components they have.
 *
 * <pre>{@code
 * public record Lion(double rate, double beta1, double beta2, double weightDecay) {
 *   public Lion betas(double beta1, double beta2) {
 *     return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
 *   }
 * }
 * }</pre>
 */
public final class Copy {

  private Copy() {}

  /** A record with another value of this component, checked by its constructor. */
  public static <R extends Record> R of(R record, String component, Object value) {
    return of(record, Map.of(component, value));
  }

  /**
   * A record with other values of these components, checked by its constructor.
   *
   * @throws IllegalArgumentException if it has no such component, or its constructor refuses the value
   */
  public static <R extends Record> R of(R record, Map<String, ? extends @Nullable Object> changes) {
    Map<String, @Nullable Object> left = new HashMap<>(changes);
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        String name = components[i].getName();
        values[i] =
            left.containsKey(name) ? left.remove(name) : read(record, components[i].getAccessor());
      }
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            record.getClass().getSimpleName() + " has no component " + left.keySet());
      }
      @SuppressWarnings("unchecked")
      Constructor<R> constructor = (Constructor<R>) record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object read(Record record, Method accessor)
      throws ReflectiveOperationException {
    accessor.setAccessible(true);
    return accessor.invoke(record);
  }
}
