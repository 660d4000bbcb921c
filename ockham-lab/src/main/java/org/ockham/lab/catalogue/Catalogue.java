package org.ockham.lab.catalogue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.augment.Transform;
import org.ockham.file.Excerpt;
import org.ockham.lab.callback.CallbackPlan;
import org.ockham.lab.layer.LayerPlan;
import org.ockham.lab.model.Architecture;
import org.ockham.lab.model.UserClasses;
import org.ockham.lab.training.MetricPlan;
import org.ockham.loss.Loss;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.OptimizerConfig;
import org.ockham.schedule.Schedule;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
import org.ockham.train.Regularizer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What recipes can name: {@linkplain Component components} of several {@linkplain Kind kinds}, each by a word. One is added in a
 * line, by a record that is its prototype:
 *
 * <pre>{@code
 * catalogue.optimizer("adam", Adam.rate(1e-3));
 * catalogue.schedule("step", StepLR.every(30)).requires("stepSize");
 * }</pre>
 *
 * Its settings are the record's components, their defaults the prototype's, and what is refused is what its constructor refuses.
 */
public final class Catalogue {

  /** What loads the classes of users, whose components are known already. */
  private static final Set<ClassLoader> OPENED = new HashSet<>();

  private final Map<Kind<?>, Map<String, Component<?>>> components = new LinkedHashMap<>();

  /** An empty one. */
  public Catalogue() {}

  /** What comes with Ockham, and what is found on the class path ({@link Components}). */
  public static Catalogue standard() {
    return Standard.CATALOGUE;
  }

  /**
   * Lets recipes name the user's own: networks by their classes, and what {@link Components} there add to the standard catalogue.
   *
   * @param classPath jars and folders, with the system's separator between them
   * @throws IllegalArgumentException if there is nothing at one of them, or what is there cannot be added
   */
  public static synchronized void open(String classPath) {
    ClassLoader loader = UserClasses.open(classPath);
    if (OPENED.add(loader)) {
      try {
        ServiceLoader.load(Components.class, loader).stream()
            .filter(provider -> provider.type().getClassLoader() == loader)
            .forEach(provider -> provider.get().addTo(standard()));
      } catch (ServiceConfigurationError | LinkageError e) {
        throw new IllegalArgumentException(
            "the class path " + classPath + " names components that cannot be loaded: "
                + Excerpt.ofMessage(String.valueOf(e.getMessage())),
            e);
      }
    }
  }

  /** The jars and folders of the user's that were opened last; none if none were. */
  public static List<Path> opened() {
    return UserClasses.opened();
  }

  /** Filled when it is first asked for. */
  private static final class Standard {
    private static final Catalogue CATALOGUE = new Catalogue();

    static {
      new OckhamComponents().addTo(CATALOGUE);
      new LayerComponents().addTo(CATALOGUE);
      new TrainingComponents().addTo(CATALOGUE);
      ServiceLoader.load(Components.class).forEach(more -> more.addTo(CATALOGUE));
    }
  }

  /** Adds an optimiser. */
  public <C extends OptimizerConfig> Component<C> optimizer(String word, C prototype) {
    return add(Kind.OPTIMIZER, word, prototype);
  }

  /** Adds a schedule of the learning rate. */
  public <C extends Schedule> Component<C> schedule(String word, C prototype) {
    return add(Kind.SCHEDULE, word, prototype);
  }

  /** Adds a regulariser. */
  public <C extends Regularizer> Component<C> regularizer(String word, C prototype) {
    return add(Kind.REGULARIZER, word, prototype);
  }

  /** Adds a way to clip gradients. */
  public <C extends GradientClipping> Component<C> clipping(String word, C prototype) {
    return add(Kind.CLIPPING, word, prototype);
  }

  /** Adds a loss. */
  public <C extends Loss> Component<C> loss(String word, C prototype) {
    return add(Kind.LOSS, word, prototype);
  }

  /** Adds a kind of network. */
  public <C extends Architecture> Component<C> model(String word, C prototype) {
    return add(Kind.MODEL, word, prototype);
  }

  /** Adds a layer. */
  public <C extends LayerPlan> Component<C> layer(String word, C prototype) {
    return add(Kind.LAYER, word, prototype);
  }

  /** Adds a transform of images. */
  public <C extends Transform> Component<C> transform(String word, C prototype) {
    return add(Kind.TRANSFORM, word, prototype);
  }

