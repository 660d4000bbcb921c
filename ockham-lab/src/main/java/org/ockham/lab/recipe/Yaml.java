package org.ockham.lab.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;
import org.ockham.file.InputFile;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.catalogue.Section;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
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
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Yaml() {}

  /** The map that a file holds. */
  static ObjectNode read(Path file) {
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
        return map(file.toString(), text(in));
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
    JsonNode node = node(origin, text);
    if (node instanceof ObjectNode map) {
      return map;
    }
    throw new RecipeException(origin + ": is " + Section.describe(node)
        + ", but a recipe is a map of keys: start with about: or data:.");
  }

  /** What a text holds. */
  static JsonNode node(String origin, String text) {
    if (text.length() > LIMIT) {
      throw new RecipeException(
          origin + ": has over " + LIMIT + " characters, but a recipe has at most that many.");
    }
    try {
      refuseWhatRecipesDoNotUse(origin, text);
      JsonNode node = MAPPER.readTree(text);
      return node == null ? MAPPER.nullNode() : node;
    } catch (JacksonException e) {
      throw new RecipeException(
          origin + place(e.getLocation()) + ": is not valid YAML: " + firstLine(e) + ".", e);
    }
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  private static void refuseWhatRecipesDoNotUse(String origin, String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      YAMLParser yaml = (YAMLParser) parser;
      while (yaml.nextToken() != null) {
        if (yaml.isCurrentAlias()) {
          throw new RecipeException(origin + place(yaml.currentTokenLocation()) + ": refers to '*"
              + Excerpt.of(yaml.getString())
              + "', but recipes have no aliases: write the value out.");
        }
        if (yaml.getTypeId() != null) {
          throw new RecipeException(origin + place(yaml.currentTokenLocation()) + ": has the tag '"
              + Excerpt.of(String.valueOf(yaml.getTypeId()))
              + "', but recipes have no tags: leave it out.");
        }
      }
    }
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : ", line " + location.getLineNr();
  }

  private static String firstLine(JacksonException e) {
    String line = Excerpt.ofMessage(String.valueOf(e.getOriginalMessage()));
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
