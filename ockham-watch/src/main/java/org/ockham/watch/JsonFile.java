package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Path;
import org.ockham.file.PlainFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON, read again when it has changed. */
final class JsonFile {

  private final Path file;
  private final Fresh<JsonNode> content = new Fresh<>();

  JsonFile(Path file) {
    this.file = file;
  }

  /** What it holds now; a missing node where it is not there, or no JSON. */
  JsonNode content() {
    return content.get(Stamp.settled(file), () -> {
      try {
        return JsonMapper.shared().readTree(PlainFile.text(file));
      } catch (IOException | JacksonException e) {
        return JsonMapper.shared().missingNode();
      }
    });
  }
}
