package org.ockham.lab.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GridTest {

  @Test
  @DisplayName("A contour lies where the function has its value, and goes all the way round")
  void circle() {
    List<double[]> places =
        places(Grid.of(-2, 2, -2, 2, 101, (x, y) -> x * x + y * y).contour(1));
    assertThat(places)
        .hasSizeGreaterThan(200)
        .allSatisfy(place -> assertThat(Math.hypot(place[0], place[1])).isCloseTo(1, within(1e-3)));
    for (int quarter = 0; quarter < 4; quarter++) {
      double from = quarter * Math.PI / 2 - Math.PI;
      assertThat(places)
          .anySatisfy(
              place -> assertThat(Math.atan2(place[1], place[0])).isBetween(from, from + 0.1));
    }
  }

  @Test
  @DisplayName("Of a plane it is a line, to the last digits")
  void line() {
    assertThat(places(Grid.of(0, 4, -1, 1, 5, (x, y) -> 2 * x - 3 * y).contour(1)))
        .isNotEmpty()
        .allSatisfy(place -> assertThat(2 * place[0] - 3 * place[1]).isCloseTo(1, within(1e-12)));
  }

  @Test
  @DisplayName("Where the function never has the value, or is no number, there is none")
  void none() {
    assertThat(places(Grid.of(0, 1, 0, 1, 9, (x, y) -> x).contour(2))).isEmpty();
    assertThat(places(Grid.of(0, 1, 0, 1, 9, (x, y) -> Double.NaN).contour(0))).isEmpty();
  }

  @Test
  @DisplayName("Values stand row after row from the bottom, as the places for a network do")
  void order() {
    Grid grid = Grid.of(0, 2, 10, 12, 3, (x, y) -> x + 100 * y);
    float[] places = Grid.places(0, 2, 10, 12, 3);
    for (int i = 0; i < 9; i++) {
      assertThat(grid.values().get(i)).isEqualTo(places[2 * i] + 100 * places[2 * i + 1]);
    }
    assertThat(grid.value(2, 1)).isEqualTo(2 + 1100);
  }

  @Test
  @DisplayName("What is no grid is refused")
  void refuses() {
    assertThatThrownBy(() -> new Grid(0, 1, 0, 1, 2, Collections.nCopies(3, 0.0)))
        .hasMessage("a grid of 2 x 2 crossings has 3 values: it needs one for each");
    assertThatThrownBy(() -> Grid.of(1, 1, 0, 1, 3, (x, y) -> 0))
        .hasMessageContaining("width is 0.0");
    assertThatThrownBy(() -> Grid.of(0, 1, 0, 1, 1, (x, y) -> 0)).hasMessageContaining("side is 1");
  }

  private static List<double[]> places(java.awt.geom.Path2D path) {
    List<double[]> places = new ArrayList<>();
    for (PathIterator at = path.getPathIterator(null); !at.isDone(); at.next()) {
      double[] place = new double[6];
      at.currentSegment(place);
      places.add(place);
    }
    return places;
  }
}
