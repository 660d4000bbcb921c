package org.ockham.optim;

import java.util.List;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;

/**
 * Arithmetic on lists of tensors in place, a native call an operation however long the lists: libtorch's {@code _foreach}
 * operators. The first argument is changed.
 */
final class Foreach {

  private static final Operator ADD = Operator.named("aten::_foreach_add_.List");
  private static final Operator ADD_NUMBER = Operator.named("aten::_foreach_add_.Scalar");
  private static final Operator MUL = Operator.named("aten::_foreach_mul_.List");
  private static final Operator MUL_NUMBER = Operator.named("aten::_foreach_mul_.Scalar");
  private static final Operator DIV = Operator.named("aten::_foreach_div_.List");
  private static final Operator ADDCMUL = Operator.named("aten::_foreach_addcmul_.Scalar");
  private static final Operator ADDCDIV = Operator.named("aten::_foreach_addcdiv_.Scalar");
  private static final Operator LERP = Operator.named("aten::_foreach_lerp_.Scalar");
  private static final Operator MAXIMUM = Operator.named("aten::_foreach_maximum_.List");
  private static final Operator CLAMP_MIN = Operator.named("aten::_foreach_clamp_min_.Scalar");
  private static final Operator CLAMP_MAX = Operator.named("aten::_foreach_clamp_max_.Scalar");
  private static final Operator SQRT = Operator.named("aten::_foreach_sqrt_");
  private static final Operator ABS = Operator.named("aten::_foreach_abs_");
  private static final Operator SIGN = Operator.named("aten::_foreach_sign_");
  private static final Operator NEG = Operator.named("aten::_foreach_neg_");
  private static final Operator COPY = Operator.named("aten::_foreach_copy_");

  private static final Operator DESCEND = Operator.named("aten::_fused_sgd_");
  private static final Tensors NONE = Tensors.of(List.of());

  private Foreach() {}

  /** a ← a + αb. */
  static void add(Tensors a, Tensors b, double alpha) {
    ADD.call(a, b, alpha);
  }

  /** a ← a − η(b + λa). */
  static void descend(Tensors a, Tensors b, double lambda, double eta) {
    DESCEND.call(a, b, NONE, lambda, 0.0, eta, 0.0, false, false, false, null, null);
  }

  /** a ← a + x. */
  static void add(Tensors a, double x) {
    ADD_NUMBER.call(a, x);
  }

  /** a ← ab. */
  static void mul(Tensors a, Tensors b) {
    MUL.call(a, b);
  }

  /** a ← ax. */
  static void mul(Tensors a, double x) {
    MUL_NUMBER.call(a, x);
  }

  /** a ← a / b. */
  static void div(Tensors a, Tensors b) {
    DIV.call(a, b);
  }

  /** a ← a + αbc. */
  static void addcmul(Tensors a, Tensors b, Tensors c, double alpha) {
    ADDCMUL.call(a, b, c, alpha);
  }

  /** a ← a + αb / c. */
  static void addcdiv(Tensors a, Tensors b, Tensors c, double alpha) {
    ADDCDIV.call(a, b, c, alpha);
  }

  /** a ← a + w(b − a). */
  static void lerp(Tensors a, Tensors b, double w) {
    LERP.call(a, b, w);
  }

  /** a ← max(a, b). */
  static void maximum(Tensors a, Tensors b) {
    MAXIMUM.call(a, b);
  }

  /** a ← min(max(a, min), max). */
  static void clamp(Tensors a, double min, double max) {
    clampMin(a, min);
    clampMax(a, max);
  }

  /** a ← max(a, min). */
  static void clampMin(Tensors a, double min) {
    CLAMP_MIN.call(a, min);
  }

  /** a ← min(a, max). */
  static void clampMax(Tensors a, double max) {
    CLAMP_MAX.call(a, max);
  }

  /** a ← √a. */
  static void sqrt(Tensors a) {
    SQRT.call(a);
  }

  /** a ← |a|. */
  static void abs(Tensors a) {
    ABS.call(a);
  }

  /** a ← the sign of a. */
  static void sign(Tensors a) {
    SIGN.call(a);
  }

  /** a ← −a. */
  static void neg(Tensors a) {
    NEG.call(a);
  }

  /** a ← b. */
  static void copy(Tensors a, Tensors b) {
    COPY.call(a, b, false);
  }
}
