/**
 * The binding to libtorch: the only package that may name a JavaCPP type. {@link
 * org.ockham.tensor.internal.Handle} is one native tensor: its memory, its shape, its gradient. {@link
 * org.ockham.tensor.internal.NativeOperator} is what is done with it, each operation by its name in libtorch's registry.
 * Meaning, names and readable errors are the business of {@code org.ockham.tensor}, the only package that calls this one.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.tensor.internal;
