package org.ockham.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What is inside every page beside its text: two scripts and the style, and the policy that lets a browser run them and nothing else.
 * Whoever serves pages may serve these as files of their own.
 */
public enum PageFile {
  /** Apache ECharts, whole, as its WebJar has it. */
  ECHARTS("/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js"),
  /** Ours, which draws each chart of a page by it. */
  SCRIPT("/org/ockham/lab/report/page.js"),
  /** The style, the one place that knows colours. */
  STYLE("/org/ockham/lab/report/page.css");

  private final String text;
  private final String hash;

  PageFile(String resource) {
    try (InputStream in = PageFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource
            + " is not on the class path, so charts cannot be drawn: add the jar that has it.");
      }
      byte[] bytes = in.readAllBytes();
      text = new String(bytes, StandardCharsets.UTF_8);
      hash = Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file's content. */
  public String text() {
    return text;
  }

  /** The content security policy of a page: no request at all, and no script but these two. */
  static String policy() {
    return "default-src 'none'; script-src 'sha256-" + ECHARTS.hash + "' 'sha256-" + SCRIPT.hash
        + "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
  }
}
