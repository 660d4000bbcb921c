package org.ockham.lab.recipe;

/** Which numbers a key takes, and how that is said. */
record Range(double least, double most, boolean open, String words) {

  static final Range POSITIVE = new Range(0, Double.MAX_VALUE, true, "a number above 0");
  static final Range NOT_NEGATIVE = new Range(0, Double.MAX_VALUE, false, "a number of at least 0");
  static final Range PROBABILITY = new Range(0, 1, false, "a number from 0 to 1");

  static Range count(int least, int most) {
    return new Range(least, most, false, "a whole number from " + least + " to " + most);
  }

  boolean has(double number) {
    return (open ? number > least : number >= least) && number <= most;
  }
}
