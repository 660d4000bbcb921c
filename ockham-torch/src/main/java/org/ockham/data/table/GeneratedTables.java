package org.ockham.data.table;

import java.util.List;
import org.ockham.augment.Draws;
import org.ockham.check.Check;
import org.ockham.tensor.RandomKey;

/**
 * Tables made of formulas, with numbers, categories and missing cells, whose best possible answer is known. Row {@code i} of a seed is
 * always the same, however many are asked for, on every machine.
 *
 * <p>Both have the columns {@code area} (30 to 230), {@code rooms} (1 to 6), {@code age} (0 to 100, missing in a fifth of the rows),
 * {@code district} (north, south, east, west) and {@code garden} (yes, no; missing in a tenth).
 */
public final class GeneratedTables {

  /**
   * The deviation of the noise in {@link #regression}: no prediction has a smaller root mean square error on all rows there could be
   * than this, and {@link #price} has it.
   */
  public static final double NOISE = 20;

  /** How often a label of {@link #multiLabel} is the wrong way round: no prediction errs less often on all rows there could be. */
  public static final double FLIPPED = 0.1;

  /** The labels of {@link #multiLabel}. */
  static final List<String> LABELS = List.of("large", "family", "old");

  private static final String[] DISTRICTS = {"north", "south", "east", "west"};
  private static final double[] WORTH = {-40, 60, 0, 25};

  private GeneratedTables() {}

  /** What can be seen of a row. A missing age is NaN, a missing garden UNKNOWN. */
  private record House(double area, int rooms, double age, int district, int garden) {
    static final int UNKNOWN = 2;

    static House draw(Draws draws) {
      double area = Math.rint(300 + 2000 * draws.uniform()) / 10;
      int rooms = 1 + draws.below(6);
      double age = Math.rint(100 * draws.uniform());
      boolean hasAge = !draws.chance(0.2);
      int district = draws.below(DISTRICTS.length);
      int garden = draws.below(2);
      return new House(
          area, rooms, hasAge ? age : Double.NaN, district, !draws.chance(0.1) ? garden : UNKNOWN);
    }

    /** In the south every square metre counts for more; what is missing counts as it does, so that nothing hidden matters. */
    double price() {
      return 50
          + (district == 1 ? 2 : 1.2) * area
          + 8 * rooms
          + WORTH[district]
          + (Double.isNaN(age) ? -15 : 0.01 * (age - 50) * (age - 50))
          + (garden == 1 ? 30 : garden == UNKNOWN ? 10 : 0);
    }
  }

  /**
   * Houses and what they cost: {@code price} is what the row shows, {@link #price}, and normal noise of deviation {@link #NOISE}.
   *
   * @param rows at least 1
   */
  public static Table regression(long seed, int rows) {
    House[] houses = houses(seed, rows);
    double[] prices = new double[rows];
    for (int row = 0; row < rows; row++) {
      Draws draws = Draws.of(stream(seed, row).fold("noise"));
      prices[row] = houses[row].price() + NOISE * draws.normal();
    }
    return table(houses).with(new DecimalColumn("price", prices));
  }

  /** The best prediction of each price of {@link #regression}: its expectation, given the row. */
  public static double[] price(long seed, int rows) {
    double[] prices = new double[rows];
    House[] houses = houses(seed, rows);
    for (int row = 0; row < rows; row++) {
      prices[row] = houses[row].price();
    }
    return prices;
  }

  /**
   * Houses and three labels of 0 or 1: {@code large} (over 130), {@code family} (four rooms or more, and a garden or in the west),
   * {@code old} (over 50 or unknown); each the wrong way round in a share of {@link #FLIPPED}, independently.
   *
   * @param rows at least 1
   */
  public static Table multiLabel(long seed, int rows) {
    House[] houses = houses(seed, rows);
    long[][] labels = new long[3][rows];
    for (int row = 0; row < rows; row++) {
      House house = houses[row];
      boolean[] truth = {
        house.area > 130,
        house.rooms >= 4 && (house.garden == 1 || house.district == 3),
        !(house.age <= 50)
      };
      Draws draws = Draws.of(stream(seed, row).fold("flip"));
      for (int i = 0; i < truth.length; i++) {
        labels[i][row] = truth[i] != draws.chance(FLIPPED) ? 1 : 0;
      }
    }
    return table(houses)
        .with(IntegerColumn.of(LABELS.get(0), labels[0]))
        .with(IntegerColumn.of(LABELS.get(1), labels[1]))
        .with(IntegerColumn.of(LABELS.get(2), labels[2]));
  }

  /** {@link #regression} as a set of its own, {@code houses}: 4,000 training and 1,000 test rows, the price standardised. */
  public static TableSet houses() {
    return TableSet.of(
        "houses",
        regression(1, 4_000),
        regression(2, 1_000),
        Preparation.of(Target.value("price").standardized()));
  }

  /** {@link #multiLabel} as a set of its own, {@code house-labels}: 4,000 training and 1,000 test rows. */
  public static TableSet houseLabels() {
    return TableSet.of(
        "house-labels",
        multiLabel(1, 4_000),
        multiLabel(2, 1_000),
        Preparation.of(new Target.Labels(LABELS)));
  }

  private static RandomKey stream(long seed, int row) {
    return RandomKey.of(seed).fold("table").fold(row);
  }

  private static House[] houses(long seed, int rows) {
    House[] houses = new House[Check.positive("rows", rows)];
    for (int row = 0; row < rows; row++) {
      houses[row] = House.draw(Draws.of(stream(seed, row)));
    }
    return houses;
  }

  private static Table table(House[] houses) {
    int rows = houses.length;
    double[] area = new double[rows];
    long[] rooms = new long[rows];
    double[] age = new double[rows];
    String[] district = new String[rows];
    String[] garden = new String[rows];
    for (int row = 0; row < rows; row++) {
      House house = houses[row];
      area[row] = house.area;
      rooms[row] = house.rooms;
      age[row] = house.age;
      district[row] = DISTRICTS[house.district];
      garden[row] = house.garden == House.UNKNOWN ? null : house.garden == 1 ? "yes" : "no";
    }
    return Table.of(
        new DecimalColumn("area", area),
        IntegerColumn.of("rooms", rooms),
        new DecimalColumn("age", age),
        TextColumn.of("district", district),
        TextColumn.of("garden", garden));
  }
}
