package org.ockham.lab.catalogue;

import org.jspecify.annotations.Nullable;

/** A recipe, or a change to one, that cannot be followed: one sentence with the place, the value seen and what is allowed. */
public final class RecipeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RecipeException(String sentence) {
    this(sentence, null);
  }

  public RecipeException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
