/**
 * Benchmarks. Each measures a ratio to a bare loop, or has a peer in Python; {@code docs/benchmarks.md} has the commands and
 * the figures. {@link org.ockham.bench.BareStep} alone may go past the library to libtorch: it is what the library is
 * measured against.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.bench;
