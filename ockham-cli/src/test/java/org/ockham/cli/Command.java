package org.ockham.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command line, run in this process, printed and ended with.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Command(int code, String out, String err) {

  static final String TINY = """
      name: tiny
      about: Small enough for a test.
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16]}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 2, batch: 20}
      variants:
        plain: {}
        dropout: {model.dropout: 0.3}
      seeds: [0, 1]
      """;

  static Command run(Object... words) {
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(
        new Screen(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false),
        args);
    return new Command(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A recipe that is trained in a moment. */
  static Path tiny(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), TINY);
  }

  /** A trained model. */
  static Path model(Path folder) throws IOException {
    Path run = folder.resolve("model-run");
    Command trained = run("train", tiny(folder), "--out", run);
    if (trained.code() != 0) {
      throw new AssertionError(trained);
    }
    return run.resolve("model.safetensors");
  }

  /** Standard output as JSON, and nothing but JSON. */
  JsonNode json() {
    return JsonMapper.builder()
        .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readTree(out);
  }
}
