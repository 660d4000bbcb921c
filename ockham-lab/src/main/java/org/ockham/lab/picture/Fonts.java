package org.ockham.lab.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Optional;
import org.ockham.lab.LabException;

/** Whether this machine has letters to write with: Java finds them by fontconfig, which small servers and containers lack. */
final class Fonts {

  private Fonts() {}

  /** What is wrong with them; empty if pictures can be written. */
  static Optional<String> problem() {
    try {
      Look.font(Font.PLAIN, 12).getStringBounds("x", new FontRenderContext(null, true, true));
      return Optional.empty();
    } catch (RuntimeException | LinkageError | InternalError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String message = root.getMessage();
      return Optional.of(message == null ? root.getClass().getSimpleName() : message);
    }
  }

  /**
   * Refuses to go on where there are none.
   *
   * @throws LabException if there are none
   */
  static void check() {
    problem().ifPresent(problem -> {
      throw new LabException(
          LabException.Kind.MACHINE,
          "A picture needs letters, but Java finds no font on this machine (" + problem.strip()
              + "): install fontconfig and a font, such as the packages fontconfig and fonts-dejavu-core.",
          null);
    });
  }
}
