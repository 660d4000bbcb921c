package org.ockham.data.table;

/**
 * The inputs that one column has become.
 *
 * @param column the column's name
 * @param kind what they are
 * @param start the first one's place in the input
 * @param width how many there are
 * @param codes how many different codes there may be: the rows of an {@link org.ockham.nn.Embedding}; 0 unless they are codes
 */
public record Feature(String column, Kind kind, int start, int width, int codes) {

  /** What inputs are. */
  public enum Kind {
    /** A number; an indicator of what was missing may follow it. */
    NUMBER,
    /** A 1 among zeros. */
    ONE_HOT,
    /** A whole number from 0 to {@code codes - 1} that is no quantity. */
    CODE
  }
}
