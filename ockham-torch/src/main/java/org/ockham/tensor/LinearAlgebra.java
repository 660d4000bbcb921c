package org.ockham.tensor;

import java.util.List;

/** Products and decompositions of matrices. */
public sealed interface LinearAlgebra permits Tensor {

  /** The matrix product; batches of matrices are broadcast. */
  default Tensor matmul(Tensor other) {
    return Op.call("aten::matmul", this, other);
  }

  /** The inner product of two vectors. */
  default Tensor dot(Tensor other) {
    return Op.call("aten::dot", this, other);
  }

  /** The outer product of two vectors. */
  default Tensor outer(Tensor other) {
    return Op.call("aten::outer", this, other);
  }

  /** The sum of the diagonal. */
  default Tensor trace() {
    return Op.call("aten::trace", this);
  }

  /** The inverse matrix. */
  default Tensor inverse() {
    return Op.call("aten::inverse", this);
  }

  /** The Moore–Penrose pseudoinverse. */
  default Tensor pinv() {
    return Op.call("aten::linalg_pinv.atol_rtol_float", this, null, null, false);
  }

  /** The determinant. */
  default Tensor det() {
    return Op.call("aten::det", this);
  }

  /** The x with this · x = right-hand side. */
  default Tensor solve(Tensor rightHandSide) {
    return Op.call("aten::linalg_solve", this, rightHandSide, true);
  }

  /** The lower triangular L with this = L · Lᵀ. */
  default Tensor cholesky() {
    return Op.call("aten::linalg_cholesky", this, false);
  }

  /** Q orthonormal and R upper triangular with this = Q · R. */
  default List<Tensor> qr() {
    return Op.list("aten::linalg_qr", this, "reduced");
  }

  /** The eigenvalues of a symmetric matrix in rising order, and the eigenvectors as columns. */
  default List<Tensor> eigh() {
    return Op.list("aten::linalg_eigh", this, "L");
  }

  /** U, the singular values S in falling order, and Vᵀ with this = U · diag(S) · Vᵀ. */
  default List<Tensor> svd() {
    return Op.list("aten::linalg_svd", this, false, null);
  }
}
