package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Split;
import org.ockham.data.Targets;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Tensor;

final class PreparationTest {

  private static final Table TRAIN = Table.of(
      DecimalColumn.of("size", 1, 3, Double.NaN, 5),
      TextColumn.of("kind", "b", "a", "b", null),
      IntegerColumn.of("rooms", 1, 2, 2, 1),
      DecimalColumn.of("price", 10, 20, 30, 40));

  private static final Preparation PRICE = Preparation.of(Target.value("price"));

  private static float[] row(Dataset data, int row) {
    return data.sample(row).input();
  }

  // ---------------------------------------------------------------- inputs

  @Test
  void eachColumnBecomesInputsByItsType() {
    FittedPreparation fitted = PRICE.fit(TRAIN);
    assertThat(fitted.inputNames())
        .containsExactly("size", "kind=a", "kind=b", "kind missing", "rooms");
    TableDataset data = fitted.dataset(TRAIN);
    assertThat(data.inputShape()).containsExactly(5);
    // 1, 3, 3 (the mean, for the missing one), 5: mean 3, deviation √2.
    assertThat(row(data, 0)).containsExactly((float) (-2 / Math.sqrt(2)), 0, 1, 0, -1);
    assertThat(row(data, 2)).containsExactly(0, 0, 1, 0, 1);
    assertThat(row(data, 3)).containsExactly((float) (2 / Math.sqrt(2)), 0, 0, 1, -1);
    assertThat(data.sample(3).target()).containsExactly(40);
    assertThat(fitted.notices())
        .anySatisfy(notice -> assertThat(notice).contains("'size' lacks 1 of 4", "3.0 stands"))
        .anySatisfy(notice -> assertThat(notice).contains("'kind' lacks 1 of 4", "category"));
  }

  @Test
  void whatIsAskedForByNameIsDoneSo() {
    FittedPreparation fitted = PRICE
        .column("kind", EmbeddingEncoder.standard())
        .column("rooms", OneHotEncoder.standard())
        .numeric(
            Numeric.of(new Passthrough()).imputer(SimpleImputer.constant(-1).addIndicator(true)))
        .fit(TRAIN);
    assertThat(fitted.inputNames())
        .containsExactly("size", "size missing", "rooms=1", "rooms=2", "kind");
    assertThat(fitted.features())
        .containsExactly(
            new Feature("size", Feature.Kind.NUMBER, 0, 2, 0),
            new Feature("rooms", Feature.Kind.ONE_HOT, 2, 2, 0),
            new Feature("kind", Feature.Kind.CODE, 4, 1, 4));
    TableDataset data = fitted.dataset(TRAIN);
    assertThat(row(data, 0)).containsExactly(1, 0, 1, 0, 2);
    assertThat(row(data, 2)).containsExactly(-1, 1, 0, 1, 2);
    assertThat(row(data, 3)).containsExactly(5, 0, 1, 0, 3); // missing: the code behind a and b
  }

