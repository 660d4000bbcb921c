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
      Sgd.rate(0.1),
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

  @TestFactory
  Stream<DynamicTest> copiesChangeWhatTheyName() {
    return DEFAULTS.stream()
        .flatMap(config -> Arrays.stream(config.getClass().getRecordComponents())
            .map(component -> DynamicTest.dynamicTest(
                config.getClass().getSimpleName() + " " + component.getName(), () -> {
                  Method with = Arrays.stream(config.getClass().getMethods())
                      .filter(method -> method.getName().equals(component.getName())
                          && method.getParameterCount() == 1
                          && !java.lang.reflect.Modifier.isStatic(method.getModifiers())
                          && method.getReturnType() == config.getClass())
                      .findAny()
                      .orElse(null);
                  if (with == null) {
                    return; // the rate, and pairs that are set together
                  }
                  Object old = component.getAccessor().invoke(config);
                  Object value = old instanceof Boolean flag
                      ? (Object) !flag
                      : old instanceof Integer number ? (Object) (number + 1) : (Object) 0.25;
                  if (config instanceof Sgd && component.getName().equals("nesterov")) {
                    return; // needs momentum
                  }
                  if (component.getName().equals("beta2Decay")) {
                    value = -0.25;
                  } else if (component.getName().equals("d")) {
                    value = 1.25;
                  }
                  Object changed = with.invoke(config, value);
                  assertThat(component.getAccessor().invoke(changed)).isEqualTo(value);
                  assertThat(changed).isNotEqualTo(config);
                })));
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
  void optimisersThatEvaluateTheLossRefuseToStepWithout() {
    Vectors vectors = Vectors.of(Tensor.zeros(3));
    assertThatThrownBy(() -> Lbfgs.rate(1).over(vectors).step()).hasMessageContaining("closure");
    assertThatThrownBy(() -> Sam.around(Sgd.rate(1)).over(vectors).step())
        .hasMessageContaining("closure");
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