  /** Adds a callback. */
  public <C extends CallbackPlan> Component<C> callback(String word, C prototype) {
    return add(Kind.CALLBACK, word, prototype);
  }

  /** Adds a metric. */
  public <C extends MetricPlan> Component<C> metric(String word, C prototype) {
    return add(Kind.METRIC, word, prototype);
  }

  /** Adds a sampler of a search; its {@code seed} comes from the run. */
  public <C extends Sampler> Component<C> sampler(String word, C prototype) {
    return add(Kind.SAMPLER, word, prototype);
  }

  /** Adds a pruner of a search. */
  public <C extends Pruner> Component<C> pruner(String word, C prototype) {
    return add(Kind.PRUNER, word, prototype);
  }

  /**
   * Adds a component.
   *
   * @param word lower case with hyphens, which no other of its kind has
   * @param prototype a record with the defaults; what is no record has no settings
   * @throws IllegalArgumentException if the word is taken
   */
  public <T, S extends T> Component<S> add(Kind<T> kind, String word, S prototype) {
    return put(kind, new Component<>(this, kind, word, prototype, false));
  }

  /** Adds one that is as it is: a record whose components are no settings. */
  public <T> Component<T> addWhole(Kind<T> kind, String word, T prototype) {
    return put(kind, new Component<>(this, kind, word, prototype, true));
  }

  private <T> Component<T> put(Kind<?> kind, Component<T> component) {
    Component<?> other = components
        .computeIfAbsent(kind, none -> new LinkedHashMap<>())
        .putIfAbsent(component.word(), component);
    if (other != null) {
      throw new IllegalArgumentException("the " + kind.name() + " '" + component.word()
          + "' is both " + other.type().getName() + " and " + component.type().getName()
          + ": give one of them another word");
    }
    return component;
  }

  /** A record of settings that is of no kind: a part of a recipe. */
  public <T> Component<T> part(T prototype) {
    return part(prototype, Map.of());
  }

  /** The same, with words of settings that recipes call otherwise than the record does, by the component's name. */
  public <T> Component<T> part(T prototype, Map<String, String> words) {
    return new Component<>(this, new Kind<>("", Object.class, words), "", prototype, false);
  }

  /** The kinds that there is something of. */
  public Set<Kind<?>> kinds() {
    return components.keySet();
  }

  /** What there is of a kind, in the order in which it was added. */
  public Collection<Component<?>> of(Kind<?> kind) {
    return components.getOrDefault(kind, Map.of()).values();
  }

  /** The words of a kind. */
  public List<String> words(Kind<?> kind) {
    return List.copyOf(components.getOrDefault(kind, Map.of()).keySet());
  }

  /**
   * The component that a recipe names under a key of a section.
   *
   * @throws RecipeException if it names none, or one that there is not
   */
  public <T> Chosen<T> chosen(Kind<T> kind, Section section, String key) {
    return new Form.Named<>(this, kind, kind.type()).chosen(section, key);
  }

  /** The component of this word, with its defaults. */
  public <T> Chosen<T> chosen(Kind<T> kind, String word) {
    return new Chosen<>(named(kind, word), Section.empty(word));
  }

  /** The component that {@link Chosen#json} wrote. */
  public <T> Chosen<T> ofJson(Kind<T> kind, String json) {
    ObjectNode written = (ObjectNode) JsonMapper.shared().readTree(json);
    Section section = new Section(written, kind.name(), anywhere -> "recipe");
    return new Chosen<>(named(kind, section.text("kind")), section);
  }

  /**
   * The component of this word.
   *
   * @throws IllegalArgumentException if there is none
   */
  @SuppressWarnings("unchecked") // of the kind's type, as they were added
  public <T> Component<T> named(Kind<T> kind, String word) {
    Component<?> component = components.getOrDefault(kind, Map.of()).get(word);
    if (component == null) {
      throw new IllegalArgumentException("there is no " + kind.name() + " '" + word + "'"
          + Spelling.hint(word, words(kind)) + ": there are " + String.join(", ", words(kind)));
    }
    return (Component<T>) component;
  }

  /** The component that a value is one of. */
  Component<?> of(Kind<?> kind, Object value) {
    return of(kind).stream()
        .filter(component -> component.describes(value))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no recipe can name the " + kind.name() + " " + value));
  }

  /** The kind that all values of a type are of, or null. */
  @Nullable
  Kind<?> kind(Class<?> type) {
    return kinds().stream()
        .filter(kind -> kind.type().isAssignableFrom(type))
        .findFirst()
        .orElse(null);
  }
}
