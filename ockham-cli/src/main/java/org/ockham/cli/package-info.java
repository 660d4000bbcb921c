/**
 * The {@code ockham} command: start at {@link org.ockham.cli.Main}, which lists the subcommands. What they print goes
 * through a {@link org.ockham.cli.Screen}; {@link org.ockham.cli.Exit} says which failure ends with which code.
 */
@NullMarked
package org.ockham.cli;

import org.jspecify.annotations.NullMarked;
