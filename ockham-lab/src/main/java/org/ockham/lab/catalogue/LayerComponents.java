package org.ockham.lab.catalogue;

import java.util.List;
import org.ockham.lab.layer.Activations;
import org.ockham.lab.layer.Activations.Along;
import org.ockham.lab.layer.Blocks;
import org.ockham.lab.layer.Convolutions;
import org.ockham.lab.layer.Forms;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.lab.layer.Linears;
import org.ockham.lab.layer.NamedLayer;
import org.ockham.lab.layer.Noises;
import org.ockham.lab.layer.Norms;
import org.ockham.lab.layer.Pools;
import org.ockham.lab.layer.Sequences;
import org.ockham.lab.layer.Sequences.Recurrence;
import org.ockham.lab.layer.Stacked;
import org.ockham.lab.model.Layers;
import org.ockham.lab.model.UserNetwork;
import org.ockham.nn.*;

/** The layers that come with Ockham, by PyTorch's names in lower case with hyphens: a line each. */
final class LayerComponents implements Components {

  private static final LayerPlan RELU = (input, outputs) -> new ReLU();

  @Override
  public void addTo(Catalogue catalogue) {
    linears(catalogue);
    activations(catalogue);
    along(catalogue);
    for (int dimensions = 1; dimensions <= 3; dimensions++) {
      windows(catalogue, dimensions);
    }
    norms(catalogue);
    noises(catalogue);
    forms(catalogue);
    sequences(catalogue);
    blocks(catalogue);
  }

  private static void linears(Catalogue catalogue) {
    catalogue
        .layer("linear", new Linears.Linear(null, true))
        .about("x·Wᵀ + b over the last dimension; without outFeatures as many as the outputs");
    catalogue
        .layer("drop-connect", new Linears.Dropped(null, 0.5, true))
        .about("linear whose single weights are dropped in training");
    catalogue.layer("identity", (input, outputs) -> new Identity()).about("what arrives");
  }

  private static void activations(Catalogue catalogue) {
    catalogue.layer("relu", RELU).about("max(x, 0)");
    catalogue.layer("relu6", (input, outputs) -> new ReLU6()).about("min(max(x, 0), 6)");
    catalogue.layer("sigmoid", (input, outputs) -> new Sigmoid()).about("1 / (1 + e^(−x))");
    catalogue.layer("tanh", (input, outputs) -> new Tanh()).about("the hyperbolic tangent");
    catalogue.layer("silu", (input, outputs) -> new SiLU()).about("x·sigmoid(x)");
    catalogue.layer("mish", (input, outputs) -> new Mish()).about("x·tanh(softplus(x))");
    catalogue
        .layer("selu", (input, outputs) -> new SELU())
        .about("elu scaled so that mean and variance stay");
    catalogue.layer("softsign", (input, outputs) -> new Softsign()).about("x / (1 + |x|)");
    catalogue.layer("tanhshrink", (input, outputs) -> new Tanhshrink()).about("x − tanh(x)");
    catalogue.layer("log-sigmoid", (input, outputs) -> new LogSigmoid()).about("ln sigmoid(x)");
    catalogue
        .layer("hardsigmoid", (input, outputs) -> new Hardsigmoid())
        .about("sigmoid of straight lines");
    catalogue.layer("hardswish", (input, outputs) -> new Hardswish()).about("x·hardsigmoid(x)");
    catalogue
        .layer("softmax2d", (input, outputs) -> new Softmax2d())
        .about("softmax over the channels at each place");
    catalogue.layer("elu", new Activations.Elu(1)).about("x, or alpha·(e^x − 1) below 0");
    catalogue.layer("celu", new Activations.Celu(1)).about("elu that is smooth for each alpha");
    catalogue
        .layer("gelu", new Activations.Gelu(GELU.Approximation.NONE))
        .about("x·Φ(x), Φ the normal distribution");
    catalogue
        .layer("hardshrink", new Activations.Hardshrink(0.5))
        .about("x, or 0 where |x| is at most lambda");
    catalogue
        .layer("softshrink", new Activations.Softshrink(0.5))
        .about("x nearer to 0 by lambda, or 0");
    catalogue.layer("hardtanh", new Activations.Hardtanh(-1, 1)).about("x cut off at two bounds");
    catalogue
        .layer("leaky-relu", new Activations.LeakyRelu(0.01))
        .about("x, or negativeSlope·x below 0");
    catalogue
        .layer("prelu", new Activations.Prelu(false, 0.25))
        .about("leaky-relu whose slope is learnt");
    catalogue
        .layer("rrelu", new Activations.Rrelu(1.0 / 8, 1.0 / 3))
        .about("leaky-relu whose slope is drawn in training");
    catalogue.layer("softplus", new Activations.Softplus(1, 20)).about("ln(1 + e^(beta·x)) / beta");
    catalogue
        .layer("threshold", new Activations.Threshold(0, 0))
        .about("x above a threshold, else a value")
        .requires("threshold", "value");
  }

