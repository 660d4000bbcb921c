package org.ockham.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operations that move elements and compute nothing: shapes, views, indexing, joining. */
public final class Shapes {

  private Shapes() {}

  public static Handle squeeze(Handle a) {
    return Handle.of(a.tensor.squeeze());
  }

  public static Handle contiguous(Handle a) {
    return Handle.of(a.tensor.contiguous());
  }

  public static Handle clone(Handle a) {
    return Handle.of(a.tensor.clone());
  }

  public static Handle detach(Handle a) {
    return Handle.of(a.tensor.detach());
  }

  public static Handle nonzero(Handle a) {
    return Handle.of(a.tensor.nonzero());
  }

  public static Handle t(Handle a) {
    return Handle.of(a.tensor.t());
  }

  public static Handle reshape(Handle a, long... arguments) {
    return Handle.of(a.tensor.reshape(arguments));
  }

  public static Handle view(Handle a, long... arguments) {
    return Handle.of(a.tensor.view(arguments));
  }

  public static Handle permute(Handle a, long... arguments) {
    return Handle.of(a.tensor.permute(arguments));
  }

  public static Handle expand(Handle a, long... arguments) {
    return Handle.of(a.tensor.expand(arguments));
  }

  public static Handle repeat(Handle a, long... arguments) {
    return Handle.of(a.tensor.repeat(arguments));
  }

  public static Handle flip(Handle a, long... arguments) {
    return Handle.of(a.tensor.flip(arguments));
  }

  public static Handle flatten(Handle a, long start, long end) {
    return Handle.of(a.tensor.flatten(start, end));
  }

  public static Handle unflatten(Handle a, long dimension, long... sizes) {
    return Handle.of(a.tensor.unflatten(dimension, sizes));
  }

  public static Handle transpose(Handle a, long first, long second) {
    return Handle.of(a.tensor.transpose(first, second));
  }

  public static Handle squeeze(Handle a, long dimension) {
    return Handle.of(a.tensor.squeeze(dimension));
  }

  public static Handle unsqueeze(Handle a, long dimension) {
    return Handle.of(a.tensor.unsqueeze(dimension));
  }

  public static Handle select(Handle a, long dimension, long index) {
    return Handle.of(a.tensor.select(dimension, index));
  }

  public static Handle narrow(Handle a, long dimension, long start, long length) {
    return Handle.of(a.tensor.narrow(dimension, start, length));
  }

  public static Handle slice(Handle a, long dimension, long start, long end, long step) {
    return Handle.of(
        a.tensor.slice(dimension, new LongOptional(start), new LongOptional(end), step));
  }

  public static Handle indexSelect(Handle a, long dimension, Handle index) {
    return Handle.of(a.tensor.index_select(dimension, index.tensor));
  }

  public static Handle gather(Handle a, long dimension, Handle index) {
    return Handle.of(a.tensor.gather(dimension, index.tensor));
  }

  public static Handle scatter(Handle a, long dimension, Handle index, Handle source) {
    return Handle.of(a.tensor.scatter(dimension, index.tensor, source.tensor));
  }

  public static Handle scatterAdd(Handle a, long dimension, Handle index, Handle source) {
    return Handle.of(a.tensor.scatter_add(dimension, index.tensor, source.tensor));
  }

  public static Handle scatter(Handle a, long dimension, Handle index, Number value) {
    return Handle.of(a.tensor.scatter(dimension, index.tensor, Scalars.of(value)));
  }

  public static Handle indexAdd(Handle a, long dimension, Handle index, Handle source) {
    return Handle.of(a.tensor.index_add(dimension, index.tensor, source.tensor));
  }

  public static void indexAdd_(Handle a, long dimension, Handle index, Handle source) {
    a.tensor.index_add_(dimension, index.tensor, source.tensor);
  }

  public static Handle movedim(Handle a, long source, long destination) {
    return Handle.of(a.tensor.movedim(source, destination));
  }

  public static Handle diagonal(Handle a, long offset, long first, long second) {
    return Handle.of(a.tensor.diagonal(offset, first, second));
  }

  public static Handle unfold(Handle a, long dimension, long size, long step) {
    return Handle.of(a.tensor.unfold(dimension, size, step));
  }

  public static Handle repeatInterleave(Handle a, long times, long dimension) {
    return Handle.of(
        a.tensor.repeat_interleave(times, new LongOptional(dimension), new LongOptional()));
  }

  public static Handle maskedSelect(Handle a, Handle mask) {
    return Handle.of(a.tensor.masked_select(mask.tensor));
  }

  public static Handle roll(Handle a, long shift, long dimension) {
    return Handle.of(a.tensor.roll(new long[] {shift}, dimension));
  }

  public static Handle tril(Handle a, long diagonal) {
    return Handle.of(a.tensor.tril(diagonal));
  }

  public static Handle triu(Handle a, long diagonal) {
    return Handle.of(a.tensor.triu(diagonal));
  }

  public static Handle diag(Handle a, long diagonal) {
    return Handle.of(a.tensor.diag(diagonal));
  }

  public static Handle oneHot(Handle a, long classes) {
    return Handle.of(torch.one_hot(a.tensor, classes));
  }

  public static Handle cat(List<Handle> parts, long dimension) {
    return Handle.of(torch.cat(vector(parts), dimension));
  }

  public static Handle stack(List<Handle> parts, long dimension) {
    return Handle.of(torch.stack(vector(parts), dimension));
  }

  public static List<Handle> split(Handle a, long size, long dimension) {
    return list(a.tensor.split(size, dimension));
  }

  public static List<Handle> split(Handle a, long[] sizes, long dimension) {
    return list(a.tensor.split_with_sizes(sizes, dimension));
  }

  public static List<Handle> chunk(Handle a, long chunks, long dimension) {
    return list(a.tensor.chunk(chunks, dimension));
  }

  public static List<Handle> unbind(Handle a, long dimension) {
    return list(a.tensor.unbind(dimension));
  }

  public static Handle to(Handle a, byte type) {
    return Handle.of(a.tensor.to(Handle.scalarType(type)));
  }

  public static Handle to(Handle a, String device) {
    return Handle.of(a.tensor.to(new Device(device), a.tensor.scalar_type()));
  }

  static TensorVector vector(List<Handle> handles) {
    TensorVector vector = new TensorVector();
    for (Handle handle : handles) {
      vector.push_back(handle.tensor);
    }
    return vector;
  }

  static List<Handle> list(TensorVector vector) {
    Handle[] handles = new Handle[(int) vector.size()];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = Handle.copyOf(vector.get(i));
    }
    return List.of(handles);
  }
}
