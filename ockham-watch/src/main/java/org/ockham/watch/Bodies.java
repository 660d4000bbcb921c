package org.ockham.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Page;

/** The pages that were asked for last, as HTML: to set the charts of a large one takes tenths of a second. */
final class Bodies {

  private static final int KEPT = 4;

  private record Body(Page page, String html, Allowance allowance) {}

  private final Map<String, Body> byId = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Body> eldest) {
      return size() > KEPT;
    }
  };

  /** What is in a page, set when it is another than before. */
  @SuppressWarnings("ReferenceEquality") // to compare large pages would take as long as to set them
  String of(String id, Page page) {
    Body known = known(id);
    if (known != null && known.page == page) {
      return known.html;
    }
    long start = System.nanoTime();
    String html = page.body();
    Allowance allowance = known == null ? new Allowance() : known.allowance;
    allowance.spent(start, System.nanoTime());
    keep(id, new Body(page, html, allowance));
    return html;
  }

  /** Since when, by {@link System#nanoTime}, this one may be set again; {@code now} if it has not been. */
  long due(String id, long now) {
    Body known = known(id);
    return known == null ? now : known.allowance.due();
  }

  private synchronized @Nullable Body known(String id) {
    return byId.get(id);
  }

  private synchronized void keep(String id, Body body) {
    byId.put(id, body);
  }
}
