package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ModuleWrapperTest {

  @Test
  void forwardsEveryMethodOfAModule() throws Exception {
    for (var method : TrainingModule.class.getMethods()) {
      assertThat(ModuleWrapper.class
              .getMethod(method.getName(), method.getParameterTypes())
              .getDeclaringClass())
          .as(method.getName() + Arrays.toString(method.getParameterTypes()))
          .isEqualTo(ModuleWrapper.class);
    }
  }
}
