package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceTest {

  @Test
  void devicesAreNamedAsPyTorchDoes() {
    assertThat(Device.cpu()).hasToString("cpu").isEqualTo(Device.of("cpu"));
    assertThat(Device.cuda()).hasToString("cuda:0").isEqualTo(Device.of("cuda"));
    assertThat(Device.cuda(1)).hasToString("cuda:1").isEqualTo(Device.of("cuda:1"));
    assertThat(Device.meta()).hasToString("meta");
  }

  @Test
  void whatNamesNoneIsRefused() {
    assertThatThrownBy(() -> new Device("tpu", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device 'tpu' is not known: use cpu or cuda");
    assertThatThrownBy(() -> new Device("cpu", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("device cpu:1 is not known: there is one cpu");
    assertThatThrownBy(() -> Device.cuda(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:9999", "cpu:0", "meta"})
  void wordsThatNameNoneAreRefused(String word) {
    assertThatThrownBy(() -> Device.of(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "device '" + word + "' is not known: use auto, cpu, cuda or cuda:N with N from 0");
  }

  @Test
  void theCpuIsAlwaysThereAndAutoFallsBackOnIt() {
    assertThat(Device.cpu().checked()).isEqualTo(Device.cpu());
    assertThat(Device.auto()).isEqualTo(Engine.cudaDevices() > 0 ? Device.cuda() : Device.cpu());
    assertThat(Device.of("auto")).isEqualTo(Device.auto());
  }

  @Test
  void nativesWithoutCudaNameThoseWithIt() {
    assumeFalse(Engine.hasCuda(), "the natives here are those with CUDA");
    assertThatThrownBy(() -> Device.cuda(1).checked())
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "the device cuda:1 cannot be used: the engine's native libraries compute on the CPU alone")
        .hasMessageEndingWith("the device cpu")
        .extracting(failure -> ((EngineException) failure).kind())
        .isEqualTo(EngineException.Kind.MACHINE);
  }

  @Test
  void oneTooManyIsRefusedWithThoseThatAreThere() {
    int there = Engine.cudaDevices();
    assumeTrue(there > 0, "no graphics processor that the engine can use");
    assertThatThrownBy(() -> Device.cuda(there).checked())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the engine sees ")
        .hasMessageContaining(Device.cuda().toString());
  }

  @Test
  void anAbsentDeviceIsRefusedInOneSentence() {
    assumeTrue(Engine.cudaDevices() == 0, "there is a graphics processor");
    assertThatThrownBy(() -> Tensor.of(1).to(Device.cuda()))
        .isInstanceOf(EngineException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("to: ")
        .doesNotContain("\n");
  }

  @Test
  void aTensorWithoutNumbersHasTypeAndShape() {
    Tensor product =
        Tensor.ones(2, 3).to(Device.meta()).matmul(Tensor.ones(3, 4).to(Device.meta()));
    assertThat(product.device()).isEqualTo(Device.meta());
    assertThat(product.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(product.shape()).containsExactly(2, 4);
    assertThatThrownBy(product::toFloats)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("meta");
  }

  @Test
  void whatStaysBehindIsRefusedBesideATensorWithoutNumbers() {
    Tensor there = Tensor.ones(3).to(Device.meta());
    assertThatThrownBy(() -> there.mul(Tensor.ones(3)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("meta and cpu");
    assertThat(there.mul(Tensor.ones(3).to(there)).device()).isEqualTo(Device.meta());
  }

  @Test
  void aCopyIsACopyWhereverItGoes() {
    Tensor one = Tensor.of(1, 2);
    Tensor copy = one.copyTo(Device.cpu());
    one.zero_();
    assertThat(copy.toFloats()).containsExactly(1, 2);
    assertThat(copy.copyTo(Device.meta()).device()).isEqualTo(Device.meta());
  }
}
