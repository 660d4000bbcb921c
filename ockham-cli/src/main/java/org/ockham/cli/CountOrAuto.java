package org.ockham.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --threads}, {@code --shards} and {@code --jobs}: a number, or auto.
 *
 * @param count how many, or 0 for auto
 */
record CountOrAuto(int count) {

  static final CountOrAuto AUTO = new CountOrAuto(0);

  /** How many; as many as there are processors for auto. */
  int orProcessors() {
    return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }

  @Override
  public String toString() {
    return count == 0 ? "auto" : Integer.toString(count);
  }

  static final class Converter implements ITypeConverter<CountOrAuto> {
    @Override
    public CountOrAuto convert(String value) {
      if (value.equals("auto")) {
        return AUTO;
      }
      if (value.matches("[1-9][0-9]{0,3}")) {
        return new CountOrAuto(Integer.parseInt(value));
      }
      throw new TypeConversionException("'" + value + "' must be auto or a number from 1 to 9999");
    }
  }
}
