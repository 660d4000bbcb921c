package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.callback.GuardRails.Kind;
import org.ockham.loss.Loss;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.Adam;
import org.ockham.optim.Sgd;
import org.ockham.state.SavedState;
import org.ockham.tensor.NoGrad;
import org.ockham.train.Classifier;
import org.ockham.train.Regressor;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;

final class GuardRailsTest {

  private final GuardRails rails = GuardRails.standard();

  private static Trainer.Builder trainer(int epochs) {
    return Trainer.builder().maxEpochs(epochs).batchSize(50).seed(7);
  }

  @Test
  void aHealthyTrainingHasNoFindings() {
    trainer(6)
        .callbacks(rails)
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Adam.rate(3e-3)), Toys.digits());
    assertThat(rails.findings()).isEmpty();
  }

  @Test
  void aLossThatJumps() {
    new Scripted()
        .training(1.0, 0.5, 0.25, 0.25, 4.0, 0.25, 9.0)
        .fit(Trainer.builder().maxEpochs(7), rails);
    assertThat(rails.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.SPIKE);
      assertThat(finding.epoch()).isEqualTo(5);
      assertThat(finding.step()).isEqualTo(17);
      assertThat(finding.text())
          .matches(
              "the training loss has jumped from 0\\.\\d{4} to \\d\\.\\d{4} \\(means of some ten"
                  + " steps\\): lower the learning rate \\(now 0\\.001\\), clip the gradients, or look at"
                  + " the data of these steps");
    });
  }

  @Test
  void aLossThatStaysAtThatOfGuessing() {
    Layer network = Toys.network().initialize(1);
    try (NoGrad off = NoGrad.on()) {
      network.parameters().get("fc2.weight").value().fill_(0);
      network.parameters().get("fc2.bias").value().fill_(0);
    }
    trainer(4)
        .callbacks(rails)
        .build()
        .fit(Classifier.of(network).optimizer(Sgd.rate(1e-9)), Toys.digits());
    assertThat(rails.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.CHANCE);
      assertThat(finding.epoch()).isEqualTo(3);
      assertThat(finding.text())
          .isEqualTo("the training loss has stayed at ln 10 = 2.3026 for 3 epochs, the network"
              + " guesses: look at the labels, the learning rate (now 1.0E-9), and whether gradients"
              + " reach all layers");
    });
  }

  @Test
  void unitsThatAreDead() {
    Layer network = Toys.network().initialize(1);
    try (NoGrad off = NoGrad.on()) { // far below zero, whatever comes in: 20 of 32
      network.parameters().get("norm1.bias").value().narrow(0, 0, 20).fill_(-100);
    }
    trainer(1)
        .callbacks(rails)
        .build()
        .fit(Classifier.of(network).optimizer(Sgd.rate(0.01)), Toys.digits());
    assertThat(rails.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.DEAD_UNITS);
      assertThat(finding.text())
          .isEqualTo("of the layer relu1 (ReLU) 20 of 32 units are dead, active for none of the 100"
              + " samples of a validation batch: lower the learning rate (now 0.01), or take another"
              + " initialisation, a norm before it, or LeakyReLU");
    });
    GuardRails lenient = rails.deadShare(0.7);
    trainer(1)
        .callbacks(lenient)
        .build()
        .fit(Classifier.of(network).optimizer(Sgd.rate(0.01)), Toys.digits());
    assertThat(lenient.findings()).isEmpty();
  }

  @Test
  void aParameterThatIsLost() {
    // |x − x| has the slope 0/0 of the root there, though the loss is 0
    Loss root = (output, target) -> output.sub(output).square().sum().sqrt();
    assertThatThrownBy(() -> trainer(2)
            .callbacks(rails)
            .build()
            .fit(Regressor.of(new Linear(2, 1)).loss(root), Scripted.DATA))
        .hasMessageContaining("NaN");
    assertThat(rails.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.NOT_FINITE);
      assertThat(finding.text())
          .startsWith("of the parameter weight (Linear) 2 of 2 numbers are not finite: ");
    });
  }

  @Test
  void overfittingThatHasBegun() {
    Scripted module = new Scripted()
        .training(1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
        .validations("loss", 1.0, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5);
    module.fit(Trainer.builder().maxEpochs(8), rails);
    assertThat(rails.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.kind()).isEqualTo(Kind.OVERFITTING);
      assertThat(finding.epoch()).as("the fifth validation after the best").isEqualTo(7);
      assertThat(finding.text())
          .isEqualTo(
              "overfitting has begun: since epoch 2 the training loss has fallen from 0.9000 to"
                  + " 0.4000 and the validation loss risen from 0.9000 to 1.4000: keep the weights of that"
                  + " epoch (Checkpoint), stop there (EarlyStopping), or regularise");
    });
    GuardRails quick = rails.patience(2);
    module.fit(Trainer.builder().maxEpochs(8), quick);
    assertThat(quick.findings()).extracting(GuardRails.Finding::epoch).containsExactly(4);
  }

  @Test
  void aValidationLossThatRisesWithTheTrainingLossIsNoOverfitting() {
    new Scripted()
        .training(0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6)
        .validations("loss", 0.5, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6)
        .fit(Trainer.builder().maxEpochs(8), rails);
    assertThat(rails.findings()).isEmpty();
  }

  @Test
  void aStateOfSomethingElseChangesNothing() {
    new Scripted().training(1.0, 0.5, 0.25, 0.25, 4.0).fit(Trainer.builder().maxEpochs(5), rails);
    SavedState before = rails.state();
    assertThat(rails.findings()).isNotEmpty();
    SavedState fresh = GuardRails.standard().state();
    for (String name : fresh.values().keySet()) {
      Map<String, Object> broken = new HashMap<>(fresh.values());
      broken.put(name, "a");
      assertThatThrownBy(() -> rails.restore(SavedState.of(broken)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "' = a where ");
      assertThat(rails.state()).isEqualTo(before);
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> rails.deadShare(0)).hasMessageContaining("deadShare is 0.0");
    assertThatThrownBy(() -> rails.patience(0)).hasMessageContaining("patience is 0");
  }
}
