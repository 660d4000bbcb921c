package org.ockham.cli;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Threads;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --threads}.
 *
 * @param count how many, or 0 for auto
 */
record ThreadCount(int count) {

  static final ThreadCount ONE = new ThreadCount(1);

  /** The setting, or null for auto. */
  @Nullable
  Threads threads() {
    return count == 0 ? null : Threads.of(count);
  }

  static final class Converter implements ITypeConverter<ThreadCount> {
    @Override
    public ThreadCount convert(String value) {
      if (value.equals("auto")) {
        return new ThreadCount(0);
      }
      if (value.matches("[1-9][0-9]{0,3}")) {
        return new ThreadCount(Integer.parseInt(value));
      }
      throw new TypeConversionException("'" + value + "' must be auto or a number from 1 to 9999");
    }
  }
}
