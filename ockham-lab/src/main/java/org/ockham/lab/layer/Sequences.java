package org.ockham.lab.layer;

import org.ockham.check.Check;
import org.ockham.nn.GRU;
import org.ockham.nn.GRUCell;
import org.ockham.nn.LSTM;
import org.ockham.nn.LSTMCell;
import org.ockham.nn.Layer;
import org.ockham.nn.MultiheadAttention;
import org.ockham.nn.RNN;
import org.ockham.nn.RNNCell;
import org.ockham.nn.Recurrent;
import org.ockham.nn.TransformerDecoderLayer;
import org.ockham.nn.TransformerEncoder;
import org.ockham.nn.TransformerEncoderLayer;
import org.ockham.nn.TransformerLayer;

/** What reads sequences, [length, features] a sample: the batch is always first. */
public final class Sequences {

  private Sequences() {}

  /** What is done at each step. */
  public enum Recurrence {
    RNN,
    /** The simplest kind with ReLU in place of tanh. */
    RNN_RELU,
    LSTM,
    GRU
  }

  /**
   * What carries a state along: {@link org.ockham.nn.Recurrent}. It gives the last layer's outputs at all steps.
   *
   * @param recurrence what is done at each step
   * @param hiddenSize numbers of the state
   * @param numLayers how many, each reading the one before; default 1
   * @param bias whether there are biases; default true
   * @param dropout between layers; default 0
   * @param bidirectional whether each reads from the end as well; default false
   */
  public record Reader(
      Recurrence recurrence,
      int hiddenSize,
      int numLayers,
      boolean bias,
      double dropout,
      boolean bidirectional)
      implements LayerPlan {

    public Reader {
      Check.between("hiddenSize", hiddenSize, 1, MOST);
      Check.between("numLayers", numLayers, 1, 100);
      Check.probability("dropout", dropout);
    }

    /** With the defaults. */
    public static Reader of(Recurrence recurrence) {
      return new Reader(recurrence, 64, 1, true, 0, false);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long in = Sizes.last(input);
      return switch (recurrence) {
        case RNN -> built(RNN.of(in, hiddenSize));
        case RNN_RELU -> built(RNN.relu(in, hiddenSize));
        case LSTM -> built(LSTM.of(in, hiddenSize));
        case GRU -> built(GRU.of(in, hiddenSize));
      };
    }

    private Layer built(Recurrent.Builder<?> builder) {
      return builder
          .batchFirst(true)
          .numLayers(numLayers)
          .bias(bias)
          .dropout(dropout)
          .bidirectional(bidirectional)
          .build();
    }
  }

  /**
   * One step from zeros: {@link org.ockham.nn.RecurrentCell}.
   *
   * @param recurrence what is done
   * @param hiddenSize numbers of the state
   * @param bias whether there are biases; default true
   */
  public record Cell(Recurrence recurrence, int hiddenSize, boolean bias) implements LayerPlan {

    public Cell {
      Check.between("hiddenSize", hiddenSize, 1, MOST);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      long in = Sizes.last(input);
      return switch (recurrence) {
        case RNN -> new RNNCell(in, hiddenSize, bias);
        case RNN_RELU -> RNNCell.relu(in, hiddenSize, bias);
        case LSTM -> new LSTMCell(in, hiddenSize, bias);
        case GRU -> new GRUCell(in, hiddenSize, bias);
      };
    }
  }

  /**
   * A sequence that attends to itself: {@link MultiheadAttention}.
   *
   * @param numHeads how many heads; they divide the features
   * @param dropout of attention weights; default 0
   * @param bias whether the linear maps have biases; default true
   */
  public record Attention(int numHeads, double dropout, boolean bias) implements LayerPlan {

    public Attention {
      Check.between("numHeads", numHeads, 1, MOST);
      Check.probability("dropout", dropout);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return MultiheadAttention.of(Sizes.last(input), numHeads)
          .batchFirst(true)
          .dropout(dropout)
          .bias(bias)
          .build();
    }
  }

  /** Which part of a transformer. */
  public enum Part {
    /** {@link TransformerEncoderLayer}. */
    ENCODER,
    /** {@link TransformerDecoderLayer}, which attends to what arrives as its memory. */
    DECODER
  }

  /**
   * Attention and two linear maps, each with dropout, a way around it and a norm.
   *
   * @param part encoder or decoder
   * @param numHeads how many heads; they divide the features
   * @param dimFeedforward numbers between the linear maps; default 2048
   * @param dropout the probability; default 0.1
   * @param gelu whether the activation is GELU, not ReLU; default false
   * @param layerNormEps the norms' ε; default 1e-5
   * @param normFirst whether the norms come first; default false
   * @param bias whether maps and norms have biases; default true
   */
  public record Block(
      Part part,
      int numHeads,
      int dimFeedforward,
      double dropout,
      boolean gelu,
      double layerNormEps,
      boolean normFirst,
      boolean bias)
      implements LayerPlan {

    public Block {
      Check.between("numHeads", numHeads, 1, MOST);
      Check.between("dimFeedforward", dimFeedforward, 1, MOST);
      Check.probability("dropout", dropout);
      Check.positive("layerNormEps", layerNormEps);
    }

    /** With the defaults. */
    public static Block of(Part part) {
      return new Block(part, 4, 2048, 0.1, false, 1e-5, false, true);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      return part == Part.ENCODER
          ? with(TransformerEncoderLayer.of(Sizes.last(input), numHeads)).build()
          : with(TransformerDecoderLayer.of(Sizes.last(input), numHeads)).build();
    }

    private <L extends TransformerLayer> TransformerLayer.Builder<L> with(
        TransformerLayer.Builder<L> builder) {
      return builder
          .batchFirst(true)
          .dimFeedforward(dimFeedforward)
          .dropout(dropout)
          .gelu(gelu)
          .layerNormEps(layerNormEps)
          .normFirst(normFirst)
          .bias(bias);
    }
  }

  /**
   * Encoder layers one after the other: {@link TransformerEncoder}.
   *
   * @param numLayers how many
   * @param numHeads how many heads each has; they divide the features
   * @param dimFeedforward numbers between the linear maps; default 2048
   * @param dropout the probability; default 0.1
   * @param gelu whether the activation is GELU, not ReLU; default false
   * @param layerNormEps the norms' ε; default 1e-5
   * @param normFirst whether the norms come first; default false
   * @param bias whether maps and norms have biases; default true
   */
  public record Encoder(
      int numLayers,
      int numHeads,
      int dimFeedforward,
      double dropout,
      boolean gelu,
      double layerNormEps,
      boolean normFirst,
      boolean bias)
      implements LayerPlan {

    public Encoder {
      Check.between("numLayers", numLayers, 1, 100);
      new Block(
          Part.ENCODER, numHeads, dimFeedforward, dropout, gelu, layerNormEps, normFirst, bias);
    }

    @Override
    public Layer build(long[] input, int outputs) {
      Block block = new Block(
          Part.ENCODER, numHeads, dimFeedforward, dropout, gelu, layerNormEps, normFirst, bias);
      return new TransformerEncoder(
          block.with(TransformerEncoderLayer.of(Sizes.last(input), numHeads)), numLayers);
    }
  }
}
