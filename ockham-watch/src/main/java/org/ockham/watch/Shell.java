package org.ockham.watch;

/**
 * A page around what is watched.
 *
 * @param title its title
 * @param base the address below which its content, its events and its report are; empty for the page of all there is
 * @param body its content as HTML; empty where it is fetched
 * @param isLive whether it is kept up to date
 */
public record Shell(String title, String base, String body, boolean isLive) {

  /** One that stays as it is. */
  static Shell still(String title, String body) {
    return new Shell(title, "", body, false);
  }

  /** Whether it is the page of all there is. */
  public boolean isIndex() {
    return base.isEmpty();
  }
}
