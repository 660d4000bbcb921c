package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ockham.SharedFolder;
import org.ockham.data.Idx;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.metric.Accuracy;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Dropout;
import org.ockham.nn.ELU;
import org.ockham.nn.GELU;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.InstanceNorm2d;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.LeakyReLU;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.SiLU;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Networks trained in PyTorch give their logits, accuracy and loss here. */
final class InteropTest {

  private static final class Mlp extends Layer {
    private final Linear fc1 = child("fc1", new Linear(784, 64));
    private final BatchNorm1d bn1 = child("bn1", new BatchNorm1d(64));
    private final Linear fc2 = child("fc2", new Linear(64, 32));
    private final LayerNorm ln = child("ln", new LayerNorm(32));
    private final Linear fc3 = child("fc3", new Linear(32, 10));
    private final Dropout drop = child("drop", new Dropout());
    private final GELU gelu = child("gelu", new GELU());

    @Override
    protected Tensor forward(Tensor x) {
      Tensor h = drop.apply(bn1.apply(fc1.apply(x.flatten(1))).relu());
      return fc3.apply(gelu.apply(ln.apply(fc2.apply(h))));
    }
  }

  private static final class Cnn extends Layer {
    private final Conv2d conv1 =
        child("conv1", Conv2d.of(1, 8, 3).stride(2).padding(1).bias(false).build());
    private final BatchNorm2d bn1 = child("bn1", new BatchNorm2d(8));
    private final SiLU silu = child("silu", new SiLU());
    private final Conv2d conv2 =
        child("conv2", Conv2d.of(8, 16, 3).padding(2).dilation(2).groups(2).build());
    private final GroupNorm gn = child("gn", new GroupNorm(4, 16));
    private final LeakyReLU leaky = child("leaky", new LeakyReLU(0.1));
    private final MaxPool2d pool = child("pool", new MaxPool2d(2));
    private final InstanceNorm2d inorm =
        child("inorm", InstanceNorm2d.of(16).affine(true).build());
    private final ELU elu = child("elu", new ELU());
    private final Linear fc = child("fc", new Linear(784, 10));

    @Override
    protected Tensor forward(Tensor x) {
      Tensor h = silu.apply(bn1.apply(conv1.apply(x)));
      h = pool.apply(leaky.apply(gn.apply(conv2.apply(h))));
      return fc.apply(elu.apply(inorm.apply(h)).flatten(1));
    }
  }

  @Test
  void mlp() {
    check(new Mlp(), "mnist_mlp");
  }

  @Test
  void cnn() {
    check(new Cnn(), "mnist_cnn");
  }

  private static void check(Layer network, String name) {
    JsonNode expected = ReferenceFile.read("interop/" + name + ".json");
    network.load(shared("reference/interop/" + name + ".safetensors")).eval();
    Idx images = Idx.read(shared("data/mnist/t10k-images-idx3-ubyte.gz"));
    Idx labels = Idx.read(shared("data/mnist/t10k-labels-idx1-ubyte.gz"));
    Accuracy accuracy = new Accuracy();
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Tensor x =
          Tensor.ofBytes(images.bytes(), 10_000, 1, 28, 28).to(DType.FLOAT32).div(255);
      Tensor y = Tensor.ofBytes(labels.bytes(), 10_000).to(DType.INT64);
      Tensor logits = network.apply(x);
      float[] first = logits.narrow(0, 0, 16).toFloats();
      for (int i = 0; i < first.length; i++) {
        assertThat((double) first[i])
            .as("logit %d", i)
            .isCloseTo(expected.get("logits").get(i / 10).get(i % 10).asDouble(), within(1e-4));
      }
      accuracy.update(logits, y);
      assertThat(Math.round(accuracy.value() * 10_000))
          .isEqualTo(expected.get("test_correct").asLong());
      assertThat(new CrossEntropyLoss().apply(logits, y).item())
          .isCloseTo(expected.get("test_loss").asDouble(), within(1e-5));
    }
  }

  private static Path shared(String name) {
    var file = SharedFolder.find(name);
    assumeTrue(file.isPresent(), "no shared/" + name + " beside this checkout");
    return file.orElseThrow();
  }
}
