package org.ockham.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.Setting;
import org.ockham.lab.recipe.Recipe;

/** The page of all that a recipe can say, written from the catalogue: nobody can forget a setting. */
public final class RecipesReference {

  /** Where the page lies, from the repository's root. */
  static final String PATH = "docs/recipes-reference.md";

  private RecipesReference() {}

  /**
   * Writes the page.
   *
   * @param arguments the repository's root
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0], PATH), page());
  }

  static String page() {
    StringBuilder page = new StringBuilder("""
        # Recipes: every key and word

        Written from the catalogue by `./mvnw -Preference -DskipTests -pl ockham-docs -am package`, so that it is what this version takes. How recipes are
        written: [recipes](recipes.md). The same in the terminal: `ockham recipe explain optimizer adam`.

        ## Keys

        The dotted keys of all settings, as variants and `--set` have them, with the words that they take where these are few.

        | key | one of |
        |---|---|
        """);
    for (Map.Entry<String, List<String>> key : Recipe.keys().entrySet()) {
      page.append("| `")
          .append(key.getKey())
          .append("` | ")
          .append(words(key.getValue()))
          .append(" |\n");
    }
    Catalogue catalogue = Catalogue.standard();
    for (Kind<?> kind : catalogue.kinds()) {
      String name = kind.name();
      page.append("\n## ")
          .append(name.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(name.substring(1))
          .append("\n");
      catalogue.of(kind).forEach(component -> add(page, component));
    }
    return page.toString();
  }

  private static String words(List<String> words) {
    return words.isEmpty() ? "" : "`" + String.join("`, `", words) + "`";
  }

  private static void add(StringBuilder page, Component<?> component) {
    page.append("\n### `").append(component.word()).append("`\n");
    if (!component.about().isEmpty()) {
      page.append("\n").append(cell(component.about())).append("\n");
    }
    if (!component.settings().isEmpty()) {
      page.append("\n| setting | is | if not given |\n|---|---|---|\n");
      for (Setting setting : component.settings()) {
        page.append("| `")
            .append(setting.word())
            .append("` | ")
            .append(cell(setting.expected()))
            .append(" | ")
            .append(standard(setting))
            .append(" |\n");
      }
    }
  }

  private static String standard(Setting setting) {
    if (setting.isRequired()) {
      return "must be";
    }
    return Optional.ofNullable(setting.standard())
        .map(value -> "`" + value + "`")
        .orElse("none");
  }

  /** As a cell of a table, where a bar would end it. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
