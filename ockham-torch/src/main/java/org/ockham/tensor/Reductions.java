package org.ockham.tensor;

/** Operations along dimensions: sums, extremes, norms, orders. Those that name no dimension take all elements. */
public sealed interface Reductions permits Tensor {

  /** The sum of all elements. */
  default Tensor sum() {
    return Op.call("aten::sum", this, null);
  }

  /** The sum over these dimensions, which vanish. */
  default Tensor sum(int... dimensions) {
    return Op.call("aten::sum.dim_IntList", this, dimensions, false, null);
  }

  /** The sum over one dimension, which stays with size 1 if kept. */
  default Tensor sum(int dimension, boolean keep) {
    return Op.call("aten::sum.dim_IntList", this, new int[] {dimension}, keep, null);
  }

  /** The mean of all elements. */
  default Tensor mean() {
    return Op.call("aten::mean", this, null);
  }

  /** The mean over these dimensions, which vanish. */
  default Tensor mean(int... dimensions) {
    return Op.call("aten::mean.dim", this, dimensions, false, null);
  }

  /** The mean over one dimension, which stays with size 1 if kept. */
  default Tensor mean(int dimension, boolean keep) {
    return Op.call("aten::mean.dim", this, new int[] {dimension}, keep, null);
  }

  /** The product of all elements. */
  default Tensor prod() {
    return Op.call("aten::prod", this, null);
  }

  /** The product over one dimension, which stays with size 1 if kept. */
  default Tensor prod(int dimension, boolean keep) {
    return Op.call("aten::prod.dim_int", this, dimension, keep, null);
  }

  /** The largest element. */
  default Tensor max() {
    return Op.call("aten::max", this);
  }

  /** The largest along a dimension, and where they are. */
  default Ranked max(int dimension) {
    return Op.ranked("aten::max.dim", this, dimension, false);
  }

  /** The smallest element. */
  default Tensor min() {
    return Op.call("aten::min", this);
  }

  /** The smallest along a dimension, and where they are. */
  default Ranked min(int dimension) {
    return Op.ranked("aten::min.dim", this, dimension, false);
  }

  /** The lower median of all elements. */
  default Tensor median() {
    return Op.call("aten::median", this);
  }

  /** The lower median along a dimension, and where it is. */
  default Ranked median(int dimension) {
    return Op.ranked("aten::median.dim", this, dimension, false);
  }

  /** The q-quantile of all elements, between two of them interpolated linearly. */
  default Tensor quantile(double q) {
    return Op.call("aten::quantile.scalar", this, q, null, false, "linear");
  }

  /** The q-quantile along a dimension. */
  default Tensor quantile(double q, int dimension) {
    return Op.call("aten::quantile.scalar", this, q, dimension, false, "linear");
  }

  /** The largest along a dimension; equal ones share the gradient. */
  default Tensor amax(int dimension) {
    return amax(dimension, false);
  }

  /** The largest along a dimension, which stays with size 1 if kept. */
  default Tensor amax(int dimension, boolean keep) {
    return Op.call("aten::amax", this, new int[] {dimension}, keep);
  }

  /** The smallest along a dimension; equal ones share the gradient. */
  default Tensor amin(int dimension) {
    return amin(dimension, false);
  }

  /** The smallest along a dimension, which stays with size 1 if kept. */
  default Tensor amin(int dimension, boolean keep) {
    return Op.call("aten::amin", this, new int[] {dimension}, keep);
  }

  /** The index of the largest of all elements, counted as if flat. */
  default Tensor argmax() {
    return Op.call("aten::argmax", this, null, false);
  }

  /** The index of the largest along a dimension. */
  default Tensor argmax(int dimension) {
    return argmax(dimension, false);
  }

  /** The index of the largest along a dimension, which stays with size 1 if kept. */
  default Tensor argmax(int dimension, boolean keep) {
    return Op.call("aten::argmax", this, dimension, keep);
  }

  /** The index of the smallest of all elements, counted as if flat. */
  default Tensor argmin() {
    return Op.call("aten::argmin", this, null, false);
  }

  /** The index of the smallest along a dimension. */
  default Tensor argmin(int dimension) {
    return argmin(dimension, false);
  }

