package org.ockham.watch;

import java.util.List;

/**
 * What a page offers to do.
 *
 * @param base the address below which they are asked for
 * @param list each of them
 */
public record Actions(String base, List<Action> list) {}
