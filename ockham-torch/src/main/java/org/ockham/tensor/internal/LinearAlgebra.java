package org.ockham.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.global.torch;

/** Products, norms and decompositions of matrices. */
public final class LinearAlgebra {

  private LinearAlgebra() {}

  public static Handle matmul(Handle a, Handle b) {
    return Handle.of(a.tensor.matmul(b.tensor));
  }

  public static Handle dot(Handle a, Handle b) {
    return Handle.of(a.tensor.dot(b.tensor));
  }

  public static Handle outer(Handle a, Handle b) {
    return Handle.of(a.tensor.outer(b.tensor));
  }

  public static Handle trace(Handle a) {
    return Handle.of(a.tensor.trace());
  }

  public static Handle inverse(Handle a) {
    return Handle.of(a.tensor.inverse());
  }

  public static Handle det(Handle a) {
    return Handle.of(a.tensor.det());
  }

  public static Handle einsum(String equation, List<Handle> operands) {
    return Handle.of(torch.einsum(equation, Shapes.vector(operands)));
  }

  public static Handle solve(Handle a, Handle b) {
    return Handle.of(torch.linalg_solve(a.tensor, b.tensor));
  }

  public static Handle cholesky(Handle a) {
    return Handle.of(torch.linalg_cholesky(a.tensor));
  }

  public static Handle pinv(Handle a) {
    return Handle.of(torch.linalg_pinv(a.tensor));
  }

  public static Handle[] qr(Handle a) {
    return Reductions.pair(torch.linalg_qr(a.tensor));
  }

  public static Handle[] eigh(Handle a) {
    return Reductions.pair(torch.linalg_eigh(a.tensor));
  }

  public static Handle[] svd(Handle a) {
    T_TensorTensorTensor_T parts =
        torch.linalg_svd(a.tensor, false, new org.bytedeco.pytorch.StringViewOptional());
    return new Handle[] {
      Handle.copyOf(parts.get0()), Handle.copyOf(parts.get1()), Handle.copyOf(parts.get2())
    };
  }
}
