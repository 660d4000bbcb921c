package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.ImageDataset;
import org.ockham.data.Targets;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Tensor;

/** A trainer has batches read as its network takes them fastest. */
final class ImageFormatTest {

  /** Notes how its inputs lie. */
  private static final class Witness extends Layer {
    private final List<Boolean> channelsLast = new ArrayList<>();
    private final Layer network;

    Witness(Layer... layers) {
      network = child("network", new Sequential(layers));
    }

    @Override
    protected Tensor forward(Tensor x) {
      channelsLast.add(x.isContiguous(MemoryFormat.CHANNELS_LAST));
      return network.apply(x);
    }
  }

  private static Dataset images(int count) {
    byte[] pixels = new byte[count * 3 * 4 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31);
    }
    return ImageDataset.of(3, 4, 4, pixels, new int[count], Targets.classes(2));
  }

  private static List<Boolean> seen(Witness witness) {
    Trainer trainer = Trainer.builder().maxEpochs(1).batchSize(4).build();
    FitResult fit = trainer.fit(Classifier.of(witness), DataModule.of(images(8), images(4)));
    trainer.test(Classifier.of(witness), images(4));
    assertThat(fit.epochs()).hasSize(1);
    assertThat(witness.channelsLast).hasSizeGreaterThan(3);
    return witness.channelsLast;
  }

  @Test
  void convolutionsGetChannelsLastAndAllElseTheUsualOrder() {
    assertThat(seen(new Witness(new Conv2d(3, 2, 3), new Flatten(), new Linear(8, 2))))
        .containsOnly(true);
    assertThat(seen(new Witness(new Flatten(), new Linear(48, 2)))).containsOnly(false);
  }
}
