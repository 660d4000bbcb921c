/**
 * How parameters follow their gradients. A configuration ({@link org.ockham.optim.Adam}, {@link org.ockham.optim.AdamW},
 * {@link org.ockham.optim.Sgd}) says what, {@link org.ockham.optim.OptimizerConfig#over over} a network makes the {@link
 * org.ockham.optim.Optimizer} that does it and has the memory. All three run on the engine's fused kernels: one pass over
 * the parameters instead of one an operation.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.optim;