  private static void along(Catalogue catalogue) {
    along(catalogue, "softmax", Along.SOFTMAX, "e^x over its sum");
    along(catalogue, "softmin", Along.SOFTMIN, "softmax of −x");
    along(catalogue, "log-softmax", Along.LOG_SOFTMAX, "ln softmax");
    along(catalogue, "glu", Along.GLU, "one half times the sigmoid of the other");
  }

  private static void along(Catalogue catalogue, String word, Along what, String about) {
    catalogue.layer(word, new Activations.Dimension(what, -1)).about(about).fixes("what");
  }

  private static void windows(Catalogue catalogue, int dimensions) {
    String over = dimensions + "d";
    catalogue
        .layer("conv" + over, Convolutions.Convolution.over(dimensions))
        .about("learnt windows over channels")
        .fixes("dimensions")
        .requires("kernelSize")
        .scalars("kernelSize", "stride", "padding", "dilation");
    catalogue
        .layer("conv-transpose" + over, Convolutions.Transposed.over(dimensions))
        .about("a convolution turned round: it makes sides larger")
        .fixes("dimensions")
        .requires("kernelSize")
        .scalars("kernelSize", "stride", "padding", "outputPadding", "dilation");
    catalogue
        .layer("max-pool" + over, Pools.Max.over(dimensions))
        .about("the largest value of each window")
        .fixes("dimensions")
        .scalars("kernelSize", "stride", "padding", "dilation");
    catalogue
        .layer("avg-pool" + over, Pools.Avg.over(dimensions))
        .about("the mean of each window")
        .fixes("dimensions")
        .scalars("kernelSize", "stride", "padding");
    catalogue
        .layer("adaptive-avg-pool" + over, new Pools.Adaptive(dimensions, false, List.of(1)))
        .about("means of as many windows as outputSize says")
        .fixes("dimensions", "isMax")
        .scalars("outputSize");
    catalogue
        .layer("adaptive-max-pool" + over, new Pools.Adaptive(dimensions, true, List.of(1)))
        .about("largest values of as many windows as outputSize says")
        .fixes("dimensions", "isMax")
        .scalars("outputSize");
    catalogue
        .layer("batch-norm" + over, Norms.Channel.of(dimensions, false))
        .about("each channel by mean and variance over the batch")
        .fixes("dimensions", "isInstance");
    catalogue
        .layer("instance-norm" + over, Norms.Channel.of(dimensions, true))
        .about("each channel by mean and variance over the sample")
        .fixes("dimensions", "isInstance");
  }

  private static void norms(Catalogue catalogue) {
    catalogue
        .layer("group-norm", new Norms.Group(1, 1e-5, true))
        .about("groups of channels by mean and variance over the sample")
        .requires("numGroups");
    catalogue
        .layer("layer-norm", new Norms.Last(0, 1e-5, true, true))
        .about("the sample's last dimensions by their mean and variance");
    catalogue
        .layer("rms-norm", new Norms.RootMeanSquare(0, null, true))
        .about("the sample's last dimensions by their root mean square");
    catalogue
        .layer("local-response-norm", new Norms.LocalResponse(5, 1e-4, 0.75, 1))
        .about("by the squares of neighbouring channels")
        .requires("size");
  }

  private static void noises(Catalogue catalogue) {
    dropout(catalogue, "dropout", Noises.Unit.NUMBER, "numbers become 0 in training");
    dropout(catalogue, "dropout1d", Noises.Unit.CHANNEL_1D, "whole channels become 0 in training");
    dropout(catalogue, "dropout2d", Noises.Unit.CHANNEL_2D, "whole channels become 0 in training");
    dropout(catalogue, "dropout3d", Noises.Unit.CHANNEL_3D, "whole channels become 0 in training");
    dropout(catalogue, "alpha-dropout", Noises.Unit.ALPHA, "dropout for selu");
    dropout(
        catalogue,
        "feature-alpha-dropout",
        Noises.Unit.FEATURE_ALPHA,
        "dropout of channels for selu");
    catalogue.layer("gaussian-noise", new Noises.Gaussian(0.1)).about("normal noise in training");
    catalogue
        .layer("stochastic-depth", new Noises.Depth(0.5, StochasticDepth.Mode.ROW))
        .about("a sample's branch becomes 0 in training: at the end of a residual's layers")
        .requires("p");
  }

  private static void dropout(Catalogue catalogue, String word, Noises.Unit unit, String about) {
    catalogue.layer(word, new Noises.Dropout(unit, 0.5)).about(about).fixes("unit");
  }

