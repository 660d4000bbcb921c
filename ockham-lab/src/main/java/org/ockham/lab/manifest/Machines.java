package org.ockham.lab.manifest;

import java.util.Locale;
import org.ockham.check.Check;

/**
 * What a job is called and takes.
 *
 * @param name the job's name; a part of host names, so it is made one: see {@link #label}
 * @param workers how many processes, each with cores and memory of its own
 * @param cpus cores of each
 * @param memory GiB of each
 * @param hours after how many it is ended
 */
public record Machines(String name, int workers, int cpus, int memory, int hours) {

  /** A label of DNS has so many characters (RFC 1123). */
  private static final int LABEL = 63;

  /** More of anything is a slip of the finger. */
  private static final int MOST = 9999;

  public Machines {
    Check.between("--workers", workers, 1, MOST);
    Check.between("--cpus", cpus, 1, MOST);
    Check.between("--memory", memory, 1, MOST);
    Check.between("--hours", hours, 1, MOST);
  }

  /**
   * The name as a label of DNS (RFC 1123) that begins with a letter, which services ask for: small letters, digits and hyphens. It leaves
   * room for a hyphen and the number of a worker: so are the hosts of ranks called.
   */
  public String label() {
    String label = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    if (!label.matches("[a-z].*")) {
      label = "ockham-" + label;
    }
    int room = LABEL - 1 - Integer.toString(workers - 1).length();
    label = label.replaceAll("-+", "-");
    return label.substring(0, Math.min(room, label.length())).replaceAll("-+$", "");
  }
}
