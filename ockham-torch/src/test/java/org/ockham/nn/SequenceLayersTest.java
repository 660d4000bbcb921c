package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
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

  @Test
  void aSequenceInABatchOfSeveralLengthsIsReadAsIfAlone() {
    for (boolean batchFirst : new boolean[] {false, true}) {
      LSTM lstm =
          LSTM.of(3, 2).numLayers(2).bidirectional(true).batchFirst(batchFirst).build();
      lstm.initialize(1);
      long[] lengths = {2, 5, 1, 5};
      Tensor x = randn(5, 4, 3);
      Recurrent.State start = new Recurrent.State(randn(4, 4, 2), randn(4, 4, 2).mul(2));
      Recurrent.Result all = lstm.run(batchFirst ? x.transpose(0, 1) : x, start, lengths);
      Tensor outputs = batchFirst ? all.output().transpose(0, 1) : all.output();
      assertThat(outputs.shape()).containsExactly(5, 4, 4);
      for (int i = 0; i < lengths.length; i++) {
        Recurrent.State own =
            new Recurrent.State(start.hidden().select(1, i), start.cell().select(1, i));
        Tensor alone = x.select(1, i).narrow(0, 0, lengths[i]);
        Recurrent.Result one = lstm.run(alone, own);
        Tensor output = outputs.select(1, i);
        assertThat(output.narrow(0, 0, lengths[i]).allclose(one.output(), 1e-5, 1e-6))
            .isTrue();
        assertThat(output.narrow(0, lengths[i], 5 - lengths[i]).eq(0).all().itemLong())
            .isOne();
        assertThat(all.state().hidden().select(1, i).allclose(one.state().hidden(), 1e-5, 1e-6))
            .isTrue();
        assertThat(all.state().cell().select(1, i).allclose(one.state().cell(), 1e-5, 1e-6))
            .isTrue();
      }
    }
    GRU gru = new GRU(3, 2);
    gru.initialize(1);
    assertThatThrownBy(() -> gru.run(randn(4, 2, 3), null, 1, 5))
        .hasMessageStartingWith("GRU(3, 2): the lengths are [1, 5] for the input [4, 2, 3]");
    assertThatThrownBy(() -> gru.run(randn(4, 2, 3), null, 0, 4)).hasMessageContaining("[0, 4]");
    assertThatThrownBy(() -> gru.run(randn(4, 3), null, 4)).hasMessageContaining("[4]");
  }

  @Test
  void cellsMakeTheStepsOfALayer() {
    LSTM lstm = new LSTM(3, 2);
    lstm.initialize(1);
    LSTMCell cell = new LSTMCell(3, 2);
    Map<String, Tensor> state = new LinkedHashMap<>();
    lstm.stateDict().forEach((name, value) -> state.put(name.replace("_l0", ""), value));
    cell.load(state);
    Tensor x = randn(4, 2, 3);
    LSTMCell.State carried = null;
    Tensor outputs = lstm.apply(x);
    for (int step = 0; step < 4; step++) {
      carried = cell.apply(x.get(step), carried);
      assertThat(carried.hidden().allclose(outputs.get(step), 1e-5, 1e-6)).isTrue();
    }
    assertThatThrownBy(() -> new GRUCell(3, 2).apply(x.get(0), Tensor.zeros(1, 2)))
        .hasMessage("GRUCell(3, 2): the state has shape [1, 2] where [2, 2] is expected");
  }

  @Test
  void attentionTellsHowMuchItPaidToWhat() {
    MultiheadAttention attention = MultiheadAttention.of(4, 2).dropout(0.5).build();
    attention.initialize(1).eval();
    Tensor x = randn(3, 2, 4);
    AttentionMask causal = AttentionMask.causal();
    MultiheadAttention.Result told = attention.applyWithWeights(x, x, x, causal);
    assertThat(told.weights().shape()).containsExactly(2, 2, 3, 3);
    assertThat(told.averagedWeights().shape()).containsExactly(2, 3, 3);
    assertThat(told.weights().sum(-1).allclose(Tensor.ones(2, 2, 3), 1e-5, 1e-6))
        .isTrue();
    assertThat(told.weights().triu(1).eq(0).all().itemLong()).isOne();
    assertThat(told.output().allclose(attention.apply(x, x, x, causal), 1e-5, 1e-6))
        .isTrue();
    // what is dropped in training has no weight
    attention.train();
    assertThat(attention
            .applyWithWeights(x, x, x, AttentionMask.NONE)
            .weights()
            .eq(0)
            .any()
            .itemLong())
        .isOne();
    assertThatThrownBy(() -> attention.apply(x, x.narrow(2, 0, 3), x))
        .hasMessageContaining("the input has shape [3, 2, 3] where [length, n, 4] is expected");
  }

  @Test
  void causalMasksAddUp() {
    MultiheadAttention attention = MultiheadAttention.of(4, 2).batchFirst(true).build();
    attention.initialize(1);
    Tensor x = randn(2, 3, 4);
    Tensor scores = randn(3, 3);
    Tensor both = MultiheadAttention.causalMask(3).add(scores);
    assertThat(attention
            .apply(x, x, x, new AttentionMask(scores, null, true))
            .allclose(attention.apply(x, x, x, AttentionMask.of(both)), 1e-5, 1e-6))
        .isTrue();
    assertThat(attention
            .apply(x, x, x, AttentionMask.causal())
            .allclose(
                attention.apply(x, x, x, AttentionMask.of(MultiheadAttention.causalMask(3))),
                1e-5,
                1e-6))
        .isTrue();
  }

  @Test
  void bagsOfWords() {
    EmbeddingBag bag = new EmbeddingBag(5, 3);
    bag.initialize(1);
    Tensor weight = bag.parameters().get("weight").value();
    Tensor expected = weight.get(1).add(weight.get(4)).div(2);
    assertThat(bag.apply(Tensor.ofLongs(new long[] {1, 4}, 1, 2)).get(0).allclose(expected))
        .isTrue();
    assertThat(bag.apply(Tensor.ofLongs(3, 1, 4), Tensor.ofLongs(0, 1)).get(1).allclose(expected))
        .isTrue();
    assertThatThrownBy(() ->
            bag.applyWeighted(Tensor.ofLongs(new long[] {1, 4}, 1, 2), Tensor.ones(1, 2)))
        .hasMessage("the mode is MEAN: only a SUM is weighted");
    assertThat(EmbeddingBag.of(5, 3)
            .mode(EmbeddingBag.Mode.MAX)
            .scaleGradByFreq(false)
            .build())
        .hasToString("EmbeddingBag(5, 3, mode=max)");
  }
}