  private static void forms(Catalogue catalogue) {
    catalogue.layer("flatten", new Forms.Flatten(1, -1)).about("dimensions joined into one");
    catalogue
        .layer("unflatten", new Forms.Unflatten(1, List.of(-1)))
        .about("a dimension split into several")
        .requires("sizes");
    catalogue
        .layer("padding", new Forms.Padding(List.of(1, 1), PaddingMode.CONSTANT, 0))
        .about("values put around what arrives")
        .requires("padding")
        .idle("value", padding -> padding.mode() != PaddingMode.CONSTANT);
    catalogue
        .layer("upsample", new Forms.Upsample(null, List.of(2.0), Upsample.Mode.NEAREST, false))
        .about("sides made larger")
        .scalars("size")
        .idle("scaleFactor", upsample -> upsample.size() != null);
    shuffle(catalogue, "pixel-shuffle", Forms.Exchange.PIXEL_SHUFFLE, "channels become places");
    shuffle(catalogue, "pixel-unshuffle", Forms.Exchange.PIXEL_UNSHUFFLE, "places become channels");
    shuffle(
        catalogue, "channel-shuffle", Forms.Exchange.CHANNEL_SHUFFLE, "channels of groups mixed");
    List<Integer> none = List.of(0);
    List<Integer> one = List.of(1);
    catalogue
        .layer("unfold", new Forms.Unfold(List.of(3), one, none, one))
        .about("windows of an image as columns")
        .requires("kernelSize")
        .scalars("kernelSize", "stride", "padding", "dilation");
    catalogue
        .layer("fold", new Forms.Fold(List.of(8), List.of(3), one, none, one))
        .about("columns added up to an image")
        .requires("outputSize", "kernelSize")
        .scalars("outputSize", "kernelSize", "stride", "padding", "dilation");
  }

  private static void shuffle(
      Catalogue catalogue, String word, Forms.Exchange exchange, String about) {
    catalogue
        .layer(word, new Forms.Shuffle(exchange, 2))
        .about(about)
        .fixes("exchange")
        .requires("factor");
  }

  private static void sequences(Catalogue catalogue) {
    reader(catalogue, "rnn", Recurrence.RNN, "a state carried along by tanh");
    reader(catalogue, "rnn-relu", Recurrence.RNN_RELU, "a state carried along by relu");
    reader(catalogue, "lstm", Recurrence.LSTM, "a state with gates and cells");
    reader(catalogue, "gru", Recurrence.GRU, "a state with gates");
    catalogue
        .layer("multihead-attention", new Sequences.Attention(4, 0, true))
        .about("a sequence that attends to itself")
        .requires("numHeads");
    block(
        catalogue,
        "transformer-encoder-layer",
        Sequences.Part.ENCODER,
        "attention, then two linear maps");
    block(
        catalogue,
        "transformer-decoder-layer",
        Sequences.Part.DECODER,
        "attention twice, then two linear maps");
    catalogue
        .layer(
            "transformer-encoder", new Sequences.Encoder(2, 4, 2048, 0.1, false, 1e-5, false, true))
        .about("several encoder layers")
        .requires("numLayers", "numHeads");
  }

  private static void reader(
      Catalogue catalogue, String word, Recurrence recurrence, String about) {
    catalogue
        .layer(word, Sequences.Reader.of(recurrence))
        .about(about + ", over [length, features]")
        .fixes("recurrence")
        .requires("hiddenSize");
    catalogue
        .layer(word + "-cell", new Sequences.Cell(recurrence, 64, true))
        .about("one step of " + word + " from zeros")
        .fixes("recurrence")
        .requires("hiddenSize");
  }

  private static void block(Catalogue catalogue, String word, Sequences.Part part, String about) {
    catalogue.layer(word, Sequences.Block.of(part)).about(about).fixes("part").requires("numHeads");
  }

  private static void blocks(Catalogue catalogue) {
    NamedLayer relu = new NamedLayer(RELU, null);
    Component<NamedLayer> entry = catalogue.part(relu).flat("layer");
    catalogue
        .layer("sequential", new Stacked(List.of(relu)))
        .about("layers one after another, under a name of their own")
        .part("layers", entry)
        .requires("layers");
    catalogue
        .layer("residual", new Blocks.Residual(List.of(relu), List.of()))
        .about("layers with a way around them")
        .part("layers", entry)
        .part("shortcut", entry)
        .requires("layers")
        .idle("shortcut", residual -> residual.shortcut().isEmpty());
    weight(catalogue, "weight-norm", Blocks.Weight.NORMED, "its length and its direction");
    weight(
        catalogue,
        "spectral-norm",
        Blocks.Weight.SPECTRAL,
        "a matrix over its largest singular value");
    catalogue
        .model("layers", new Layers(List.of(relu)))
        .about("a list of layers, whose input sizes follow from the data")
        .part("layers", entry)
        .requires("layers")
        .impliedBy("layers");
    catalogue
        .model("class", new UserNetwork("org.example.MyNet"))
        .about("a Layer of your own, from the places that --class-path names")
        .requires("className")
        .impliedBy("className");
  }

  private static void weight(Catalogue catalogue, String word, Blocks.Weight weight, String about) {
    catalogue
        .layer(word, new Blocks.Parametrized(weight, new Linears.Linear(null, true)))
        .about("a layer whose weight is computed from " + about)
        .fixes("weight")
        .requires("layer");
  }
}
