package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/** Recurrent layers, attention and embeddings: what single values do not show. */
final class SequenceLayersTest {

  private static Tensor randn(long... shape) {
    return Tensor.randn(Generator.seeded(3), shape);
  }

  @Test
  void readingInTwoPartsIsReadingAtOnce() {
    LSTM lstm = LSTM.of(3, 2).numLayers(2).build();
    lstm.initialize(1);
    Tensor x = randn(6, 2, 3);
    Recurrent.Result whole = lstm.run(x, null);
    Recurrent.Result first = lstm.run(x.narrow(0, 0, 4), null);
    Recurrent.Result second = lstm.run(x.narrow(0, 4, 2), first.state());
    assertThat(Tensor.cat(java.util.List.of(first.output(), second.output()), 0)
            .allclose(whole.output(), 1e-5, 1e-6))
        .isTrue();
    assertThat(second.state().hidden().allclose(whole.state().hidden(), 1e-5, 1e-6))
        .isTrue();
    assertThat(second.state().cell().allclose(whole.state().cell(), 1e-5, 1e-6)).isTrue();
    assertThat(whole.output().equal(lstm.apply(x))).isTrue();
  }

  @Test
  void oneSequenceIsABatchOfOne() {
    GRU gru = new GRU(3, 2);
    gru.initialize(1);
    Tensor x = randn(5, 3);
    Recurrent.Result single = gru.run(x, null);
    Recurrent.Result batch = gru.run(x.unsqueeze(1), null);
    assertThat(single.output().equal(batch.output().squeeze(1))).isTrue();
    assertThat(single.state().hidden().shape()).containsExactly(1, 2);
    assertThat(single.state().cell()).isNull();
    assertThat(gru.run(x, single.state()).output().shape()).containsExactly(5, 2);
  }

  @Test
  void statesMustFit() {
    LSTM lstm = new LSTM(3, 2);
    lstm.initialize(1);
    Tensor zeros = Tensor.zeros(1, 2, 2);
    assertThatThrownBy(() -> lstm.run(randn(4, 2, 3), new Recurrent.State(zeros, null)))
        .hasMessage("LSTM(3, 2): the state has no cell: an LSTM's has one, the others have none");
    assertThatThrownBy(
            () -> lstm.run(randn(4, 2, 3), new Recurrent.State(Tensor.zeros(1, 1, 2), zeros)))
        .hasMessageContaining("the hidden state has shape [1, 1, 2] where [1, 2, 2]");
    assertThatThrownBy(
            () -> lstm.run(randn(4, 2, 3), new Recurrent.State(zeros, Tensor.zeros(1, 2, 3))))
        .hasMessageContaining("the cell state has shape [1, 2, 3]");
  }

  @Test
  void dropoutLiesBetweenLayersInTrainingOnly() {
    RNN rnn = RNN.of(3, 4).numLayers(2).dropout(0.5).build();
    rnn.initialize(1);
    Tensor x = randn(5, 2, 3);
    Tensor one = rnn.apply(x);
    assertThat(rnn.apply(x).equal(one)).isFalse();
    rnn.randomize(RandomKey.of(2));
    Tensor other = rnn.apply(x);
    rnn.randomize(RandomKey.of(2));
    assertThat(rnn.apply(x).equal(other)).isTrue();
    rnn.eval();
    assertThat(rnn.apply(x).equal(rnn.apply(x))).isTrue();
  }

  /** Places that may attend to nothing: of a sequence padded on the left and read causally, of an empty one. */
  @Test
  void attendingToNothingGivesZeroWithDropoutAsWithout() {
    Tensor padding = Tensor.ofBooleans(
        new boolean[] {true, true, false, false, false, false, true, true, true}, 3, 3);
    Tensor causal = MultiheadAttention.causalMask(3);
    for (AttentionMask mask : new AttentionMask[] {AttentionMask.NONE, AttentionMask.of(causal)}) {
      Tensor[] outputs = new Tensor[2];
      Tensor[] gradients = new Tensor[2];
      for (int i = 0; i < 2; i++) {
        MultiheadAttention attention = MultiheadAttention.of(4, 2)
            .dropout(i == 0 ? 0 : 1e-9)
            .batchFirst(true)
            .build();
        attention.initialize(1);
        Tensor x = randn(3, 3, 4).requiresGrad(true);
        outputs[i] = attention.apply(x, x, x, mask.keyPadding(padding));
        outputs[i].square().sum().backward();
        gradients[i] = x.grad();
        attention
            .parameters()
            .values()
            .forEach(parameter ->
                assertThat(parameter.grad().isfinite().all().itemLong()).isOne());
      }
      assertThat(outputs[1].allclose(outputs[0], 1e-5, 1e-6)).isTrue();
      assertThat(gradients[1].allclose(gradients[0], 1e-4, 1e-6)).isTrue();
      // the bias of the last map is 0 as long as it is not trained
      assertThat(outputs[1].select(0, 2).abs().max().item()).isZero();
    }
  }

