package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecipesReferenceTest {

  @Test
  @DisplayName(
      "The reference of recipes is what the catalogue says: ./mvnw -Preference writes it anew")
  void upToDate() throws IOException {
    assertThat(Files.readString(Path.of("..", RecipesReference.PATH)))
        .isEqualTo(RecipesReference.page());
  }
}
