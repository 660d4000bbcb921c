package org.ockham.lab.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.augment.Compose;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.Transform;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.catalogue.Limits.Bounds;
import org.ockham.loss.Loss;
import org.ockham.optim.Adam;
import org.ockham.optim.AdamW;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.regularize.L1;
import org.ockham.schedule.Schedule;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
import org.ockham.tensor.Threads;
import org.ockham.train.Regularizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(CatalogueTest.Computing.class)
final class CatalogueTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Catalogue CATALOGUE = Catalogue.standard();

  /** Bounds must not depend on whether the thread computes: then it takes denormal numbers for 0. */
  static final class Computing implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
        Invocation<Void> test, ReflectiveInvocationContext<Method> context, ExtensionContext all)
        throws Throwable {
      Throwable failure = Threads.computing(() -> {
        try {
          test.proceed();
          return null;
        } catch (Throwable e) {
          return e;
        }
      });
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> test, ReflectiveInvocationContext<Method> context, ExtensionContext all)
        throws Throwable {
      interceptTestMethod(test, context, all);
    }
  }

  /** A component and its kind. */
  record Named(Kind<?> kind, Component<?> component) {
    @Override
    public String toString() {
      return component.toString();
    }
  }

  static Stream<Named> components() {
    return CATALOGUE.kinds().stream()
        .flatMap(kind -> CATALOGUE.of(kind).stream().map(component -> new Named(kind, component)));
  }

  private static Section section(JsonNode node) {
    return new Section((ObjectNode) node, "it", path -> "here");
  }

  private static Object read(Component<?> component, JsonNode node) {
    Section section = section(node.deepCopy());
    section.has("kind");
    Object value = component.read(section, Map.of());
    section.done();
    return value;
  }

  private static ObjectNode defaults(Component<?> component) {
    return JSON.valueToTree(component.write(component.make(component.defaults())));
  }

  @ParameterizedTest
  @MethodSource("components")
  @DisplayName("What is written for a component's defaults is read as the same")
  void roundTrip(Named named) {
    Component<?> component = named.component;
    ObjectNode written = defaultsOf(component);
    Object again = read(component, written);
    assertThat(again).isEqualTo(component.read(section(written.deepCopy()), Map.of()));
    assertThat(JSON.<JsonNode>valueToTree(component.write(again))).isEqualTo(written);
    if (!component.settings().isEmpty()) {
      assertThat(again).isEqualTo(component.make(component.defaults()));
    }
  }

  private static ObjectNode defaultsOf(Component<?> component) {
    return component.settings().isEmpty()
        ? JSON.createObjectNode().put("kind", component.word())
        : defaults(component);
  }

  @ParameterizedTest
  @MethodSource("components")
  @DisplayName(
      "Beyond its bounds a number is refused by name, and by the schema; within, the schema lets through what is read")
  void bounds(Named named) {
    Component<?> component = named.component;
    Predicate<JsonNode> schema = schema(named);
    ObjectNode written = defaultsOf(component);
    assertThat(schema).accepts(written);
    for (Setting setting : component.settings()) {
      Bounds bounds = setting.limits().value();
      for (int side = -1; side <= 1; side += 2) {
        Number edge = side < 0 ? bounds.least() : bounds.most();
        boolean isOut = side < 0 ? bounds.leastIsOut() : bounds.mostIsOut();
        if (edge == null) {
          continue;
        }
        ObjectNode inside = with(written, setting, isOut ? beyond(edge, -side) : edge);
        ObjectNode outside = with(written, setting, isOut ? edge : beyond(edge, side));
        assertThat(schema).as("%s within %s", setting.word(), bounds).accepts(inside);
        assertThat(schema).as("%s outside of %s", setting.word(), bounds).rejects(outside);
        assertThatThrownBy(() -> read(component, outside))
            .as("%s outside of %s", setting.word(), bounds)
            .isInstanceOf(RecipeException.class)
            .hasMessageStartingWith("here: it.")
            .hasMessageContaining(setting.word() + " ")
            .hasMessageNotContaining("\n");
        assertThat(setting.expected()).contains("number");
      }
      ObjectNode wrong = written.deepCopy();
      wrong.set(setting.word(), JSON.createArrayNode().add(JSON.createObjectNode()));
      Throwable refused = catchThrowable(() -> read(component, wrong));
      assertThat(refused)
          .isInstanceOf(RecipeException.class)
          .hasMessageStartingWith("here: it." + setting.word());
      assertThat(schema).rejects(wrong);
    }
    ObjectNode unknown = written.deepCopy().put("colour", 1);
    assertThat(schema).rejects(unknown);
    if (!component.settings().isEmpty()) {
      assertThatThrownBy(() -> read(component, unknown)).hasMessageContaining("no key it.colour");
    }
  }

  private static ObjectNode with(ObjectNode written, Setting setting, Number value) {
    ObjectNode changed = written.deepCopy();
    JsonNode number = JSON.valueToTree(value);
    if (!changed.path(setting.word()).isArray()) {
      return changed.set(setting.word(), number);
    }
    ArrayNode list = JSON.createArrayNode(); // as many as there are: some lists have a fixed size
    changed.path(setting.word()).forEach(element -> list.add(number));
    return changed.set(setting.word(), list);
  }

  private static Number beyond(Number edge, int side) {
    if (edge instanceof Double real) {
      if (real == 0) {
        return side * Double.MIN_NORMAL;
      }
      return side < 0 ? Math.nextDown(real) : Math.nextUp(real);
    }
    return edge.longValue() + side;
  }

  private static Predicate<JsonNode> schema(Named named) {
    Schema schema = new Schema();
    Form.Named<?> form = new Form.Named<>(CATALOGUE, named.kind, named.kind.type());
    ObjectNode document = schema.settings(form, named.component.word());
    document.set("$defs", schema.definitions());
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
    return node -> compiled.validate(node).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer | adam | lr | a number of at least 0",
        "optimizer | adam | beta1 | a number from 0 to below 1",
        "optimizer | adam | eps | a number of at least 1.0E-30",
        "optimizer | adafactor | beta2Decay | a number of at most 0",
        "optimizer | rprop | etaMinus | a number above 0 and below 1",
        "optimizer | rprop | etaPlus | a number above 1",
        "optimizer | rprop | minStep | a number of at least 0",
        "optimizer | rprop | maxStep | a number of at least 0",
        "optimizer | muon | steps | a whole number of at least 1",
        "optimizer | sgd | dampening | a number",
        "schedule | one-cycle | pctStart | a number from 0 to 1",
        "schedule | sequential | milestones | a list of whole numbers of at least 1",
        "schedule | chained | curves | a list of one of",
        "clipping | norm | bound | a number above 0",
        "loss | cross-entropy | labelSmoothing | a number from 0 to 1",
        "loss | cross-entropy | reduction | one of none, mean, sum",
        "transform | random-rotation | degrees | a number, or a list of such, at least 2 and at most 2",
        "transform | random-resized-crop | scale | a number above 0, or a list of such, at least 2 and at most 2",
        "transform | random-zoom-out | sideRange | a number from 1 to 100, or a list of such",
        "model | mlp | hidden | a list of whole numbers from 1 to 65536, at most 100",
        "sampler | cma-es | step | a number above 0 and at most 1",
        "sampler | cma-es | population | a whole number of at least 2",
        "pruner | hyperband | minResource | a whole number of at least 1",
      })
  @DisplayName("Bounds are the record's own, without those that another setting would lift")
  void words(String kind, String word, String setting, String expected) {
    Component<?> component = CATALOGUE.kinds().stream()
        .filter(each -> each.name().equals(kind))
        .map(each -> CATALOGUE.named(each, word))
        .findFirst()
        .orElseThrow();
    assertThat(component.settings())
        .filteredOn(each -> each.word().equals(setting))
        .singleElement()
        .satisfies(each -> assertThat(each.expected()).startsWith(expected));
  }

  @Test
  @DisplayName("A value is one of its component, also within another")
  void nested() {
    Component<?> sam = CATALOGUE.named(Kind.OPTIMIZER, "sam");
    ObjectNode node = JSON.createObjectNode().put("kind", "sam").put("rho", 0.1);
    node.putObject("base").put("kind", "sgd").put("lr", 0.5).put("momentum", 0.9);
    Object read = read(sam, node);
    assertThat(read).isEqualTo(new Sam(new Sgd(0.5, 0.9, 0, 0, false), 0.1, false));
    assertThat(CATALOGUE.of(Kind.OPTIMIZER, read)).isSameAs(sam);
    node.withObject("base").put("kind", "lbfgs").remove("momentum");
    assertThatThrownBy(() -> read(sam, node))
        .hasMessageStartingWith("here: it.base of SAM is Lbfgs")
        .hasMessageContaining("choose one that steps from gradients");
    node.withObject("base").put("lerning", 1);
    assertThatThrownBy(() -> read(sam, node))
        .hasMessageStartingWith("here: there is no key it.base.lerning");
    node.put("base", "adamw");
    assertThat(((Sam) read(sam, node)).base()).isEqualTo(AdamW.rate(1e-3));
  }

  @Test
  @DisplayName("Two of one word are refused, and a setting that the record lacks")
  void registration() {
    Catalogue own = new Catalogue();
    own.optimizer("adam", Adam.rate(1e-3));
    assertThatThrownBy(() -> own.optimizer("adam", Sgd.rate(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the optimizer 'adam' is both org.ockham.optim.Adam and"
            + " org.ockham.optim.Sgd: give one of them another word");
    assertThatThrownBy(() -> own.regularizer("l1", L1.of(1)).requires("lamda"))
        .hasMessageContaining("has no component 'lamda' (did you mean lambda?)");
    assertThatThrownBy(() -> own.named(Kind.OPTIMIZER, "adm"))
        .hasMessageContaining("there is no optimizer 'adm' (did you mean adam?)");
  }

  @Test
  @DisplayName("A transform's word is its name in torchvision, in lower case with hyphens")
  void transformWords() {
    assertThat(CATALOGUE.of(Kind.TRANSFORM))
        .allSatisfy(component -> assertThat(component.word())
            .isEqualTo(component
                .type()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)));
    assertThat(CATALOGUE.words(Kind.TRANSFORM)).contains("random-crop", "random-horizontal-flip");
  }

  @Test
  @DisplayName("No setting of a transform is closed to recipes")
  void transformSettings() {
    for (Component<?> component : CATALOGUE.of(Kind.TRANSFORM)) {
      assertThat(component.settings().stream().map(Setting::name))
          .as(component.word())
          .containsExactlyElementsOf(component.defaults().keySet());
    }
  }

  @Test
  @DisplayName("Transforms are read within transforms, and a mistake is told where it is")
  void nestedTransforms() {
    Component<?> compose = CATALOGUE.named(Kind.TRANSFORM, "compose");
    ObjectNode node = JSON.createObjectNode().put("kind", "compose");
    node.putArray("transforms")
        .add("random-horizontal-flip")
        .add(JSON.createObjectNode()
            .put("kind", "random-crop")
            .put("height", 32)
            .put("width", 32)
            .put("padding", 4))
        .add(JSON.createObjectNode().put("kind", "normalize").put("mean", 0.5).put("std", 0.5));
    assertThat(read(compose, node))
        .isEqualTo(Compose.of(
            RandomHorizontalFlip.of(0.5),
            RandomCrop.of(32).withPadding(4),
            Normalize.of(0.5, 0.5)));
    ((ObjectNode) node.get("transforms").get(1)).put("padding", -1);
    assertThatThrownBy(() -> read(compose, node))
        .hasMessageStartingWith("here: it.transforms.1.padding is -1");
  }

  /** The public classes of a package that are records of a type. */
  private static Set<String> records(Class<?> type, String anchor)
      throws IOException, URISyntaxException {
    URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    String folder = anchor.replace('.', '/');
    if (Files.isDirectory(Path.of(place))) {
      return records(type, anchor, Path.of(place).resolve(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
      return records(type, anchor, jar.getPath(folder));
    }
  }

  private static Set<String> records(Class<?> type, String anchor, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[A-Za-z0-9]+\\.class"))
          .map(name -> named(anchor + "." + name.replace(".class", "")))
          .filter(found -> found.isRecord()
              && Modifier.isPublic(found.getModifiers())
              && type.isAssignableFrom(found))
          .map(Class::getSimpleName)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, CatalogueTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> registered(Kind<?> kind) {
    return CATALOGUE.of(kind).stream()
        .map(Component::type)
        .filter(Class::isRecord)
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void complete(Kind<?> kind, String anchor, List<String> others)
      throws IOException, URISyntaxException {
    Set<String> all = records(kind.type(), anchor);
    Set<String> known = registered(kind);
    known.remove("Toy");
    assertThat(all).as(kind.name()).containsAll(others);
    all.removeAll(others);
    assertThat(known).as(kind.name()).isEqualTo(all);
  }

  @Test
  @DisplayName(
      "Nothing that the library has is forgotten; what no recipe can write is known by name")
  void complete() throws IOException, URISyntaxException {
    String optim = OptimizerConfig.class.getPackageName();
    complete(Kind.OPTIMIZER, optim, List.of("Maximized"));
    String schedule = Schedule.class.getPackageName();
    complete(Kind.SCHEDULE, schedule, List.of("LambdaLR", "MultiplicativeLR"));
    assertThat(Regularizer.class).isInterface();
    complete(Kind.REGULARIZER, L1.class.getPackageName(), List.of());
    complete(Kind.LOSS, Loss.class.getPackageName(), List.of());
    complete(Kind.SAMPLER, Sampler.class.getPackageName(), List.of("Grid", "PartialFixed"));
    complete(Kind.PRUNER, Pruner.class.getPackageName(), List.of());
    complete(Kind.CALLBACK, CallbackPlan.class.getPackageName(), List.of());
    complete(Kind.TRANSFORM, Transform.class.getPackageName(), List.of());
    assertThat(CATALOGUE.words(Kind.OPTIMIZER)).hasSize(18 + 1); // and a user's
  }
}
