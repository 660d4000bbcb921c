package org.ockham.distributed;

import java.io.Serializable;

/**
 * How settings of a {@link Rendezvous} are called where its user gives them: sentences that advise to change one call it so.
 *
 * @param timeout how long ranks wait for each other
 * @param address by which address a rank is reached
 */
public record Wording(String timeout, String address) implements Serializable {

  /** That of programs. */
  public static final Wording JAVA = new Wording("timeout(…)", "address(…) or GLOO_SOCKET_IFNAME");
}
