/**
 * How parameters follow their gradients. Start with one of the configurations, {@link org.ockham.optim.Adam}, {@link
 * org.ockham.optim.AdamW} or {@link org.ockham.optim.Sgd}: each is a value with its equation, its settings and, nested in it, its
 * step and what that remembers. {@code over(network)} makes an {@link org.ockham.optim.Optimizer} of it that does the work.
 *
 * <ul>
 *   <li>{@link org.ockham.optim.GradientConfig} makes a {@link org.ockham.optim.GradientOptimizer}: after {@code loss.backward()},
 *       call {@code step()}. These can be combined: {@linkplain org.ockham.optim.ParameterGroups groups} with settings of their
 *       own, {@linkplain org.ockham.optim.Maximized climbing}. To write one, see there.
 *   <li>{@link org.ockham.optim.Lbfgs} and {@link org.ockham.optim.Sam} evaluate the loss more than once a step: their optimisers
 *       have only {@link org.ockham.optim.Optimizer#step step(closure)}, which all have.
 * </ul>
 *
 * <p>Rules come in three kinds, after what they need to see: {@code FusedRule} calls a kernel of the engine that moves all
 * parameters in one pass (SGD, Adam, AdamW, Adagrad, plain RMSprop), {@code ElementwiseRule} is a chain of operations on slices
 * that fit the processor's cache, {@code ParameterwiseRule} looks at each parameter as a whole. {@link
 * org.ockham.optim.GradientClipping} bounds gradients before a step.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.optim;
