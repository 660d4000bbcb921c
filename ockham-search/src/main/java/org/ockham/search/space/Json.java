package org.ockham.search.space;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as Python's {@code json} module writes it ({@code ", "} and {@code ": "} between entries, ASCII only). Reading
 * also takes Python's {@code NaN} and {@code Infinity}; writing refuses them, since browsers do.
 */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .defaultPrettyPrinter(printer())
      .build();

  private Json() {}

  private static DefaultPrettyPrinter printer() {
    Separators separators = Separators.createDefaultInstance()
        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
        .withObjectEntrySpacing(Separators.Spacing.AFTER)
        .withArrayElementSpacing(Separators.Spacing.AFTER)
        .withObjectEmptySeparator("")
        .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance())
        .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance());
  }

  /**
   * A value as text.
   *
   * @param value null, text, a finite number, a truth value, or lists and maps of them
   * @return the text
   * @throws IllegalArgumentException if a number in it is NaN or infinite, or it holds anything else
   */
  public static String write(@Nullable Object value) {
    requirePlain(value);
    return MAPPER.writeValueAsString(value);
  }

  /**
   * The value of a text.
   *
   * @param text JSON, Python's or anyone's
   * @return null, a String, Number, Boolean, List or Map
   * @throws IllegalArgumentException if the text is no JSON
   */
  public static @Nullable Object read(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  private static void requirePlain(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return;
    }
    if (value instanceof Number number) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException(
            "number " + number + " in JSON: give a finite one, or text");
      }
      return;
    }
    if (value instanceof List<?> list) {
      list.forEach(Json::requirePlain);
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> {
        if (!(key instanceof String)) {
          throw new IllegalArgumentException("key " + key + " in JSON: give text");
        }
        requirePlain(entry);
      });
      return;
    }
    throw new IllegalArgumentException("value " + value + " of " + value.getClass()
        + " in JSON: give text, a number, a truth value, null, or lists and maps of them");
  }
}
