/**
 * Benchmarks. Each measures a ratio to a bare loop, or has a peer in Python; {@code docs/benchmarks.md} has the commands and
 * the figures. {@link org.ockham.bench.BareStep} and {@link org.ockham.bench.BareAllReduce} alone may go past the library to
 * libtorch: they are what the library is measured against.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.bench;
