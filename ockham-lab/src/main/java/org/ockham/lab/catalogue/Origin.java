package org.ockham.lab.catalogue;

/** Where the values of a recipe were given: a line of a file, an option of the command. */
@FunctionalInterface
public interface Origin {

  /** Where the value at this dotted path was given; if nothing was, where that stands which it is missing in. */
  String at(String path);

  /** Whether what was given there changes the recipe's own value. */
  default boolean isChange(String path) {
    return false;
  }
}
