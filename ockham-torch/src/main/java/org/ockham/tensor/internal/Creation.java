package org.ockham.tensor.internal;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Tensors from nothing: constants, ranges, random numbers. */
public final class Creation {

  static {
    Natives.load();
  }

  private Creation() {}

  public static Handle empty(byte type, long... shape) {
    return Handle.of(torch.empty(shape, options(type), new MemoryFormatOptional()));
  }

  /** A shape without memory: libtorch's device "meta". */
  public static Handle outline(byte type, long... shape) {
    DeviceOptional meta = new DeviceOptional(new Device("meta"));
    return Handle.of(torch.empty(shape, options(type).device(meta), new MemoryFormatOptional()));
  }

  public static Handle full(byte type, Number value, long... shape) {
    return Handle.of(torch.full(shape, Scalars.of(value), options(type)));
  }

  public static Handle arange(byte type, Number start, Number end, Number step) {
    return Handle.of(
        torch.arange(Scalars.of(start), Scalars.of(end), Scalars.of(step), options(type)));
  }

  public static Handle linspace(byte type, Number start, Number end, long steps) {
    return Handle.of(torch.linspace(Scalars.of(start), Scalars.of(end), steps, options(type)));
  }

  public static Handle eye(byte type, long rows, long columns) {
    return Handle.of(torch.eye(rows, columns, options(type)));
  }

  public static Handle randperm(long n, NativeGenerator generator) {
    return Handle.of(torch.randperm(n, generator.optional, options((byte) 4)));
  }

  public static Handle zerosLike(Handle a) {
    return Handle.of(torch.zeros_like(a.tensor));
  }

  public static Handle onesLike(Handle a) {
    return Handle.of(torch.ones_like(a.tensor));
  }

  public static Handle bernoulli(Handle a, NativeGenerator generator) {
    return Handle.of(a.tensor.bernoulli(generator.optional));
  }

  public static Handle multinomial(
      Handle a, long samples, boolean replacement, NativeGenerator generator) {
    return Handle.of(a.tensor.multinomial(samples, replacement, generator.optional));
  }

  public static void exponential_(Handle a, double rate, NativeGenerator generator) {
    a.tensor.exponential_(rate, generator.optional);
  }

  public static void uniform_(Handle a, double from, double to, NativeGenerator generator) {
    a.tensor.uniform_(from, to, generator.optional);
  }

  public static void normal_(Handle a, double mean, double deviation, NativeGenerator generator) {
    a.tensor.normal_(mean, deviation, generator.optional);
  }

  public static void bernoulli_(Handle a, double probability, NativeGenerator generator) {
    a.tensor.bernoulli_(probability, generator.optional);
  }

  public static void random_(Handle a, long from, long to, NativeGenerator generator) {
    a.tensor.random_(from, new org.bytedeco.pytorch.LongOptional(to), generator.optional);
  }

  private static TensorOptions options(byte type) {
    return new TensorOptions(Handle.scalarType(type));
  }
}
