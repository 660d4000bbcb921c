package org.ockham.lab.catalogue;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** One setting of a component: a component of its record, as recipes see it. */
public final class Setting {

  private final Component<?> owner;
  private final RecordComponent source;
  private final String word;
  private final Form form;
  private final boolean isRequired;
  private final boolean isFlat;
  private @Nullable Limits limits;

  Setting(
      Component<?> owner,
      RecordComponent source,
      String word,
      Form form,
      boolean isRequired,
      boolean isFlat) {
    this.owner = owner;
    this.source = source;
    this.word = word;
    this.form = form;
    this.isRequired = isRequired;
    this.isFlat = isFlat;
  }

  /** What recipes call it. */
  public String word() {
    return word;
  }

  /** Whether it has no default. */
  public boolean isRequired() {
    return isRequired;
  }

  /** What it is where nothing is said, as it is written; null for nothing, or if something must be said. */
  public @Nullable Object standard() {
    Object value = isRequired ? null : owner.standard(source);
    return value == null ? null : form.write(value);
  }

  /** What it must be: {@code a number of at least 0}. */
  public String expected() {
    return form.words(limits());
  }

  /** What the record calls it. */
  String name() {
    return source.getName();
  }

  Form form() {
    return form;
  }

  /** Whether its own settings stand beside the others of its component. */
  boolean isFlat() {
    return isFlat;
  }

  /** Whether it may be nothing. */
  boolean isOptional() {
    return !isRequired && owner.standard(source) == null;
  }

  /** Between which values its record takes it: found out when first asked. */
  synchronized Limits limits() {
    Limits found = limits;
    if (found == null) {
      limits = found = new Trials(owner, source).limits();
    }
    return found;
  }

  /** The value that a section gives it; null for nothing. */
  @Nullable
  Object read(Section section) {
    if (isFlat) {
      return ((Form.Named<?>) form).readBeside(section);
    }
    if (!section.has(word) && !(form instanceof Form.Part || form instanceof Form.Named<?>)) {
      throw section.missing(word, expected());
    }
    return isOptional() && section.node(word).isNull()
        ? null
        : form.read(section, word, this::expected);
  }
}
