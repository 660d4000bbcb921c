package org.ockham.docs;

import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Makes a Markdown file a page of the site: links lead to pages instead of files, and names of classes to their Javadoc. */
final class Weaving extends AbstractVisitor {

  private final Document document;
  private final JavadocIndex javadoc;
  private final Set<String> files = new TreeSet<>();
  private boolean hasDrawings;

  private Weaving(Document document, JavadocIndex javadoc) {
    this.document = document;
    this.javadoc = javadoc;
  }

  /**
   * What comes of it.
   *
   * @param html the page's text
   * @param files what it links to that is no page, by path
   * @param hasDrawings whether there is a block of Mermaid
   */
  record Woven(String html, Set<String> files, boolean hasDrawings) {}

  static Woven of(Document document, JavadocIndex javadoc) {
    Node root = Markdown.parse(document.text());
    Weaving weaving = new Weaving(document, javadoc);
    root.accept(weaving);
    return new Woven(Markdown.html(root), weaving.files, weaving.hasDrawings);
  }

  @Override
  public void visit(Link link) {
    link.setDestination(moved(link.getDestination())); // no link within a link: its code stays code
  }

  @Override
  public void visit(Image image) {
    image.setDestination(moved(image.getDestination()));
  }

  @Override
  public void visit(Heading heading) {
    // Names in headings stay as they are: a heading is no place to leave from.
  }

  @Override
  public void visit(Code code) {
    javadoc.page(code.getLiteral()).ifPresent(page -> {
      Link link = new Link(Address.relative(document.address(), page), null);
      code.insertBefore(link);
      link.appendChild(code);
    });
  }

  @Override
  public void visit(FencedCodeBlock block) {
    hasDrawings |= "mermaid".equals(block.getInfo());
  }

  private String moved(String link) {
    if (link.startsWith("#") || link.contains(":")) {
      return link;
    }
    int hash = link.indexOf('#');
    String anchor = hash < 0 ? "" : link.substring(hash);
    String path = Address.resolve(document.path(), hash < 0 ? link : link.substring(0, hash));
    if (!Address.isPage(path)) {
      files.add(path);
    }
    return Address.relative(document.address(), Address.of(path)) + anchor;
  }
}