  /** The index of the smallest along a dimension, which stays with size 1 if kept. */
  default Tensor argmin(int dimension, boolean keep) {
    return Op.call("aten::argmin", this, dimension, keep);
  }

  /** The sample variance (divided by n − 1) of all elements. */
  default Tensor var() {
    return Op.call("aten::var.correction", this, null, 1, false);
  }

  /** The variance over these dimensions, divided by n − correction. */
  default Tensor var(int correction, boolean keep, int... dimensions) {
    return Op.call(
        "aten::var.correction", this, dimensions.length == 0 ? null : dimensions, correction, keep);
  }

  /** The sample standard deviation (divided by n − 1) of all elements. */
  default Tensor std() {
    return Op.call("aten::std.correction", this, null, 1, false);
  }

  /** The standard deviation over these dimensions, divided by n − correction. */
  default Tensor std(int correction, boolean keep, int... dimensions) {
    return Op.call(
        "aten::std.correction", this, dimensions.length == 0 ? null : dimensions, correction, keep);
  }

  /** Whether all are true. */
  default Tensor all() {
    return Op.call("aten::all", this);
  }

  /** Whether all are true along a dimension. */
  default Tensor all(int dimension) {
    return Op.call("aten::all.dim", this, dimension, false);
  }

  /** Whether one is true. */
  default Tensor any() {
    return Op.call("aten::any", this);
  }

  /** Whether one is true along a dimension. */
  default Tensor any(int dimension) {
    return Op.call("aten::any.dim", this, dimension, false);
  }

  /** The p-norm (Σ|x|ᵖ)^(1/p) of all elements. */
  default Tensor norm(double p) {
    return Op.call("aten::norm.Scalar", this, p);
  }

  /** The p-norm along a dimension. */
  default Tensor norm(double p, int dimension, boolean keep) {
    return Op.call("aten::norm.ScalarOpt_dim", this, p, new int[] {dimension}, keep);
  }

  /** The Euclidean norm of all elements. */
  default Tensor norm() {
    return norm(2.0);
  }

  /** ln Σ eˣ along a dimension, without overflow. */
  default Tensor logsumexp(int dimension) {
    return logsumexp(dimension, false);
  }

  /** ln Σ eˣ along a dimension, which stays with size 1 if kept. */
  default Tensor logsumexp(int dimension, boolean keep) {
    return Op.call("aten::logsumexp", this, new int[] {dimension}, keep);
  }

  /** eˣ / Σ eˣ along a dimension. */
  default Tensor softmax(int dimension) {
    return Op.call("aten::softmax.int", this, dimension, null);
  }

  /** ln(softmax) along a dimension, without overflow. */
  default Tensor logSoftmax(int dimension) {
    return Op.call("aten::log_softmax.int", this, dimension, null);
  }

  /** How many elements are not zero. */
  default Tensor countNonzero() {
    return Op.call("aten::count_nonzero", this, null);
  }

  /** The different elements, in rising order. */
  default Tensor unique() {
    Tensor sorted = Op.call("aten::msort", Op.call("aten::flatten.using_ints", this, 0, -1));
    return Op.list("aten::unique_consecutive", sorted, false, false, null).get(0);
  }

  /** Running products along a dimension. */
  default Tensor cumprod(int dimension) {
    return Op.call("aten::cumprod", this, dimension, null);
  }

  /** Running sums along a dimension. */
  default Tensor cumsum(int dimension) {
    return Op.call("aten::cumsum", this, dimension, null);
  }

  /** How often each of 0, 1, 2 … occurs in a vector of whole numbers. */
  default Tensor bincount(long minimumLength) {
    return Op.call("aten::bincount", this, null, minimumLength);
  }

  /** How many elements fall into each of equal bins from min to max. */
  default Tensor histc(long bins, double min, double max) {
    return Op.call("aten::histc", this, bins, min, max);
  }

  /** The k largest along a dimension, in falling order, and their indices. */
  default Ranked topk(long k, int dimension) {
    return Op.ranked("aten::topk", this, k, dimension, true, true);
  }

  /** Sorted along a dimension, and where each element was. */
  default Ranked sort(int dimension, boolean descending) {
    return Op.ranked("aten::sort", this, dimension, descending);
  }

  /** Where each element of the sorted tensor was. */
  default Tensor argsort(int dimension, boolean descending) {
    return sort(dimension, descending).indices();
  }
}
