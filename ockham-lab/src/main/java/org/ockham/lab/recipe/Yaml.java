package org.ockham.lab.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Section;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The YAML that recipes are written in, which is less than YAML: plain maps, lists and scalars. Tags, which make other
 * readers construct objects, and aliases, which let a small file grow without bound, are refused; so is a large file.
 */
final class Yaml {

  private static final int LIMIT = 64 * 1024;

  private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(16)
              .maxDocumentLength(LIMIT)
              .build())
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private Yaml() {}

  /**
   * What is written somewhere.
   *
   * @param map of keys
   * @param places where they stand
   */
  record Document(ObjectNode map, Places places) {}

  /** The map that a file holds. */
  static Document read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new RecipeException(file + ": is a directory, not a recipe: give a YAML file.");
      }
      InputFile.check(file);
      if (Files.size(file) > LIMIT) {
        throw new RecipeException(file + ": has " + Files.size(file)
            + " bytes, but a recipe has at most " + LIMIT + ": is it another file?");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return document(file.toString(), text(in));
      }
    } catch (NoSuchFileException e) {
      throw new RecipeException(file + ": there is no such file.", e);
    } catch (IOException e) {
      throw new RecipeException(file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    }
  }

  /** What a stream holds, up to the limit. */
  static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(LIMIT + 1), StandardCharsets.UTF_8);
  }

  /** The map that a text holds; the origin is said in what is refused. */
  static ObjectNode map(String origin, String text) {
    return document(origin, text).map();
  }

  /** The map that a text holds, with the lines of its keys. */
  static Document document(String origin, String text) {
    Map<String, String> lines = new HashMap<>();
    JsonNode node = node(origin, text, lines);
    if (node instanceof ObjectNode map) {
      return new Document(map, new Places(origin, lines));
    }
    throw new RecipeException(origin + ": is " + Section.describe(node)
        + ", but a recipe is a map of keys: start with about: or data:.");
  }

  /** What a text holds. */
  static JsonNode node(String origin, String text) {
    return node(origin, text, new HashMap<>());
  }

  private static JsonNode node(String origin, String text, Map<String, String> lines) {
    if (text.length() > LIMIT) {
      throw new RecipeException(
          origin + ": has over " + LIMIT + " characters, but a recipe has at most that many.");
    }
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      return new YamlReader(parser, origin, text, lines).whole();
    } catch (JacksonException e) {
      throw new RecipeException(
          origin + YamlReader.line(e.getLocation()) + ": is not valid YAML: " + firstLine(e) + ".",
          e);
    }
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  private static String firstLine(JacksonException e) {
    String line = Excerpt.ofMessage(String.valueOf(e.getOriginalMessage()));
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
