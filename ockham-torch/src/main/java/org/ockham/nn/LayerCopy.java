package org.ockham.nn;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies a tree of layers. A user's network holds its children in fields of its own, often final; those must point into
 * the copy, so they are set by reflection, as deserialisers do. What the copy has already met is not copied twice: shared
 * layers stay shared.
 */
final class LayerCopy {

  private final Map<Object, Object> copies = new HashMap<>(); // none of the keys overrides equals
  private final UnaryOperator<Parameter> parameters;

  LayerCopy() {
    this(Parameter::copy);
  }

  /** With parameters that this makes of the original ones. */
  LayerCopy(UnaryOperator<Parameter> parameters) {
    this.parameters = parameters;
  }

  /** The copies made so far, by what they are copies of. */
  Map<Object, Object> copies() {
    return copies;
  }

  Layer copy(Layer original) {
    Object known = copies.get(original);
    if (known != null) {
      return (Layer) known;
    }
    Layer.LayerParts parts = new Layer.LayerParts(original.parts().random.copy());
    Layer copy = original.shallowCopy(parts);
    copies.put(original, copy);
    parts.name = original.parts().name;
    original.parts().parameters.forEach((name, value) -> parts.parameters.put(name, copyOf(value)));
    original.parts().buffers.forEach((name, value) -> parts.buffers.put(name, copyOf(value)));
    original.parts().children.forEach((name, child) -> {
      Layer copied = copy(child);
      copied.parts().parent = copy;
      parts.children.put(name, copied);
    });
    for (Class<?> type = original.getClass(); type != Layer.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          redirect(field, copy);
        }
      }
    }
    original.parts().parametrizations.forEach(each -> parts.parametrizations.add(each.copy(this)));
    return copy;
  }

  private void redirect(Field field, Layer copy) {
    try {
      field.setAccessible(true);
      Object before = field.get(copy);
      Object after = copyOf(before);
      if (after != before) {
        field.set(copy, after);
      }
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new IllegalStateException(
          "cannot copy " + copy.getClass().getSimpleName() + ": its field '" + field.getName()
              + "' is closed to reflection; open its package to this library in module-info.java",
          e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  <T extends @Nullable Object> T copyOf(T value) {
    if (value instanceof Layer layer) {
      return (T) copy(layer);
    } else if (value instanceof Parameter parameter) {
      return (T) copies.computeIfAbsent(parameter, key -> parameters.apply(parameter));
    } else if (value instanceof Buffer buffer) {
      return (T) copies.computeIfAbsent(buffer, key -> buffer.copy());
    } else if (value instanceof List<?> list && list.stream().anyMatch(LayerCopy::isPart)) {
      List<Object> copied = new ArrayList<>();
      list.forEach(element -> copied.add(copyOf(element)));
      return (T) copied;
    } else if (value instanceof Map<?, ?> map
        && map.values().stream().anyMatch(LayerCopy::isPart)) {
      Map<Object, Object> copied = new LinkedHashMap<>();
      map.forEach((key, element) -> copied.put(key, copyOf(element)));
      return (T) copied;
    } else if (value instanceof Object[] array
        && List.of(array).stream().anyMatch(LayerCopy::isPart)) {
      Object[] copied = array.clone();
      for (int i = 0; i < copied.length; i++) {
        copied[i] = copyOf(copied[i]);
      }
      return (T) copied;
    }
    return value;
  }

  private static boolean isPart(@Nullable Object value) {
    return value instanceof Layer || value instanceof Parameter || value instanceof Buffer;
  }
}
