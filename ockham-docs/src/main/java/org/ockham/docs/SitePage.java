package org.ockham.docs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as its template takes it.
 *
 * @param title of the page
 * @param language its code
 * @param root the path from its folder to the site's root, empty or with a slash at its end
 * @param source the Markdown file that it is made from
 * @param content its HTML
 * @param parts the navigation
 * @param program the name of its program's files without their ends, if it is a tutorial; else empty
 * @param translation the same page in the other language, if there is one
 * @param previous the page before it
 * @param next the page after it
 * @param hasDrawings whether there is something for Mermaid to draw
 * @param hasJavadoc whether the site has it
 */
public record SitePage(
    String title,
    String language,
    String root,
    String source,
    String content,
    List<Group> parts,
    String program,
    @Nullable Entry translation,
    @Nullable Entry previous,
    @Nullable Entry next,
    boolean hasDrawings,
    boolean hasJavadoc) {

  /** Copies the list. */
  public SitePage {
    parts = List.copyOf(parts);
  }

  /** Entries under one heading. */
  public record Group(String title, List<Entry> entries) {}

  /**
   * A link to a page.
   *
   * @param title of that page
   * @param address from this page
   * @param language of that page
   * @param isHere whether it is this page
   */
  public record Entry(String title, String address, String language, boolean isHere) {}
}