  @Test
  void oneRowMaskedWholly() {
    MultiheadAttention attention =
        MultiheadAttention.of(2, 1).dropout(0.5).batchFirst(true).build();
    attention.initialize(0);
    Tensor x = Tensor.ones(1, 2, 2).requiresGrad(true);
    Tensor mask = Tensor.ofBooleans(new boolean[] {true, true, false, false}, 2, 2);
    Tensor y = attention.apply(x, x, x, AttentionMask.of(mask));
    y.sum().backward();
    assertThat(y.select(1, 0).toFloats()).containsExactly(0, 0);
    assertThat(x.grad().isfinite().all().itemLong()).isOne();
  }

  @Test
  void noPlaceSeesALaterOne() {
    TransformerEncoder encoder = new TransformerEncoder(
        TransformerEncoderLayer.of(4, 2).dimFeedforward(8).batchFirst(true), 2);
    encoder.initialize(1).eval();
    Tensor mask = MultiheadAttention.causalMask(5);
    assertThat(mask.get(0).toFloats())
        .containsExactly(
            0,
            Float.NEGATIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NEGATIVE_INFINITY);
    Tensor x = randn(1, 5, 4);
    Tensor changed = x.copy();
    try (NoGrad off = NoGrad.on()) {
      changed.select(1, 4).fill_(9);
    }
    Tensor y = encoder.apply(x, AttentionMask.of(mask));
    Tensor z = encoder.apply(changed, AttentionMask.of(mask));
    assertThat(y.narrow(1, 0, 4).allclose(z.narrow(1, 0, 4), 1e-6, 1e-6)).isTrue();
    assertThat(y.allclose(z, 1e-6, 1e-6)).isFalse();
    assertThat(encoder.apply(x).allclose(y, 1e-6, 1e-6)).isFalse();
  }

  @Test
  void paddingIsNotAttendedTo() {
    MultiheadAttention attention = MultiheadAttention.of(4, 2).batchFirst(true).build();
    attention.initialize(1);
    Tensor x = randn(2, 5, 4);
    Tensor padding = Tensor.ofBooleans(
        new boolean[] {false, false, false, true, true, false, false, false, true, true}, 2, 5);
    Tensor y = attention.apply(x, x, x, AttentionMask.NONE.keyPadding(padding));
    Tensor shorter = x.narrow(1, 0, 3);
    assertThat(y.narrow(1, 0, 3).allclose(attention.apply(shorter), 1e-5, 1e-6)).isTrue();
    // the same as a mask for each sample and head, and both together
    Tensor mask =
        padding.unsqueeze(1).expand(2, 5, 5).unsqueeze(1).expand(2, 2, 5, 5).reshape(4, 5, 5);
    assertThat(attention.apply(x, x, x, AttentionMask.of(mask)).allclose(y, 1e-5, 1e-6))
        .isTrue();
    assertThat(attention
            .apply(x, x, x, AttentionMask.of(mask).keyPadding(padding))
            .allclose(y, 1e-5, 1e-6))
        .isTrue();
  }

  @Test
  void droppedAttentionIsTheFusedOneWithoutAMask() {
    MultiheadAttention dropping = MultiheadAttention.of(4, 2).dropout(1e-9).build();
    dropping.initialize(1);
    MultiheadAttention plain = new MultiheadAttention(4, 2);
    plain.load(dropping.stateDict());
    Tensor x = randn(3, 2, 4);
    Tensor mask = MultiheadAttention.causalMask(3);
    assertThat(dropping
            .apply(x, x, x, AttentionMask.of(mask))
            .allclose(plain.apply(x, x, x, AttentionMask.of(mask)), 1e-5, 1e-6))
        .isTrue();
    assertThat(plain.parameters().get("out_proj.bias").value().toFloats())
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void rowsOfAnEmbedding() {
    Embedding embedding = Embedding.of(5, 3).paddingIndex(-5).maxNorm(1).build();
    embedding.initialize(1);
    Tensor weight = embedding.parameters().get("weight").value();
    assertThat(weight.get(0).abs().sum().item()).isZero();
    try (NoGrad off = NoGrad.on()) {
      weight.get(2).fill_(4);
      weight.get(3).fill_(4);
    }
    Tensor rows = embedding.apply(Tensor.ofLongs(2, 0));
    assertThat(rows.get(0).norm().item())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-4));
    assertThat(weight.get(3).norm().item()).isGreaterThan(6);
    rows.sum().backward();
    assertThat(weight.grad().get(0).abs().sum().item()).isZero();
    assertThat(embedding.describe()).isEqualTo("Embedding(5, 3, padding_idx=0, max_norm=1.0)");
    assertThatThrownBy(() -> embedding.apply(Tensor.ofLongs(5)))
        .hasMessageContaining("Embedding(5, 3");
    assertThatThrownBy(() -> embedding.apply(Tensor.ones(2)))
        .hasMessageContaining("FLOAT32 where indices are expected");
  }
}
