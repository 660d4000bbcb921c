package org.ockham.lab;

import java.io.Serializable;
import org.ockham.check.Check;

/**
 * One part of several that training images are cut into, which stands in for the test set while the others are trained on and validate.
 *
 * @param index which, from 0
 * @param count how many there are, at least 2
 */
public record TestFold(int index, int count) implements Serializable {

  public TestFold {
    Check.between("count", count, 2, 1000);
    Check.between("index", index, 0, count - 1);
  }

  @Override
  public String toString() {
    return "fold " + (index + 1) + " of " + count;
  }
}
