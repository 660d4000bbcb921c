package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.Section;

final class BodiesTest {

  private static final Section FIRST = section("first", "one");
  private static final String FIRST_SAME = "<section id=\"first\" data-same></section>";
  private static final String LAST_SAME = "<section id=\"last\" data-same></section>";

  private final Bodies bodies = new Bodies();

  private static Section section(String id, String text) {
    return new Section(id, "Title", text, List.of(), List.of());
  }

  private static Page page(Section... sections) {
    return new Page("A page", "", List.of(), List.of(), List.of(sections));
  }

  @Test
  @DisplayName(
      "Who has a section is only told that it is there; who has none of this page is given all")
  void sendsWhatIsNew() {
    Page page = page(FIRST, section("last", "two"));
    Bodies.Content whole = bodies.of("id", page, null);
    assertThat(whole.html()).contains("A page", "one", "two").doesNotContain("data-same");

    Page next = page(FIRST, section("last", "three"));
    Bodies.Content part = bodies.of("id", next, whole.number());
    assertThat(part.html()).contains("A page", FIRST_SAME, "three").doesNotContain("one");
    assertThat(bodies.of("id", next, part.number()).html()).contains(FIRST_SAME, LAST_SAME);

    Bodies others = new Bodies();
    String other = others.of("id", page, null).number();
    for (String held : List.of(other, "", "1", whole.number().replaceFirst("[0-9]+$", "0"))) {
      assertThat(bodies.of("id", next, held).html())
          .as("for who has %s", held)
          .contains("one", "three")
          .doesNotContain("data-same");
    }
  }

  @Test
  @DisplayName(
      "A section that was away, and one of a page that was let go meanwhile, are sent again")
  void sendsWhatWasAway() {
    String first = bodies.of("id", page(FIRST, section("last", "two")), null).number();
    bodies.of("id", page(section("last", "two")), first);
    Page again = page(FIRST, section("last", "two"));
    assertThat(bodies.of("id", again, first).html()).contains("one", "two");

    String held = bodies.of("id", again, first).number();
    for (int i = 0; i < 4; i++) {
      bodies.of("other" + i, page(FIRST), null);
    }
    assertThat(bodies.of("id", again, held).html()).contains("one", "two");
  }
}
