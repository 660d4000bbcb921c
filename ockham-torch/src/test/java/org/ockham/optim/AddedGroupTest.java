package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.schedule.ExponentialLR;
import org.ockham.schedule.OneCycleLR;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.schedule.Scheduler;
import org.ockham.tensor.Tensor;

/** Parameters that are trained only from some step on. */
final class AddedGroupTest {

  private static final Selection HEAD = Selection.named("p1");
  private static final Selection BODY = Selection.named("p0");

  static Stream<OptimizerConfig> configurations() {
    return Stream.of(
        Sgd.rate(0.1).momentum(0.9),
        Adam.rate(0.1),
        NAdam.rate(0.1),
        Adam.rate(0.1).maximize(),
        Sam.around(Adam.rate(0.1)),
        Sgd.rate(0.1).decayOnlyWeights());
  }

  private static Vectors network() {
    return Vectors.of(Tensor.of(1, -2, 3), Tensor.of(0.5f, 2));
  }

  private static Map<String, Parameter> of(Vectors network, Selection selection) {
    return selection.of(network.parameters());
  }

  private static void step(Optimizer optimizer, Vectors network) {
    optimizer.step(() -> {
      optimizer.zeroGrad();
      Tensor loss =
          network.get(0).value().square().sum().add(network.get(1).value().exp().sum());
      loss.backward();
      return loss;
    });
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void restsUntilItIsAddedAndMovesFromThenOn(OptimizerConfig config) {
    Vectors network = network();
    Optimizer optimizer = config.over(of(network, HEAD));
    step(optimizer, network);
    assertThat(network.value(0).toFloats()).containsExactly(1, -2, 3);
    network.zeroGradients();
    optimizer.addGroup(RmsProp.rate(0.01), of(network, BODY));
    step(optimizer, network);
    assertThat(network.value(0).toFloats()).isNotEqualTo(new float[] {1, -2, 3});
    assertThat(optimizer.groups()).extracting(ParameterGroup::rate).containsExactly(0.1, 0.01);
    assertThat(optimizer.rateOf("p0")).isEqualTo(0.01);
    assertThat(optimizer.state().keySet())
        .contains("p0.square_avg", "p0.step", "param_groups.1.lr");
  }

  @Test
  void movesAsAnOptimiserOfItsOwnWould() {
    Vectors together = network();
    GradientOptimizer optimizer = Adam.rate(0.1).over(of(together, HEAD));
    step(optimizer, together);
    together.zeroGradients();
    optimizer.addGroup(Sgd.rate(0.01).momentum(0.9), of(together, BODY));
    Vectors apart = network();
    GradientOptimizer head = Adam.rate(0.1).over(of(apart, HEAD));
    step(head, apart);
    apart.zeroGradients();
    GradientOptimizer body = Sgd.rate(0.01).momentum(0.9).over(of(apart, BODY));
    for (int i = 0; i < 3; i++) {
      step(optimizer, together);
      step(head, apart);
      body.step();
      body.zeroGrad();
    }
    assertThat(together.value(0).toFloats()).containsExactly(apart.value(0).toFloats());
    assertThat(together.value(1).toFloats()).containsExactly(apart.value(1).toFloats());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void goesOnFromASavedState(OptimizerConfig config) {
    Vectors straight = network();
    Optimizer optimizer = config.over(of(straight, HEAD));
    optimizer.addGroup(Adam.rate(0.01), of(straight, BODY));
    step(optimizer, straight);
    optimizer.groups().get(1).rate(0.003);
    Vectors resumed = Vectors.of(straight.value(0).copy(), straight.value(1).copy());
    Optimizer second = config.over(of(resumed, HEAD));
    assertThatThrownBy(() -> second.restore(optimizer.state()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has p0.step")
        .hasMessageContaining("which this one has not");
    second.addGroup(Adam.rate(0.01), of(resumed, BODY));
    second.restore(optimizer.state());
    assertThat(second.groups().get(1).rate()).isEqualTo(0.003);
    for (int i = 0; i < 3; i++) {
      step(optimizer, straight);
      step(second, resumed);
    }
    assertThat(resumed.value(0).toFloats()).containsExactly(straight.value(0).toFloats());
    assertThat(resumed.value(1).toFloats()).containsExactly(straight.value(1).toFloats());
  }

  @Test
  void aScheduleAtWorkTakesItInFromItsOwnInitialRate() {
    Vectors network = network();
    Optimizer optimizer = Adam.rate(0.1).over(of(network, HEAD));
    Scheduler scheduler = ExponentialLR.of(0.5).over(optimizer);
    scheduler.advance();
    optimizer.addGroup(Adam.rate(0.01), of(network, BODY));
    assertThat(optimizer.groups()).extracting(ParameterGroup::rate).containsExactly(0.05, 0.01);
    scheduler.advance();
    assertThat(optimizer.groups()).extracting(ParameterGroup::rate).containsExactly(0.025, 0.0025);
    Scheduler plateau = ReduceLROnPlateau.minimizing().patience(0).over(optimizer);
    plateau.advance(1);
    optimizer.addGroup(
        Adam.rate(1),
        of(Vectors.of(Tensor.zeros(1), Tensor.zeros(1), Tensor.zeros(1)), Selection.named("p2")));
    plateau.advance(2);
    assertThat(optimizer.groups().get(2).rate()).isEqualTo(0.1);
  }

  @Test
  void aScheduleAtWorkRefusesAGroupThatItCannotFollow() {
    Vectors network = network();
    Optimizer optimizer = Adam.rate(0.1).over(of(network, HEAD));
    Scheduler cycling = OneCycleLR.upTo(1, 10).over(optimizer);
    optimizer.addGroup(Sgd.rate(0.1), of(network, BODY));
    assertThatThrownBy(cycling::advance)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cycleMomentum(false)");
  }

  @Test
  void isRefusedWhereItWouldBeTrainedTwiceOrCannotBe() {
    Vectors network = network();
    Optimizer optimizer = Adam.rate(0.1).over(of(network, HEAD));
    assertThatThrownBy(() -> optimizer.addGroup(Sgd.rate(1), network.parameters()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'p1' is in a group");
    assertThatThrownBy(() -> optimizer.addGroup(Sgd.rate(1), Map.of("other", network.get(1))))
        .hasMessageContaining("'p1' is in a group");
    assertThatThrownBy(() -> optimizer.addGroup(Sgd.rate(1), Map.of()))
        .hasMessageContaining("at least one parameter");
    assertThatThrownBy(() -> optimizer.addGroup(Lbfgs.rate(1), of(network, BODY)))
        .hasMessageContaining("evaluates the loss itself");
    assertThat(optimizer.groups()).hasSize(1);
    Optimizer lbfgs = Lbfgs.rate(1).over(of(network, HEAD));
    assertThatThrownBy(() -> lbfgs.addGroup(Sgd.rate(1), of(network, BODY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moves all parameters together");
  }
}
