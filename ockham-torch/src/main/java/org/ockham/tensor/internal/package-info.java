/**
 * The binding to libtorch: the only package that may name a JavaCPP type. It is thin: {@link
 * org.ockham.tensor.internal.Handle} owns one native tensor, the classes beside it call one native function a method.
 * Meaning, names and readable errors are the business of {@code org.ockham.tensor}, the only package that calls this one.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.tensor.internal;
