package org.ockham.docs;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** CommonMark with tables, and with an anchor at each heading, as GitHub has them. */
final class Markdown {

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  /** A link to a file: neither to a heading of the same text nor to an address elsewhere. */
  private static final Pattern LINK = Pattern.compile("(\\[[^]]*]\\()([^)#:\\s]+)([^)\\s]*\\))");

  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().extensions(EXTENSIONS).build();

  private Markdown() {}

  static Node parse(String text) {
    return PARSER.parse(text);
  }

  static String html(Node node) {
    return HTML.render(node);
  }

  /** What it says, without marks. */
  static String plain(Node node) {
    return TEXT.render(node).strip();
  }

  /** The same text with its links to files led elsewhere. */
  static String linked(String text, UnaryOperator<String> moved) {
    return LINK.matcher(text)
        .replaceAll(link ->
            Matcher.quoteReplacement(link.group(1) + moved.apply(link.group(2)) + link.group(3)));
  }
}
