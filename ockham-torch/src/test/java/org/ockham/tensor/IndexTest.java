package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ockham.tensor.Index.all;
import static org.ockham.tensor.Index.at;
import static org.ockham.tensor.Index.ellipsis;
import static org.ockham.tensor.Index.newAxis;
import static org.ockham.tensor.Index.range;

import org.junit.jupiter.api.Test;

final class IndexTest {

  /** x[i, j, k] = 100 i + 10 j + k. */
  private static Tensor cube() {
    Tensor i = Tensor.arange(2).mul(100).reshape(2, 1, 1);
    Tensor j = Tensor.arange(3).mul(10).reshape(3, 1);
    return i.add(j).add(Tensor.arange(4));
  }

  private static void check(Tensor actual, long[] shape, long... elements) {
    assertThat(actual.shape()).isEqualTo(shape);
    assertThat(actual.toLongs()).containsExactly(elements);
  }

  private static long[] shape(long... sizes) {
    return sizes;
  }

  @Test
  void numbersAndRanges() {
    check(cube().index(at(1), at(2), at(3)), shape(), 123);
    check(cube().index(at(-1), at(-3), range(1, 3)), shape(2), 101, 102);
    check(cube().index(at(0), range(0, 3, 2), range(0, 4, 3)), shape(2, 2), 0, 3, 20, 23);
    check(cube().index(at(0), at(0), Index.from(-2)), shape(2), 2, 3);
    check(cube().index(at(0), at(0), range(2, 99)), shape(2), 2, 3);
    check(cube().index(at(0), at(0), range(3, 1)), shape(0));
    check(cube().index(at(1), all(), at(0)), shape(3), 100, 110, 120);
  }

  @Test
  void axesAndEllipsis() {
    check(cube().index(ellipsis(), at(0)), shape(2, 3), 0, 10, 20, 100, 110, 120);
    check(cube().index(at(1), ellipsis(), at(2)), shape(3), 102, 112, 122);
    assertThat(cube().index(newAxis(), all(), newAxis(), at(0)).shape())
        .containsExactly(1, 2, 1, 4);
    assertThat(cube().index(ellipsis(), newAxis()).shape()).containsExactly(2, 3, 4, 1);
    assertThat(cube().index(at(0), ellipsis(), newAxis(), at(0)).shape()).containsExactly(3, 1);
    Tensor mask = cube().select(2, 0).ge(0);
    assertThat(cube().index(Index.of(mask), newAxis()).shape()).containsExactly(6, 1, 4);
    assertThat(Tensor.ones(3).indexPut_(5, newAxis(), at(1)).toFloats()).containsExactly(1, 5, 1);
  }

  @Test
  void tensors() {
    Tensor rows = Tensor.ofLongs(2, 0);
    check(cube().index(at(0), Index.of(rows), at(1)), shape(2), 21, 1);
    check(cube().index(at(0), Index.of(rows), Index.of(Tensor.ofLongs(3, 1))), shape(2), 23, 1);
    check(cube().index(all(), Index.of(rows), range(0, 1)), shape(2, 2, 1), 20, 0, 120, 100);
    check(cube().index(Index.of(cube().gt(121))), shape(2), 122, 123);
    check(
        cube().index(Index.of(Tensor.ofBooleans(new boolean[] {false, true}, 2)), at(0), at(1)),
        shape(1),
        101);
  }

  @Test
  void aViewSharesMemoryAndATensorCopies() {
    Tensor x = cube();
    x.index(at(0), at(0)).fill_(7);
    check(x.index(at(0), range(0, 2), range(0, 2)), shape(2, 2), 7, 7, 10, 11);
    x.index(Index.of(Tensor.ofLongs(0))).fill_(9);
    check(x.index(at(0), at(0), at(0)), shape(), 7);
  }

  @Test
  void writing() {
    Tensor x = Tensor.zeros(DType.INT64, 2, 3);
    assertThat(x.indexPut_(1, at(0))).isSameAs(x);
    x.indexPut_(Tensor.ofLongs(4, 5), at(1), range(1, 3));
    check(x, shape(2, 3), 1, 1, 1, 0, 4, 5);
    x.indexPut_(0, Index.of(x.gt(3)));
    check(x, shape(2, 3), 1, 1, 1, 0, 0, 0);
    x.indexPut_(
        Tensor.ofLongs(8, 9), Index.of(Tensor.ofLongs(1, 0)), Index.of(Tensor.ofLongs(2, 0)));
    check(x, shape(2, 3), 9, 1, 1, 0, 0, 8);
    x.indexPut_(Tensor.ofLongs(3), ellipsis());
    check(x, shape(2, 3), 3, 3, 3, 3, 3, 3);
  }

  @Test
  void gradientsFlowThrough() {
    Tensor x = Tensor.zeros(3, 2).requiresGrad(true);
    x.index(Index.of(Tensor.ofLongs(2, 2)), at(1)).sum().backward();
    assertThat(x.grad().toFloats()).containsExactly(0, 0, 0, 0, 0, 2);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> cube().index(at(2)))
        .isInstanceOf(EngineException.class)
        .hasMessage("index[2]: index 2 is out of bounds for dimension 0 with size 2"
            + " (shapes [2, 3, 4])");
    assertThatThrownBy(() -> cube().index(all(), all(), all(), newAxis(), range(0, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessage("index[:, :, :, None, 0:1]: too many indices for tensor of dimension 3"
            + " (shapes [2, 3, 4])");
    assertThatThrownBy(() -> cube().index(range(0, 2, -1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("step must be greater than zero");
    assertThatThrownBy(
            () -> cube().indexPut_(Tensor.ofLongs(1, 2, 3), at(0), Index.of(Tensor.ofLongs(0, 1))))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("indexPut_[0, INT64[2]]: ")
        .hasMessageContaining("[3]");
  }
}
