package org.ockham.watch;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.Section;

/**
 * The pages that were asked for last, as HTML: to set the charts of a large one takes tenths of a second. A section that is the same object as
 * before is not set again, nor sent to those who have it.
 */
final class Bodies {

  private static final int KEPT = 4;

  /** Numbers of another server's pages are none of these. */
  private final String name = Token.random().text().substring(0, 16) + "-";

  private long newest;

  /** A section as HTML, and the number of the first page that it was part of, and of all since. */
  private record Part(String html, long since) {}

  private record Body(
      Page page, IdentityHashMap<Section, Part> parts, long number, Allowance allowance) {}

  /**
   * What is in a page.
   *
   * @param html its heading and all below; of sections that the reader has only that they are there
   * @param number by which it is known
   */
  record Content(String html, String number) {}

  private final Map<String, Body> byId = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Body> eldest) {
      return size() > KEPT;
    }
  };

  /**
   * What is in a page, set when it is another than before.
   *
   * @param held the number of the content that the reader has; null for none
   */
  Content of(String id, Page page, @Nullable String held) {
    Body body = body(id, page);
    long last = number(held);
    String html = page.body(section -> {
      Part part = body.parts.get(section);
      return part == null || part.since > last ? html(part, section) : WatchServer.same(section);
    });
    return new Content(html, name + body.number);
  }

  private static String html(@Nullable Part part, Section section) {
    return part == null ? section.html() : part.html;
  }

  /** Before all others where it is none of these. */
  private long number(@Nullable String held) {
    return held != null
            && held.startsWith(name)
            && held.substring(name.length()).matches("[0-9]{1,18}")
        ? Long.parseLong(held.substring(name.length()))
        : -1;
  }

  @SuppressWarnings("ReferenceEquality") // to compare large pages would take as long as to set them
  private Body body(String id, Page page) {
    Body known = known(id);
    if (known != null && known.page == page) {
      return known;
    }
    long start = System.nanoTime();
    long number = next();
    IdentityHashMap<Section, Part> parts = new IdentityHashMap<>();
    for (Section section : page.sections()) {
      Part part = known == null ? null : known.parts.get(section);
      parts.put(section, part == null ? new Part(section.html(), number) : part);
    }
    Allowance allowance = known == null ? new Allowance() : known.allowance;
    allowance.spent(start, System.nanoTime());
    return keep(id, known, new Body(page, parts, number, allowance));
  }

  /** Since when, by {@link System#nanoTime}, this one may be set again; {@code now} if it has not been. */
  long due(String id, long now) {
    Body known = known(id);
    return known == null ? now : known.allowance.due();
  }

  private synchronized @Nullable Body known(String id) {
    return byId.get(id);
  }

  private synchronized long next() {
    return ++newest;
  }

  /** In the place of the one that it was set from. Where that was another's meanwhile, whoever gets it counts as having nothing. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized Body keep(String id, @Nullable Body before, Body body) {
    if (byId.get(id) == before) {
      byId.put(id, body);
      return body;
    }
    return new Body(body.page, body.parts, 0, body.allowance);
  }
}