  @Test
  void anOrderThatIsGivenIsKept() {
    FittedPreparation fitted = PRICE
        .column("kind", OrdinalEncoder.of("b", "a"))
        .without("size", "rooms")
        .fit(TRAIN);
    TableDataset data = fitted.dataset(TRAIN);
    assertThat(IntStream.range(0, 4).mapToObj(i -> row(data, i)[0]))
        .containsExactly(0f, 1f, 0f, 2f);
    assertThatThrownBy(() -> PRICE.column("kind", OrdinalEncoder.of("a", "c")).fit(TRAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Row 1 has 'b'");
    assertThatThrownBy(() -> PRICE.column("kind", OrdinalEncoder.of("a", "a")).fit(TRAIN))
        .hasMessageContaining("twice");
  }

  @Test
  void identifiersDatesAndNamesAreLeftOutAndThatIsTold() {
    int size = 101;
    String[] names = new String[size];
    LocalDateTime[] days = new LocalDateTime[size];
    for (int i = 0; i < size; i++) {
      names[i] = "name " + i;
      days[i] = LocalDateTime.of(2026, 1, 1, 0, 0).plusDays(i);
    }
    long[] numbers = IntStream.range(0, size).asLongStream().toArray();
    Table table = Table.of(
        IntegerColumn.of(
            "key", Arrays.stream(numbers).map(nr -> nr + (1L << 60)).toArray()),
        IntegerColumn.of("nr", numbers),
        TextColumn.of("name", names),
        DateColumn.of("day", days),
        TextColumn.of("nothing", new String[size]),
        DecimalColumn.of("same", new double[size]),
        IntegerColumn.of("price", numbers));
    FittedPreparation fitted = PRICE.fit(table);
    assertThat(fitted.inputNames()).containsExactly("nr", "same");
    assertThat(fitted.notices())
        .anySatisfy(notice -> assertThat(notice).contains("'key'", "2^53", "left out"))
        .anySatisfy(notice -> assertThat(notice).contains("'nr'", "identifier", "without"))
        .anySatisfy(notice -> assertThat(notice).contains("'name'", "101 categories", "left out"))
        .anySatisfy(notice -> assertThat(notice).contains("'day'", "dates", "left out"))
        .anySatisfy(notice -> assertThat(notice).contains("'nothing'", "0 categories"))
        .anySatisfy(notice -> assertThat(notice).contains("'same' is 0.0 in every row"))
        .hasSize(6);
    FittedPreparation asked = PRICE
        .without("key", "nr", "name", "nothing", "same")
        .column("day", Numeric.of(new Passthrough()))
        .fit(table);
    assertThat(row(asked.dataset(table), 1)).containsExactly(20_455); // days since 1970-01-01
  }

  @Test
  void aConstantColumnIsTakenToNought() {
    double[] tenths = new double[1000];
    Arrays.fill(tenths, 0.1); // a mean that is added up is not 0.1
    Table table = Table.of(
        DecimalColumn.of("c", tenths),
        DecimalColumn.of("price", IntStream.range(0, 1000).asDoubleStream().toArray()));
    for (Scaler scaler : List.of(new StandardScaler(), MinMaxScaler.standard())) {
      FittedPreparation fitted = PRICE.numeric(Numeric.of(scaler)).fit(table);
      assertThat(row(fitted.dataset(table), 7)).containsExactly(0);
    }
  }

  @Test
  void whatCannotBeEncodedIsRefused() {
    assertThatThrownBy(() -> PRICE.without("kinds").fit(TRAIN)).hasMessageContaining("'kinds'");
    assertThatThrownBy(() -> PRICE.column("kinds", OneHotEncoder.standard()).fit(TRAIN))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> PRICE.column("kind", Numeric.standard()).fit(TRAIN))
        .hasMessageContaining("'kind' is text")
        .hasMessageContaining("'b' in row 1");
    assertThatThrownBy(() -> PRICE.column("price", Numeric.standard()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PRICE.without("size", "kind", "rooms").fit(TRAIN))
        .hasMessageContaining("No column");
    assertThatThrownBy(() -> new MinMaxScaler(1, 1)).hasMessageContaining("low is 1.0");
    assertThatThrownBy(() -> QuantileTransformer.normal().quantiles(1))
        .hasMessageContaining("quantiles is 1");
    Table empty =
        Table.of(DecimalColumn.of("size", Double.NaN, Double.NaN), IntegerColumn.of("price", 1, 2));
    assertThatThrownBy(() -> PRICE.fit(empty)).hasMessageContaining("'size' has no value");
    Table wide = Table.of(DecimalColumn.of("size", -1e308, 1e308), IntegerColumn.of("price", 1, 2));
    assertThatThrownBy(() -> PRICE.fit(wide))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'size' cannot be scaled");
    Table huge = Table.of(DecimalColumn.of("size", 0, 1e300), IntegerColumn.of("price", 1, 2));
    assertThatThrownBy(
            () -> PRICE.numeric(Numeric.of(new Passthrough())).fit(huge).dataset(huge))
        .hasMessageContaining("1.0E300 in row 2");
  }

  // ---------------------------------------------------------------- no leaks

  @Test
  void onlyTheTrainingPartIsLearntFrom() {
    Table table = GeneratedTables.regression(1, 300);
    TableData data = PRICE.split(table, 5, 0.6, 0.2, 0.2);
    Table train = table.split(5, 0.6, 0.2, 0.2).get(0);
    assertThat(data.preparation()).isEqualTo(PRICE.fit(train));
    double mean = IntStream.range(0, 180)
        .mapToDouble(i -> data.train().input(i, 0))
        .average()
        .orElseThrow();
    assertThat(mean).isEqualTo(0, within(1e-6));
    assertThat(data.train().size()).isEqualTo(180);
    assertThat(data.validation().size()).isEqualTo(60);
    assertThat(data.test().size()).isEqualTo(60);
    assertThat(row(data.validation(), 0))
        .isEqualTo(row(data.preparation().dataset(table.split(5, 0.6, 0.2, 0.2).get(1)), 0));
    assertThatThrownBy(() -> PRICE.split(table, 5, 0.6, 0.4).test())
        .hasMessageContaining("three fractions");
    assertThatThrownBy(() -> PRICE.split(table, 5, 1)).hasMessageContaining("1 parts");
  }

  @Test
  void foldsAreEachFittedToTheirOwnTrainingPart() {
    Table table = GeneratedTables.regression(1, 103);
    List<TableData> folds = PRICE.folds(table, Split.random(1), 4);
    assertThat(folds.stream().map(fold -> fold.validation().size()))
        .containsExactly(26, 26, 26, 25);
    assertThat(folds.stream().map(TableData::preparation).distinct()).hasSize(4);
    for (TableData fold : folds) {
      double mean = IntStream.range(0, fold.train().size())
          .mapToDouble(row -> fold.train().input(row, 0))
          .average()
          .orElseThrow();
      assertThat(mean).isEqualTo(0, within(1e-6));
      assertThat(fold.hasTest()).isFalse();
    }
  }

  @Test
  void aStratifiedSplitGoesByTheTargetsClasses() {
    Table table = Table.of(
        IntegerColumn.of("a", IntStream.range(0, 100).mapToLong(i -> i % 7).toArray()),
        TextColumn.of(
            "kind",
            IntStream.range(0, 100)
                .mapToObj(i -> i % 10 == 0 ? "rare" : "common")
                .toArray(String[]::new)));
    TableData data =
        Preparation.of(Target.category("kind")).split(table, Split.stratified(1), 0.6, 0.2, 0.2);
    for (TableDataset part : List.of(data.train(), data.validation(), data.test())) {
      long rare = IntStream.range(0, part.size())
          .filter(row -> part.sample(row).label() == 1)
          .count();
      assertThat(rare).isEqualTo(part.size() / 10);
    }
    assertThatThrownBy(() -> PRICE.split(TRAIN, Split.stratified(1), 0.5, 0.5))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aNamedSetIsEncodedBySplit() {
    TableSet set = GeneratedTables.houses().first(200, 50);
    assertThat(set).hasToString("houses (200 training and 50 test rows)");
    TableData data = set.split(0.8, 0.2, 3);
    assertThat(data.train().size()).isEqualTo(160);
    assertThat(data.test().size()).isEqualTo(50);
    assertThat(data.preparation()).isNotEqualTo(set.preparation());
    assertThat(data.preparation())
        .isEqualTo(Preparation.of(Target.value("price").standardized())
            .fit(GeneratedTables.regression(1, 200).split(3, 0.8, 0.2).get(0)));
    assertThat(set.train().size()).isEqualTo(200);
    assertThat(set.train().inputShape()).isEqualTo(set.test().inputShape());
    assertThat(GeneratedTables.houseLabels().first(100, 10).train().targets())
        .isEqualTo(Targets.values(3));
  }

  // ---------------------------------------------------------------- new rows

  @Test
  void aCategoryThatTrainingLackedIsRefusedOrHasACodeOfItsOwn() {
    Table other = TRAIN.rows(0, 1).with(TextColumn.of("kind", "a", "c"));
    assertThatThrownBy(() -> PRICE.fit(TRAIN).dataset(other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Row 2 has 'c' in column 'kind', but the categories are a, b");
    Preparation asked =
        PRICE.categorical(OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE));
    assertThat(row(asked.fit(TRAIN).dataset(other), 1)).startsWith(0, 0, 0, 0);
    Dataset codes = PRICE.categorical(EmbeddingEncoder.standard()).fit(TRAIN).dataset(other);
    assertThat(row(codes, 0)[2]).isEqualTo(1);
    assertThat(row(codes, 1)[2]).isEqualTo(0);
    assertThatThrownBy(() -> PRICE
            .categorical(EmbeddingEncoder.standard().handleUnknown(HandleUnknown.ERROR))
            .fit(TRAIN)
            .dataset(other))
        .hasMessageContaining("Row 2");
    Table whole = TRAIN.with(TextColumn.of("kind", "a", "b", "a", "b"));
    assertThatThrownBy(() -> PRICE.fit(whole).dataset(TRAIN))
        .hasMessageContaining("Row 4 has no value in column 'kind'");
  }

  @Test
  void columnsAreFoundByNameWhateverTheirOrder() {
    FittedPreparation fitted = PRICE.fit(TRAIN);
    Table other =
        TRAIN.select("kind", "rooms", "size").with(TextColumn.of("remark", "x", "y", "z", "!"));
    assertThat(row(fitted.inputs(other), 1)).isEqualTo(row(fitted.dataset(TRAIN), 1));
    assertThatThrownBy(() -> fitted.inputs(other.without("rooms", "size")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lacks size, rooms")
        .hasMessageContaining("it has kind, remark");
    assertThatThrownBy(() -> fitted.dataset(other)).hasMessageContaining("'price'");
    assertThatThrownBy(() -> fitted.inputs(other.with(TextColumn.of("size", "1", "2", "?", "4"))))
        .hasMessageContaining("'size' is text");
  }

  @Test
  void whatIsKeptWithTheModelEncodesNewRowsToTheSameBits(@TempDir Path folder) {
    Table table = GeneratedTables.regression(1, 300);
    Table rows = GeneratedTables.regression(2, 50);
    for (Preparation preparation : List.of(
        PRICE,
        Preparation.of(Target.value("price").standardized())
            .numeric(Numeric.of(QuantileTransformer.normal())
                .imputer(SimpleImputer.median().addIndicator(true)))
            .categorical(EmbeddingEncoder.standard()),
        Preparation.of(Target.category("district"))
            .numeric(Numeric.of(new MinMaxScaler(-1, 0.3)))
            .column("garden", OrdinalEncoder.standard()))) {
      FittedPreparation fitted = preparation.fit(table);
      Path file = folder.resolve("model.safetensors");
      Safetensors.write(
          file, Map.of("w", Tensor.zeros(1)), Map.of(FittedPreparation.METADATA, fitted.toJson()));
      String kept = Safetensors.read(file).metadata().get(FittedPreparation.METADATA);
      FittedPreparation back = FittedPreparation.fromJson(kept);
      assertThat(back).isEqualTo(fitted);
      assertThat(back.toJson()).isEqualTo(fitted.toJson());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(row(back.inputs(rows), i)).isEqualTo(row(fitted.inputs(rows), i));
      }
    }
  }

  @Test
  void aFileOfNewRowsIsReadWithTheTypesOfTheTrainingPart(@TempDir Path folder) throws IOException {
    Table train = Table.of(
        TextColumn.of("zip", "01067", "1.50", "10"),
        DecimalColumn.of("size", 1, 2, 3),
        TextColumn.of("kind", "NA", "b", "c"),
        IntegerColumn.of("price", 1, 2, 3));
    FittedPreparation fitted = PRICE.fit(train);
    Path file = Files.writeString(folder.resolve("rows.csv"), "size,kind,zip\n1,c,10\n2,NA,1.50\n");
    TableDataset same = fitted.dataset(train);
    Dataset rows = fitted.inputs(fitted.read(Csv.standard(), file));
    assertThat(Arrays.copyOfRange(row(rows, 0), 0, 3))
        .isEqualTo(Arrays.copyOfRange(row(same, 2), 0, 3));
    assertThat(Arrays.copyOfRange(row(rows, 1), 0, 3))
        .isEqualTo(Arrays.copyOfRange(row(same, 1), 0, 3));
    Files.writeString(file, "size,kind,zip\nx,c,10\n");
    assertThatThrownBy(() -> fitted.read(Csv.standard(), file))
        .hasMessageContaining("'x' in row 1 of column 'size'");
    Files.writeString(file, "size,zip\n1,10\n");
    assertThatThrownBy(() -> fitted.read(Csv.standard(), file))
        .hasMessageContaining("no column 'kind'");
  }

  @Test
  void aNumberOfNewRowsMayHaveAFractionThoughNoneHadInTraining(@TempDir Path folder)
      throws IOException {
    FittedPreparation fitted = PRICE.fit(
        Table.of(IntegerColumn.of("age", 10, 20, 30, 40), IntegerColumn.of("price", 1, 2, 3, 4)));
    Path file = Files.writeString(folder.resolve("rows.csv"), "age\n20\n25\n30.0\n");
    Dataset between = fitted.inputs(fitted.read(Csv.standard(), file));
    Files.writeString(file, "age\n20\n22.5\n30\n");
    Dataset rows = fitted.inputs(fitted.read(Csv.standard(), file));
    assertThat(row(rows, 0)).isEqualTo(row(between, 0));
    assertThat(row(rows, 1)[0])
        .isCloseTo((row(between, 0)[0] + row(between, 1)[0]) / 2, within(1e-6f));
    assertThat(row(rows, 2)).isEqualTo(row(between, 2));
  }

  @Test
  void categoriesOfAnotherTypeAreRefusedBecauseTheirTextsDiffer() {
    FittedPreparation fitted = PRICE
        .column("rooms", OneHotEncoder.standard().handleUnknown(HandleUnknown.OWN_CODE))
        .fit(TRAIN);
    Table decimals = TRAIN.with(DecimalColumn.of("rooms", 1, 2, 2, 1));
    assertThatThrownBy(() -> fitted.inputs(decimals))
        .isInstanceOf(DataException.class)
        .hasMessage("Column 'rooms' has numbers, but whole numbers in the training part:"
            + " read the file with FittedPreparation.read.");
  }

  @Test
  void datesOfATrainingPartInAnyOrderAreReadBackAsTheyAreWritten(@TempDir Path folder)
      throws IOException {
    for (String dates : List.of("31.01.2017 17:18,28.02.2017", "01/31/2017 17:18,02/28/2017")) {
      Path file = folder.resolve("rows.csv");
      Files.writeString(file, "at,price\n" + dates.replace(",", ",1\n") + ",2\n");
      Table train = Table.read(file);
      FittedPreparation fitted =
          PRICE.column("at", Numeric.of(new Passthrough())).fit(train);
      train.write(file);
      Table back = fitted.read(Csv.standard(), file);
      assertThat(back.column("at").text(0)).isEqualTo("2017-01-31T17:18");
      for (int i = 0; i < 2; i++) {
        assertThat(row(fitted.inputs(back), i)).isEqualTo(row(fitted.inputs(train), i));
      }
    }
  }

  @Test
  void manyCategoriesAreLearntThoughTheirInputsWouldNotFit() {
    int size = 50_000; // 2.5e9 inputs
    Table table = Table.of(
        TextColumn.of(
            "name", IntStream.range(0, size).mapToObj(i -> "n" + i).toArray(String[]::new)),
        DecimalColumn.of("price", new double[size]));
    FittedPreparation fitted = PRICE.column("name", OneHotEncoder.standard()).fit(table);
    assertThat(fitted.width()).isEqualTo(size);
    assertThatThrownBy(() -> fitted.dataset(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2500000000 numbers");
  }

  @Test
  void quantilesOfWideAndOfNarrowColumns() {
    FittedScaler wide =
        QuantileTransformer.uniform().quantiles(5).fit(new double[] {-1.7e308, 1.7e308});
    assertThat(wide.scaled(0)).isEqualTo(0.5);
    assertThat(wide.scaled(0.85e308)).isEqualTo(0.75, within(1e-15));
    FittedScaler.Quantiles three = (FittedScaler.Quantiles) QuantileTransformer.uniform()
        .quantiles(3)
        .fit(new double[] {-1.7e308, -1.7e308, 1.7e308, 1.7e308});
    assertThat(three.quantiles()).containsExactly(-1.7e308, 0.0, 1.7e308);
    FittedScaler narrow =
        QuantileTransformer.normal().fit(new double[] {1e-9, 2e-9, 3e-9, 4e-9, 5e-9});
    assertThat(narrow.scaled(2e-9)).isEqualTo(Normal.quantile(0.25), within(1e-12));
    assertThat(narrow.scaled(3.5e-9)).isEqualTo(Normal.quantile(0.625), within(1e-12));
  }

  @Test
  void quantilesThatAreNoneAreRefused() {
    String json =
        PRICE.numeric(Numeric.of(QuantileTransformer.uniform())).fit(TRAIN).toJson();
    for (String some : List.of("2,1", "1,1e999", "\"NaN\",1")) {
      String damaged = json.replaceFirst("\"quantiles\":\\[[^]]*]", "\"quantiles\":[" + some + "]");
      assertThat(damaged).isNotEqualTo(json);
      assertThatThrownBy(() -> FittedPreparation.fromJson(damaged))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("finite and ascending");
    }
  }

  @Test
  void aTestPartIsEncodedWhenItIsAskedForAndOnce() {
    Table other = TRAIN.with(TextColumn.of("kind", "a", "b", "c", "a"));
    TableData data = new TableData(PRICE::fit, List.of(TRAIN, TRAIN, other));
    assertThat(data.hasTest()).isTrue();
    DataModule noisy = data.transformed(new NumberNoise(0.1));
    assertThat(noisy.hasTest()).isTrue();
    assertThatThrownBy(noisy::test).hasMessageContaining("Row 3 has 'c'");
    TableData whole = new TableData(PRICE::fit, List.of(TRAIN, TRAIN, TRAIN));
    assertThat(whole.test())
        .isSameAs(whole.test())
        .isSameAs(whole.transformed(new NumberNoise(0.1)).test());
    TableSet set = TableSet.of("kinds", TRAIN, other, PRICE);
    assertThat(set.train()).isSameAs(set.train());
    assertThatThrownBy(set::test).hasMessageContaining("Row 3 has 'c'");
  }

  @Test
  void columnsAreKeptInTheOrderInWhichTheyAreSpokenOf() {
    Preparation preparation = PRICE;
    Csv csv = Csv.standard();
    List<String> names = List.of("z", "b", "y", "a", "x", "c", "w");
    for (String name : names) {
      preparation = preparation.column(name, Numeric.standard());
      csv = csv.type(name, ColumnType.TEXT);
    }
    assertThat(preparation.columns().keySet()).containsExactlyElementsOf(names);
    assertThat(csv.types().keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void whatIsNoPreparationIsRefused() {
    String json = PRICE.fit(TRAIN).toJson();
    for (String damaged : List.of(
        "",
        "{}",
        "[]",
        json.substring(0, json.length() - 1),
        json + "x",
        json.replace("\"scale\"", "\"sccale\""),
        json.replace("\"scale\":1.4142135623730951", "\"scale\":-1"),
        json.replace("\"numeric\"", "\"java.lang.Runtime\""),
        json.replaceAll("\"columns\":\\[.*?\\],\"target\"", "\"columns\":[],\"target\""),
        json.replace("\"kind\",", "null,"))) {
      assertThat(damaged).isNotEqualTo(json);
      assertThatThrownBy(() -> FittedPreparation.fromJson(damaged))
          .as(damaged)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("The model's preparation is damaged");
    }
  }

  // ---------------------------------------------------------------- targets

  @Test
  void aStandardizedNumberComesBackAsItself() {
    FittedPreparation fitted =
        Preparation.of(Target.value("price").standardized()).fit(TRAIN);
    TableDataset data = fitted.dataset(TRAIN);
    assertThat(data.targets()).isEqualTo(Targets.values(1));
    double deviation = Math.sqrt(125);
    assertThat(data.sample(0).target()[0]).isEqualTo((float) (-15 / deviation));
    Column back = fitted
        .predictions(Tensor.of(new float[] {0, (float) (15 / deviation)}, 2, 1))
        .column("price");
    assertThat(back.number(0)).isEqualTo(25);
    assertThat(back.number(1)).isEqualTo(40, within(1e-5));
  }

  @Test
  void aClassComesBackByItsName() {
    FittedPreparation fitted =
        Preparation.of(Target.category("rooms")).without("kind").fit(TRAIN);
    TableDataset data = fitted.dataset(TRAIN);
    assertThat(data.targets()).isEqualTo(Targets.classes("1", "2"));
    assertThat(data.sample(1).label()).isEqualTo(1);
    Table back = fitted.predictions(Tensor.of(new float[] {0, (float) Math.log(3)}, 1, 2));
    assertThat(back.names()).containsExactly("rooms", "p(1)", "p(2)");
    assertThat(back.column("rooms").text(0)).isEqualTo("2");
    assertThat(back.column("p(2)").number(0)).isEqualTo(0.75, within(1e-6));
    assertThatThrownBy(() -> fitted.dataset(TRAIN.with(IntegerColumn.of("rooms", 1, 2, 3, 1))))
        .hasMessageContaining("'rooms' is '3' in row 3");
    assertThatThrownBy(() -> fitted.predictions(Tensor.zeros(1, 3)))
        .hasMessageContaining("[1, 3]")
        .hasMessageContaining("2 values a row");
  }

  @Test
  void targetsBeyondAFloatAreRefused() {
    Table huge = TRAIN.with(DecimalColumn.of("price", 1, 2, 1e300, 4));
    assertThatThrownBy(() -> PRICE.fit(huge).dataset(huge))
        .isInstanceOf(DataException.class)
        .hasMessage("Target 'price' is 1.0E300 in row 3, which no float holds: correct it, or have"
            + " the target standardized().");
    Table wide = TRAIN.with(DecimalColumn.of("price", -1e308, 1e308, 0, 0));
    assertThatThrownBy(
            () -> Preparation.of(Target.value("price").standardized()).fit(wide))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Target 'price' cannot be standardised, because scale is");
  }

  @Test
  void outputsThatAreNoNumbersPredictNothing() {
    Tensor outputs = Tensor.of(new float[] {Float.NaN, Float.NaN, 0, 1}, 2, 2);
    Table classes = Preparation.of(Target.category("rooms")).fit(TRAIN).predictions(outputs);
    assertThat(classes.column("rooms").isMissing(0)).isTrue();
    assertThat(classes.column("p(1)").isMissing(0)).isTrue();
    assertThat(classes.column("rooms").text(1)).isEqualTo("2");
    Table labelled = GeneratedTables.multiLabel(1, 40);
    Table labels = Preparation.of(Target.labels("large", "old")).fit(labelled).predictions(outputs);
    assertThat(labels.column("large").isMissing(0)).isTrue();
    assertThat(labels.column("p(old)").isMissing(0)).isTrue();
    assertThat(labels.column("old").text(1)).isEqualTo("1");
  }

  @Test
  void classesThatAreNumbersAreInTheirOrder() {
    Table table = Table.of(IntegerColumn.of("a", 1, 2, 3), IntegerColumn.of("y", 10, -1, 9));
    assertThat(Preparation.of(Target.category("y")).fit(table).target().targets())
        .isEqualTo(Targets.classes("-1", "9", "10"));
  }

  @Test
  void severalLabelsComeBackEach() {
    Table table = GeneratedTables.multiLabel(1, 40);
    FittedPreparation fitted =
        Preparation.of(Target.labels("large", "old")).without("family").fit(table);
    TableDataset data = fitted.dataset(table);
    assertThat(data.targets()).isEqualTo(Targets.values(2));
    assertThat(data.sample(3).target())
        .containsExactly(
            (float) table.column("large").number(3), (float) table.column("old").number(3));
    Table back = fitted.predictions(Tensor.of(new float[] {0, -2, -0.1f, 2}, 2, 2));
    assertThat(back.names()).containsExactly("large", "p(large)", "old", "p(old)");
    assertThat(back.column("large").text(0)).isEqualTo("1");
    assertThat(back.column("old").text(0)).isEqualTo("0");
    assertThat(back.column("p(large)").number(0)).isEqualTo(0.5);
    assertThatThrownBy(() -> Preparation.of(Target.labels("rooms")).fit(table).dataset(table))
        .hasMessageContaining("labels are 0 or 1");
    assertThatThrownBy(() -> Target.labels("a", "a")).hasMessageContaining("none of them twice");
  }

  @Test
  void aTargetThatIsMissingIsNamed() {
    Table table = TRAIN.with(DecimalColumn.of("price", 1, Double.NaN, 3, 4));
    assertThatThrownBy(() -> PRICE.fit(table))
        .hasMessageContaining("'price' is missing in row 2")
        .hasMessageContaining("withoutMissing");
    assertThat(PRICE
            .without("kind")
            .fit(table.withoutMissing("price"))
            .dataset(TRAIN)
            .size())
        .isEqualTo(4);
    assertThatThrownBy(() -> Preparation.of(Target.value("cost")).fit(TRAIN))
        .hasMessageContaining("no column 'cost'");
    assertThatThrownBy(() -> Preparation.of(Target.value("c").standardized())
            .fit(TRAIN.with(DecimalColumn.of("c", 1, 1, 1, 1))))
        .hasMessageContaining("nothing to learn");
  }
}
