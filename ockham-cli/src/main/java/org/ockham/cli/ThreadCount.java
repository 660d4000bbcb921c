package org.ockham.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --threads} and of {@code --shards}.
 *
 * @param count how many, or 0 for auto
 */
record ThreadCount(int count) {

  static final ThreadCount AUTO = new ThreadCount(0);

  @Override
  public String toString() {
    return count == 0 ? "auto" : Integer.toString(count);
  }

  static final class Converter implements ITypeConverter<ThreadCount> {
    @Override
    public ThreadCount convert(String value) {
      if (value.equals("auto")) {
        return AUTO;
      }
      if (value.matches("[1-9][0-9]{0,3}")) {
        return new ThreadCount(Integer.parseInt(value));
      }
      throw new TypeConversionException("'" + value + "' must be auto or a number from 1 to 9999");
    }
  }
}
