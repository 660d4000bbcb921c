package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.Tensor;

/** Settings out of bounds are refused in a sentence that names them; copies change one thing. */
final class SettingsTest {

  private static final List<Record> DEFAULTS = List.of(
      Sgd.rate(0.1).momentum(0.9),
      Adam.rate(0.1),
      AdamW.rate(0.1),
      NAdam.rate(0.1),
      RAdam.rate(0.1),
      Adamax.rate(0.1),
      Adagrad.rate(0.1),
      Adadelta.rate(0.1),
      Adafactor.rate(0.1),
      RmsProp.rate(0.1),
      Rprop.rate(0.1),
      Asgd.rate(0.1),
      Lion.rate(0.1),
      Lamb.rate(0.1),
      Muon.rate(0.1),
      Lbfgs.rate(0.1),
      Sam.around(Sgd.rate(0.1)));

  @TestFactory
  Stream<DynamicTest> numbersOutOfBoundsAreRefusedByName() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Record config : DEFAULTS) {
      RecordComponent[] components = config.getClass().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        int index = i;
        if (components[i].getType() == double.class) {
          for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            tests.add(refused(config, index, name, bad));
          }
          if (!List.of("dampening", "beta2Decay").contains(name)) {
            tests.add(refused(config, index, name, -1.0));
          }
          if (name.equals("eps")) {
            tests.add(refused(config, index, name, 0.0));
            tests.add(refused(config, index, name, 1e-50)); // 0 in single precision
          }
        } else if (components[i].getType() == int.class) {
          tests.add(refused(config, index, name, 0));
        }
      }
    }
    return tests.stream();
  }

  private static DynamicTest refused(Record config, int index, String name, Object bad) {
    return DynamicTest.dynamicTest(
        config.getClass().getSimpleName() + " " + name + " " + bad,
        () -> assertThatThrownBy(() -> copy(config, index, bad))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name)
            .hasMessageContaining(bad.toString()));
  }

  private static Object copy(Record config, int index, Object value) throws Throwable {
    RecordComponent[] components = config.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = i == index ? value : components[i].getAccessor().invoke(config);
    }
    try {
      return config
          .getClass()
          .getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
          .newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What a configuration begins with, and what is set together. */
  private static final List<String> WITHOUT_A_COPY = List.of(
      "rate",
      "beta1",
      "beta2",
      "etaMinus",
      "etaPlus",
      "minStep",
      "maxStep",
      "toleranceGrad",
      "toleranceChange",
      "base");

  @TestFactory
  Stream<DynamicTest> copiesChangeWhatTheyName() {
    return DEFAULTS.stream()
        .flatMap(config -> Arrays.stream(config.getClass().getRecordComponents())
            .filter(component -> !WITHOUT_A_COPY.contains(component.getName()))
            .map(component -> DynamicTest.dynamicTest(
                config.getClass().getSimpleName() + " " + component.getName(),
                () -> checkCopy(config, component))));
  }

  private static void checkCopy(Record config, RecordComponent component)
      throws ReflectiveOperationException {
    Method copy = config.getClass().getMethod(component.getName(), component.getType());
    Object old = component.getAccessor().invoke(config);
    Object value = old instanceof Boolean flag
        ? (Object) !flag
        : old instanceof Integer number ? (Object) (number + 1) : (Object) 0.25;
    if (component.getName().equals("beta2Decay")) {
      value = -0.25;
    } else if (component.getName().equals("d")) {
      value = 1.25;
    }
    Object changed = copy.invoke(config, value);
    assertThat(component.getAccessor().invoke(changed)).isEqualTo(value);
    assertThat(changed).isNotEqualTo(config);
  }

  @Test
  void whatIsSetTogetherIsCopiedTogether() {
    assertThat(Adam.rate(1).betas(0.3, 0.4)).isEqualTo(new Adam(1, 0.3, 0.4, 1e-8, 0, false));
    assertThat(AdamW.rate(1).betas(0.3, 0.4)).isEqualTo(new AdamW(1, 0.3, 0.4, 1e-8, 0.01, false));
    assertThat(NAdam.rate(1).betas(0.3, 0.4))
        .isEqualTo(new NAdam(1, 0.3, 0.4, 1e-8, 0, 0.004, false));
    assertThat(RAdam.rate(1).betas(0.3, 0.4)).isEqualTo(new RAdam(1, 0.3, 0.4, 1e-8, 0, false));
    assertThat(Adamax.rate(1).betas(0.3, 0.4)).isEqualTo(new Adamax(1, 0.3, 0.4, 1e-8, 0));
    assertThat(Lion.rate(1).betas(0.3, 0.4)).isEqualTo(new Lion(1, 0.3, 0.4, 0));
    assertThat(Lamb.rate(1).betas(0.3, 0.4)).isEqualTo(new Lamb(1, 0.3, 0.4, 1e-6, 0));
    assertThat(Rprop.rate(1).etas(0.3, 1.4).steps(0.1, 2))
        .isEqualTo(new Rprop(1, 0.3, 1.4, 0.1, 2));
    assertThat(Lbfgs.rate(1).maxIterations(8).tolerances(0.1, 0.2))
        .isEqualTo(new Lbfgs(1, 8, 10, 0.1, 0.2, 100, false));
    assertThat(Sam.around(AdamW.rate(1)).rho(0.1).weightDecay(0.2))
        .isEqualTo(new Sam(AdamW.rate(1).weightDecay(0.2), 0.1, false));
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> Sgd.rate(0.1).nesterov(true)).hasMessageContaining("nesterov");
    assertThatThrownBy(() -> Rprop.rate(0.1).etas(0.5, 0.9)).hasMessageContaining("etas");
    assertThatThrownBy(() -> Rprop.rate(0.1).steps(2, 1)).hasMessageContaining("minStep is 2.0");
    assertThatThrownBy(() -> Adafactor.rate(0.1).beta2Decay(0.5))
        .hasMessageContaining("beta2Decay");
    assertThatThrownBy(() -> Adafactor.rate(0.1).d(0.5)).hasMessageContaining("d is 0.5");
    assertThatThrownBy(() -> Muon.rate(0.1).eps(0)).hasMessageContaining("eps is 0.0");
    assertThatThrownBy(() -> GradientClipping.norm(0)).hasMessageContaining("bound");
    assertThatThrownBy(() -> GradientClipping.norm(1, -1)).hasMessageContaining("p of");
  }

  @Test
  void muonRefusesVectorsByName() {
    assertThatThrownBy(() -> Muon.rate(0.1).over(Vectors.of(Tensor.zeros(3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p0 of shape [3]")
        .hasMessageContaining("group");
  }

  @Test
  void optimisersThatEvaluateTheLossAreNotThoseThatStepFromGradients() {
    Vectors vectors = Vectors.of(Tensor.zeros(3));
    assertThat(Lbfgs.rate(1).over(vectors)).isNotInstanceOf(GradientOptimizer.class);
    assertThat(Sam.around(Sgd.rate(1)).over(vectors)).isNotInstanceOf(GradientOptimizer.class);
    assertThatThrownBy(() -> Sam.around(Lbfgs.rate(1)).over(vectors)).hasMessageContaining("SAM");
    assertThatThrownBy(() -> Lbfgs.rate(1).maximize().over(vectors))
        .hasMessageContaining("negative loss");
    assertThatThrownBy(() -> Lbfgs.rate(1).weightDecay(0.1)).hasMessageContaining("weightDecay");
    assertThatCode(() -> Sam.around(Adam.rate(0.1)).weightDecay(0.1)).doesNotThrowAnyException();
  }

  @Test
  void clippingByValueBoundsEachElement() {
    Vectors vectors = Vectors.of(Tensor.zeros(3), Tensor.zeros(2));
    vectors.gradient(0, Tensor.of(-3, 0.5f, 4));
    double norm = GradientClipping.value(1).clip(vectors.parameters().values());
    assertThat(norm).isEqualTo(Math.sqrt(25.25), org.assertj.core.api.Assertions.within(1e-6));
    assertThat(vectors.get(0).grad().toFloats()).containsExactly(-1, 0.5f, 1);
    assertThat(GradientClipping.norm(1)
            .clip(Vectors.of(Tensor.zeros(1)).parameters().values()))
        .isZero();
  }
}
